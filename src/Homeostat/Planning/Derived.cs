namespace Homeostat.Planning;

/// <summary>
/// A symbol whose content follows from others: a sub-expression kept because a projection reads it, or an input. It is computed
/// when something needs it and it is stale.
/// </summary>
internal abstract record Derived(Symbol Symbol)
{
    /// <summary>The symbols it is computed from, directly.</summary>
    public abstract IEnumerable<Symbol> Sources { get; }
}

/// <summary>A value of a population's equations.</summary>
internal sealed record Computed(Symbol Symbol, Node Value, PopulationModel Population) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Value.Symbols;
}

/// <summary>A reduction over a population's units: one value a sample.</summary>
internal sealed record Reduced(Symbol Symbol, Node Reduce, PopulationModel Population) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Reduce.Arguments[0].Symbols;
}

/// <summary>An input: the sum of what all projections deliver to it.</summary>
internal sealed record InputSum(
    Symbol Symbol, PopulationModel Population, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Symbol> Sparse) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Deliveries
        .SelectMany(d => d.Terms.SelectMany(t => new[] { d.Projection.WinnerOf(t.Synapse)?.Chooser ?? t.Synapse, t.Pre, t.Post }))
        .SelectMany(node => node.Symbols)
        .Concat(Sparse);
}

/// <summary>A synaptic value that is not stored as such, such as <c>w*mask</c>.</summary>
internal sealed record SynapseValue(Symbol Symbol, Node Value, ProjectionModel Projection) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => Value.Symbols;
}

/// <summary>Something that changes by itself from one moment to the next; its own source, so that the end of a moment makes it stale.</summary>
internal abstract record Momentary(Symbol Symbol) : Derived(Symbol)
{
    public override IEnumerable<Symbol> Sources => [Symbol];
}

/// <summary>Random numbers, drawn anew at each moment.</summary>
internal sealed record Drawn(Symbol Symbol, bool IsNormal, uint Stream) : Momentary(Symbol);

/// <summary>The time of the current step, or a value that follows from it alone.</summary>
internal sealed record OfTime(Symbol Symbol, Node Value) : Momentary(Symbol);

/// <summary>The present values of an input given in advance.</summary>
internal sealed record Given(Symbol Symbol, TimedArray Signal) : Momentary(Symbol);

/// <summary>A value of a population that is computed once at the start of a moment and then held, whatever changes within it.</summary>
internal sealed record Held(Symbol Symbol, Node Value, PopulationModel Population) : Momentary(Symbol);
