using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a run that simulates a network.</summary>
internal sealed record SimulateSettings : RunSettings
{
    /// <summary>The name of a network of the catalog or of a lesson.</summary>
    public required string Network { get; init; }

    /// <summary>The biological time in all, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The time step, such as <c>0.05 ms</c>; null for the network's default.</summary>
    public string? TimeStep { get; init; }

    /// <summary>Whether the simulation computes in double precision.</summary>
    [JsonRequired]
    public bool Double { get; init; }

    /// <summary>The states to record, such as <c>cells.v</c> or <c>cells.v[0,7]</c>.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Record { get; init; } = [];

    /// <summary>The NIR file that is simulated in place of a network of the catalog, and what the file leaves open; null for none.</summary>
    public NirSettings? Nir { get; init; }

    public override string Title => Network;

    public override string Extent() => "seconds";

    /// <summary>The network, with the time step of the settings.</summary>
    /// <exception cref="HomeostatException">There is no such network, or the text of the time step is no time.</exception>
    public LoadedNetwork Load()
    {
        if (Nir is not null)
        {
            return Nir.Load(Network, TimeStep);
        }

        var network = Catalogued();
        return new LoadedNetwork(network, options => new Simulation(network.Circuit, 1, options));
    }

    private Network Catalogued()
    {
        var network = LessonNetworks.Find(Network);
        return TimeStep is null ? network : network with { Circuit = network.Circuit.With(timeStep: Quantity.Parse(TimeStep)) };
    }
}

/// <summary>A network, and how its simulation is created.</summary>
/// <param name="Network">The network.</param>
/// <param name="Create">The function that creates a simulation with the weights that the network begins with.</param>
internal sealed record LoadedNetwork(Network Network, Func<SimulationOptions, Simulation> Create)
{
    /// <summary>The circuit of the NIR file; null for a network of the catalog.</summary>
    public NirCircuit? Nir { get; init; }

    /// <summary>What was repaired in the NIR file.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];
}
