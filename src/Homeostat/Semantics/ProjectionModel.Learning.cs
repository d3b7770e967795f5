namespace Homeostat.Semantics;

/// <summary>The changes of a projection's synapses in a learning phase, and the sums and draws that these need.</summary>
internal sealed partial class ProjectionModel
{
    /// <summary>The stores of a learning phase.</summary>
    /// <param name="adds">Whether this phase's gradient is added to one that an earlier phase has kept.</param>
    /// <param name="update">Whether the optimizer takes its step; otherwise the gradient is kept for a later phase.</param>
    /// <param name="computes">Whether the gradient is computed; otherwise the optimizer takes its step with what earlier phases have kept.</param>
    public IReadOnlyList<Store> LearningRule(bool adds, bool update, bool computes = true)
    {
        if (!computes)
        {
            return adds && update ? Lower("update", Declaration.OnUpdate, []) : throw new HomeostatException(
                $"A learning phase of {Owner} computes no gradient (Gradient = false), but {(update ? "no phase before it has kept one" : "does not let the optimizer take its step either")}. "
                + "Let a learning phase before it keep the gradient (Update = false), and this one take the step.");
        }

        if (!update && Declaration.OnUpdate.Length == 0)
        {
            throw new HomeostatException(
                $"A learning phase keeps the gradient of {Owner} for a later step (Update = false), but the projection has no OnUpdate: OnLearn "
                + "changes its weights at once. Put what computes the gradient into OnLearn and what changes the weight into OnUpdate.");
        }

        // A trace that a statement continues goes on by itself; all else is added up.
        var gradient = adds
            ? [.. _gradient.Select(store => store.Value.Symbols.Contains(store.Target) ? store : store with { Value = _factory.Add(_factory.Load(store.Target), store.Value) })]
            : _gradient;
        return !update ? gradient : adds ? Lower("update", Declaration.OnUpdate, gradient) : Learning;
    }

    /// <summary>The batch sums that the stores need, directly or within sums over synapses.</summary>
    public IEnumerable<BatchSum> BatchSumsOf(IReadOnlyList<Store> stores)
    {
        var symbols = SymbolsOf(stores);
        return BatchSums.Where(sum => symbols.Contains(sum.Symbol));
    }

    /// <summary>The random numbers that the stores need, directly or within sums over synapses.</summary>
    public IEnumerable<Symbol> DrawsOf(IReadOnlyList<Store> stores)
    {
        var symbols = SymbolsOf(stores);
        return Random.Keys.Where(symbols.Contains);
    }

    /// <summary>The sums over synapses and the factors that the stores need, in the order in which to compute them.</summary>
    public IReadOnlyList<SynapseTotal> SynapseTotalsOf(IReadOnlyList<Store> stores)
    {
        var symbols = stores.SelectMany(s => s.Value.Symbols).ToHashSet();
        var needed = new List<SynapseTotal>();
        foreach (var sum in Enumerable.Reverse(SynapseTotals).Where(sum => symbols.Contains(sum.Symbol)))
        {
            needed.Insert(0, sum);
            symbols.UnionWith(sum.Value.Symbols);
        }

        return needed;
    }

    // The symbols that the stores need, directly or within sums over synapses.
    private HashSet<Symbol> SymbolsOf(IReadOnlyList<Store> stores) =>
        stores.Select(s => s.Value).Concat(SynapseTotalsOf(stores).Select(s => s.Value)).SelectMany(v => v.Symbols).ToHashSet();
}
