namespace Homeostat.Cli;

/// <summary>What a simulation was asked for.</summary>
internal sealed record SimulateSettings : RunSettings
{
    /// <summary>Name of a network of the catalog.</summary>
    public required string Network { get; init; }

    /// <summary>Biological time in all, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The time step, such as <c>0.05 ms</c>; null for the network's own.</summary>
    public string? TimeStep { get; init; }

    /// <summary>Whether numbers are of double precision.</summary>
    public bool Double { get; init; }

    /// <summary>States to record, such as <c>cells.v</c> or <c>cells.v[0,7]</c>.</summary>
    public IReadOnlyList<string> Record { get; init; } = [];

    public override string Title => Network;

    public override string Extent => "seconds";

    /// <summary>The network, with the time step asked for.</summary>
    /// <exception cref="HomeostatException">There is no such network, or the time step is none.</exception>
    public Network Load()
    {
        var network = NetworkCatalog.Find(Network);
        if (TimeStep is null)
        {
            return network;
        }

        var circuit = new Circuit(network.Circuit.Name, Quantity.Parse(TimeStep));
        foreach (var population in network.Circuit.Populations)
        {
            circuit.Add(population);
        }

        circuit.Add(network.Circuit.Projections);
        return network with { Circuit = circuit };
    }
}
