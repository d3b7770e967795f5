namespace Homeostat.Semantics;

/// <summary>The values that a projection adds to an input of one of its two populations.</summary>
internal sealed record Delivery(ProjectionModel Projection, Variable Input, bool ToPost, IReadOnlyList<Term> Terms);

/// <summary>
/// The sum of pre·post over the samples of the batch, for every synapse; a mean is divided by the number of samples. Where pre is 1 there is one
/// value for each postsynaptic unit (Rows).
/// </summary>
internal sealed record BatchSum(Symbol Symbol, Node Pre, Node Post, bool IsMean);

/// <summary>
/// The sum over the samples of the batch, for every synapse, of a value that depends on what the synapse has for each sample; a mean is divided by the
/// number of samples. The value reads the two units by symbols of its own.
/// </summary>
internal sealed record SampleSum(Symbol Symbol, Node Value, bool IsMean);

/// <summary>A sum, or the largest value, over the synapses of each postsynaptic unit (sum_pre) or of each presynaptic unit (sum_post).</summary>
internal sealed record SynapseSum(Symbol Symbol, Node Value, Reduction Reduction = Reduction.Sum, bool OfPost = true) : SynapseTotal(Symbol, Value)
{
    public override string What => $"{(Reduction == Reduction.Sum ? "sum" : "largest")} over the synapses of a {(OfPost ? "postsynaptic" : "presynaptic")} unit of";
}

/// <summary>The whitening factor of the square matrix that the synapses of a projection form: U with U·Uᵀ = value⁻¹.</summary>
internal sealed record SynapseFactor(Symbol Symbol, Node Value) : SynapseTotal(Symbol, Value)
{
    public override string What => "whitening factor of";
}

/// <summary>What is computed from a value of many synapses together.</summary>
internal abstract record SynapseTotal(Symbol Symbol, Node Value)
{
    /// <summary>What is computed, as the beginning of a phrase that ends with the value.</summary>
    public abstract string What { get; }
}

/// <summary>
/// The winner of each window of a pooling: the synapse whose presynaptic unit has the largest value, the first of them where several are
/// equal. In equations the symbol is 1 for this synapse and 0 for all others.
/// </summary>
internal sealed record Winner(Symbol Symbol, Node Chooser);
