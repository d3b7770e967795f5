namespace Homeostat.Planning;

/// <summary>The values among which an operand of every synapse in every sample is found.</summary>
internal enum SampleOperandKind
{
    /// <summary>A value of the synapse, the same for all samples.</summary>
    Synapse,

    /// <summary>A value that the synapse has for each sample.</summary>
    Sample,

    /// <summary>A value of the presynaptic unit in the sample.</summary>
    Pre,

    /// <summary>A value of the postsynaptic unit in the sample.</summary>
    Post,
}

/// <summary>An operand of arithmetic for every synapse in every sample.</summary>
/// <param name="Symbol">The symbol that stands for it in the stores.</param>
/// <param name="Variable">The variable of the plan.</param>
/// <param name="Kind">The values among which it is found.</param>
internal sealed record SampleOperand(Symbol Symbol, Symbol Variable, SampleOperandKind Kind);

/// <summary>
/// Arithmetic for every synapse in every sample: traces that a synapse has for each sample, and sums of them over the batch. The samples follow each
/// other in order, and each value is computed from the symbols before any of the stores of its sample.
/// </summary>
/// <param name="Projection">The name of the projection, whose synapses are stored as a full matrix.</param>
/// <param name="Rows">The number of postsynaptic units.</param>
/// <param name="Columns">The number of presynaptic units.</param>
/// <param name="Stores">The new values of traces and, for each sum, what it is when the sample has been added.</param>
/// <param name="Operands">The meanings of the symbols in the stores.</param>
/// <param name="Sums">The sums over the batch, which begin at 0, and whether each is divided by the number of samples.</param>
internal sealed record SampleSynapses(
    string Projection, int Rows, int Columns, IReadOnlyList<Store> Stores, IReadOnlyList<SampleOperand> Operands, IReadOnlyList<(Symbol Sum, bool IsMean)> Sums) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Operands.Select(operand => operand.Variable).Where(variable => Sums.All(sum => sum.Sum != variable));

    public override IEnumerable<Symbol> Writes => Stores.Select(store => store.Target);

    public override string ToString() => $"{Projection}, every sample: {Text(Stores)}";
}
