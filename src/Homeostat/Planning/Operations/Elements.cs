namespace Homeostat.Planning;

/// <summary>The elements that arithmetic runs over.</summary>
internal enum ElementDomain
{
    /// <summary>The units of a population, for every sample of the batch.</summary>
    Units,

    /// <summary>The synapses of a projection that is stored as a matrix or as kernels, once whatever the batch.</summary>
    Synapses,
}

/// <summary>Elementwise arithmetic: every value is computed from the symbols before any of the stores.</summary>
/// <param name="Owner">The name of the population or projection whose elements these are.</param>
/// <param name="Domain">Whether the elements are units or synapses.</param>
/// <param name="Rows">The rows of the elements: 1 for units, which have a row a sample; postsynaptic units for synapses.</param>
/// <param name="Columns">The columns of the elements: units, or presynaptic units.</param>
/// <param name="Stores">The values and the symbols they are stored to.</param>
internal sealed record Elements(string Owner, ElementDomain Domain, int Rows, int Columns, IReadOnlyList<Store> Stores) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => ReadBy(Stores);

    public override IEnumerable<Symbol> Writes => Stores.Select(store => store.Target);

    public override string ToString() => Text(Stores);
}
