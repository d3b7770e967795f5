namespace Homeostat;

/// <summary>What a neuron does after it has fired.</summary>
public enum NirReset
{
    /// <summary>The potential becomes <c>v_reset</c>.</summary>
    Value,

    /// <summary>The potential is lowered by the distance from <c>v_reset</c> to the threshold, so that what exceeded the threshold stays.</summary>
    Subtract,
}

/// <summary>How differential equations are solved over a time step.</summary>
public enum NirMethod
{
    /// <summary>Forward Euler, as most tools that write NIR files do.</summary>
    Euler,

    /// <summary>The exact solution for an input that is constant over the step.</summary>
    Exact,
}

/// <summary>The synaptic current by which a step of forward Euler changes the potential of CubaLI and CubaLIF neurons.</summary>
public enum NirCurrent
{
    /// <summary>The current at the beginning of the step, as in the reference of the NIR paper.</summary>
    Previous,

    /// <summary>The current at the end of the step, as in snnTorch.</summary>
    Present,
}

/// <summary>
/// What a NIR file leaves open, as it gives equations in continuous time. A value that is null is read from the metadata of the graph
/// (<c>dt</c>, <c>reset</c>, <c>method</c>, <c>current</c>), where files written by Homeostat have it, or has its default.
/// </summary>
public sealed record NirOptions
{
    /// <summary>The time step; 0.1 ms by default. Files often assume the one that they were trained with.</summary>
    public Quantity? TimeStep { get; init; }

    /// <summary>The reset of neurons that have fired; <see cref="NirReset.Value"/> by default.</summary>
    public NirReset? Reset { get; init; }

    /// <summary>How differential equations are solved; <see cref="NirMethod.Euler"/> by default.</summary>
    public NirMethod? Method { get; init; }

    /// <summary>The current by which a step of forward Euler changes the potential; <see cref="NirCurrent.Previous"/> by default.</summary>
    public NirCurrent? Current { get; init; }

    /// <summary>The signals of the inputs by the name of the Input node, [steps × units]. An input without a signal is a variable <c>y</c> that can be set from outside.</summary>
    public IReadOnlyDictionary<string, TimedArray> Inputs { get; init; } = new Dictionary<string, TimedArray>();

    /// <summary>These options with what the metadata of a graph says in place of what is null.</summary>
    internal NirOptions With(IReadOnlyDictionary<string, NirValue> metadata)
    {
        var seconds = metadata.TryGetValue("dt", out var dt) && dt.Text is null && dt.Count == 1 ? dt[0] : 1e-4;
        return this with
        {
            TimeStep = TimeStep ?? (seconds > 0 && double.IsFinite(seconds) ? seconds : 1e-4) * Units.Second,
            Reset = Reset ?? Named<NirReset>("reset") ?? NirReset.Value,
            Method = Method ?? Named<NirMethod>("method") ?? NirMethod.Euler,
            Current = Current ?? Named<NirCurrent>("current") ?? NirCurrent.Previous,
        };

        T? Named<T>(string key)
            where T : struct, Enum => metadata.TryGetValue(key, out var value) && Enum.TryParse<T>(value.Text, ignoreCase: true, out var named) ? named : null;
    }

    /// <summary>A copy of a graph whose metadata have these options.</summary>
    /// <param name="graph">The graph.</param>
    public NirGraph Describe(NirGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var metadata = new Dictionary<string, NirValue>(graph.Metadata);
        foreach (var (key, value) in With(graph.Metadata).ToMetadata())
        {
            metadata[key] = value;
        }

        return graph with { Metadata = metadata };
    }

    /// <summary>The metadata that <see cref="With"/> reads.</summary>
    internal IReadOnlyDictionary<string, NirValue> ToMetadata() => new Dictionary<string, NirValue>
    {
        ["dt"] = NirValue.Of(TimeStep!.Value.Value),
        ["reset"] = Word(Reset),
        ["method"] = Word(Method),
        ["current"] = Word(Current),
    };

    private static NirValue Word<T>(T? value)
        where T : struct, Enum => NirValue.Of(value.ToString()!.ToLowerInvariant());
}
