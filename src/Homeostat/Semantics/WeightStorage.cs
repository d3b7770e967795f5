namespace Homeostat.Semantics;

/// <summary>
/// How the variables of a projection's synapses are stored. It follows from the connectivity and from what the synapses do; the
/// equations mean the same on each.
/// </summary>
internal abstract record WeightStorage
{
    /// <summary>The sign of a product with such weights.</summary>
    public virtual string Sign => "·";

    /// <summary>The sign behind weights that are read from pre to post.</summary>
    public virtual string Transposed => "ᵀ";

    /// <summary>The multiply-accumulates of a product with the weights, for each sample.</summary>
    public abstract double ProductsPerSample { get; }
}

/// <summary>A matrix of postsynaptic × presynaptic units: every unit reaches every other.</summary>
/// <param name="Post">The number of postsynaptic units.</param>
/// <param name="Pre">The number of presynaptic units.</param>
internal sealed record FullMatrix(int Post, int Pre) : WeightStorage
{
    public override double ProductsPerSample => (double)Post * Pre;
}
