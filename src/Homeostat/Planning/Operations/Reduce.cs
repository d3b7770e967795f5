namespace Homeostat.Planning;

/// <summary>The elements that a reduction runs over.</summary>
internal enum ReducedAxis
{
    /// <summary>The units of a population: one value a sample.</summary>
    Units,

    /// <summary>The samples of the batch: one value a unit.</summary>
    Samples,

    /// <summary>The synapses that each postsynaptic unit receives: one value a postsynaptic unit.</summary>
    SynapsesOfPost,

    /// <summary>The synapses that each presynaptic unit sends: one value a presynaptic unit.</summary>
    SynapsesOfPre,
}

/// <summary>A sum, mean, largest or k-th largest value along an axis.</summary>
/// <param name="Reduction">What is computed.</param>
/// <param name="K">Which of the largest values, for the k-th largest.</param>
/// <param name="Source">The elements.</param>
/// <param name="Target">The results.</param>
/// <param name="Axis">The axis that is reduced.</param>
internal sealed record Reduce(Reduction Reduction, int K, Symbol Source, Symbol Target, ReducedAxis Axis) : PlanOperation
{
    /// <summary>Whether a sum is divided by the number of samples.</summary>
    public bool IsMean { get; init; }

    public override IEnumerable<Symbol> Reads => [Source];

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() => $"{Target.Name} = {(IsMean ? "mean" : NodePrinter.Name(Reduction))}{Over} of {Source.Name}";

    private string Over => Axis switch
    {
        ReducedAxis.Units => "",
        ReducedAxis.Samples => " over samples",
        ReducedAxis.SynapsesOfPost => " over the synapses of each postsynaptic unit",
        _ => " over the synapses of each presynaptic unit",
    };
}
