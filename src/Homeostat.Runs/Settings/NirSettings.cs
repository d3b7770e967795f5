using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a simulation of a NIR file.</summary>
internal sealed record NirSettings
{
    /// <summary>The path of the NIR file.</summary>
    public required string File { get; init; }

    /// <summary>The path of the file with the input; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>The sample of the input file.</summary>
    [JsonRequired]
    public int Sample { get; init; }

    /// <summary>True to repair faults of the file where possible.</summary>
    [JsonRequired]
    public bool Lenient { get; init; }

    /// <summary>The reset of neurons that have fired; null for that of the file.</summary>
    public NirReset? Reset { get; init; }

    /// <summary>The method by which equations are solved; null for that of the file.</summary>
    public NirMethod? Method { get; init; }

    /// <summary>The current that a step uses; null for that of the file.</summary>
    public NirCurrent? Current { get; init; }

    /// <summary>The network of the file, with its input.</summary>
    /// <param name="name">The name of the network.</param>
    /// <param name="timeStep">The time step, as text; null for that of the file.</param>
    public LoadedNetwork Load(string name, string? timeStep)
    {
        IReadOnlyList<string> repairs = [];
        var graph = Lenient ? NirFile.Read(File, out repairs) : NirFile.Read(File);
        var options = new NirOptions { TimeStep = timeStep is null ? null : Quantity.Parse(timeStep), Reset = Reset, Method = Method, Current = Current };
        var circuit = NirCircuit.Of(graph, options, name);
        var seconds = 0.1;
        if (Input is not null)
        {
            var inputs = circuit.Inputs.Keys.ToDictionary(
                node => node, node => NirInput.Read(Input, node, Sample, circuit.Circuit[circuit.Inputs[node]].Size, circuit.Circuit.TimeStep));
            seconds = inputs.Values.Max(signal => signal.Values.GetLength(0) - 1) * circuit.Circuit.TimeStep;
            circuit = NirCircuit.Of(graph, options with { Inputs = inputs }, name);
        }

        var groups = circuit.Circuit.Populations.Where(p => p.Threshold.Length > 0).Select(p => new UnitGroup(p.Name, p.Name, ..p.Size)).ToArray();
        var network = new Network(name, $"{graph.Nodes.Count} nodes of {Path.GetFileName(File)}", "", circuit.Circuit, seconds, groups) { Transient = 0 };
        return new LoadedNetwork(network, simulation => circuit.Simulate(simulation)) { Nir = circuit, Repairs = repairs };
    }
}
