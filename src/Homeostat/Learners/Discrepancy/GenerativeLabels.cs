namespace Homeostat;

/// <summary>The classes of a circuit of <see cref="NeuralGenerativeCoding"/>, and the phases in which they are known, unknown or told.</summary>
/// <param name="options">The settings.</param>
/// <param name="causes">The population of the topmost causes.</param>
internal sealed class GenerativeLabels(NeuralGenerativeCodingOptions options, string causes)
{
    private const string Name = "label";

    /// <summary>The variable with the answer; null without labels.</summary>
    public string? Readout => options.Labels switch
    {
        Labels.Joint => $"{Name}.prediction",
        Labels.Conditional => $"{Name}.score",
        _ => null,
    };

    /// <summary>The phases that give the classes of a batch, before states settle.</summary>
    public IReadOnlyList<Phase> Known => options.Labels switch
    {
        Labels.Joint => [new Clamp($"{Name}.z", Learner.Label), new Set($"{Name}.visible", 1)],
        Labels.Conditional => [new Clamp($"{Name}.z", Learner.Label)],
        _ => [],
    };

    /// <summary>The phases that hide the classes, before states settle: they cause no error, or are a cause like others, which settles.</summary>
    public IReadOnlyList<Phase> Unknown => options.Labels switch
    {
        Labels.Joint => [new Set($"{Name}.visible")],
        Labels.Conditional => [new Set($"{Name}.z")],
        _ => [],
    };

    /// <summary>The phases that answer, after states have settled: a class that is a cause is tried, one after the other, and scores minus the free energy.</summary>
    public IReadOnlyList<Phase> Tell => options.Labels == Labels.Conditional ? [new Try($"{Name}.z", $"{Name}.score")] : [];

    /// <summary>The population of the classes.</summary>
    public Population Classes(int classes) => options.Labels == Labels.Joint
        ? new Population(Name, classes, """
            z : 1                        # the class
            visible : 1                  # 1, or 0 where the class is unknown
            expected = softmax(prediction) : 1
            error = visible*weight*(z - expected) : 1
            F = visible*weight*z*(logsumexp(prediction) - prediction) : 1 (energy)
            prediction : 1 (input)
            """)
        {
            Constants = new Dictionary<string, Quantity> { ["weight"] = options.LabelWeight },
        }
        : new Population(Name, classes, """
            dz/dt = (feedback - leak*z)/tau : 1
            rate = z : 1
            score : 1                    # minus the free energy with this class
            F = leak*z**2/2 : 1 (energy)
            feedback : 1 (input)
            """)
        {
            Method = "euler",
            Constants = new Dictionary<string, Quantity> { ["tau"] = 1e-3 / options.Rate * Units.Second, ["leak"] = options.Leak },
        };

    /// <summary>The synapses between the classes and the topmost causes.</summary>
    public IEnumerable<Projection> Synapses() => options.Labels == Labels.Joint
        ? GenerativeSynapses.Between(causes, Name, options)
        : GenerativeSynapses.Between(Name, causes, options);
}
