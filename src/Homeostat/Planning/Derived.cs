
namespace Homeostat.Planning;

/// <summary>
/// A buffer whose content follows from others: a sub-expression kept because a projection reads it, an input, packed
/// weights. The builder computes it when something needs it and it is stale.
/// </summary>
internal abstract record Derived(Symbol Symbol)
{
    /// <summary>What it is computed from, directly.</summary>
    public abstract IEnumerable<Symbol> Sources { get; }
}

/// <summary>A value of a population's equations.</summary>
internal sealed record Computed(Symbol Symbol, Node Value, int Units) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Value.Symbols;
}

/// <summary>A reduction over a population's units: one value a sample.</summary>
internal sealed record Reduced(Symbol Symbol, Node Reduce, int Units) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Reduce.Arguments[0].Symbols;
}

/// <summary>An input: what all projections deliver to it, added up.</summary>
internal sealed record InputSum(
    Symbol Symbol, PopulationModel Population, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Symbol> Sparse) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Deliveries
        .SelectMany(d => d.Terms)
        .SelectMany(t => new[] { t.Synapse, t.Pre, t.Post })
        .SelectMany(node => node.Symbols)
        .Concat(Sparse);
}

/// <summary>A synaptic value that is not stored as such, such as <c>w*mask</c>.</summary>
internal sealed record SynapseValue(Symbol Symbol, Node Value, int Post, int Pre) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Value.Symbols;
}

/// <summary>Weights rearranged for products.</summary>
internal sealed record Packed(Symbol Symbol, Symbol Weights, bool Transpose) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => [Weights];
}

/// <summary>Random numbers, drawn anew each step.</summary>
internal sealed record Drawn(Symbol Symbol, bool Normal, int Units, uint Stream) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => [Symbol];
}

/// <summary>The time of the current step, one value a sample as every block of samples keeps its own clock.</summary>
internal sealed record TimeOfStep(Symbol Symbol) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => [Symbol];
}

/// <summary>The present values of an input given in advance.</summary>
internal sealed record Given(Symbol Symbol, TimedArray Signal) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => [Symbol];
}
