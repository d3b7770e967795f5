namespace Homeostat.Semantics;

/// <summary>The variables that the synapses of a projection have for each sample of the batch, such as traces of eligibility, and the sums that are learned from.</summary>
internal sealed partial class ProjectionModel
{
    private readonly HashSet<Symbol> _samples;

    /// <summary>The sums over the batch of what synapses have for each sample.</summary>
    public List<SampleSum> SampleSums { get; } = [];

    /// <summary>The sums over what synapses have for each sample that the stores need, directly or within sums over synapses.</summary>
    public IEnumerable<SampleSum> SampleSumsOf(IReadOnlyList<Store> stores)
    {
        var symbols = SymbolsOf(stores);
        return SampleSums.Where(sum => symbols.Contains(sum.Symbol));
    }

    /// <summary>Finds out whether a symbol is a variable that each synapse has for each sample.</summary>
    public bool IsPerSample(Symbol symbol) => _samples.Contains(symbol);

    /// <summary>The value of a unit that a symbol in a synapse's expressions stands for, and whether the unit is the postsynaptic one; null for other symbols.</summary>
    public (bool IsPost, Node Value)? UnitOf(Symbol symbol) => _ends.TryGetValue(symbol, out var end) ? (end.Side == Sides.Post, end.Value) : null;

    private Node OverSamples(Node value, bool isMean)
    {
        var sum = SampleSums.Find(s => ReferenceEquals(s.Value, value) && s.IsMean == isMean);
        if (sum is null)
        {
            sum = new SampleSum(new Symbol($"{Name}:samples{SampleSums.Count}", Axes.Both), value, isMean);
            SampleSums.Add(sum);
        }

        return _factory.Load(sum.Symbol);
    }

    private void RequireStorage()
    {
        if (_samples.Count > 0 && Storage is not FullMatrix)
        {
            throw new HomeostatException(
                $"'{_samples.First().Name}' has the flag (per sample), but the synapses of {Owner} are not stored as a full matrix: {Declaration.Connectivity}. "
                + "Connect all units with all, or leave the flag out and take batches of one sample.");
        }

        if (_samples.Count > 0 && _variables.Values.Any(variable => variable.Role == Role.Existence))
        {
            throw new HomeostatException(
                $"'{_samples.First().Name}' has the flag (per sample), but the synapses of {Owner} can be removed and grown again (existence), and what they have for each sample would not move with them. Leave one of the two flags out.");
        }

        if (Declaration.Initial.Keys.FirstOrDefault(name => _variables.GetValueOrDefault(name) is { IsPerSample: true }) is { } initial)
        {
            throw new HomeostatException($"'{Name}.{initial}' has the flag (per sample), and such a variable begins with 0: leave its initial value out, or set it by a phase.");
        }
    }

    // Whatever varies over the batch must have been reduced by mean() or sum() before it can change a synapse.
    private void RequireLocal()
    {
        foreach (var (what, value) in Learning.Where(store => !_samples.Contains(store.Target)).Select(store => ($"The change of '{store.Target.Name}' in", store.Value))
            .Concat(SynapseTotals.Select(sum => ("What is summed over the synapses of", sum.Value))))
        {
            if ((_factorization.SidesOf(value) & (Sides.Pre | Sides.Post | Sides.Sample)) != 0)
            {
                throw new HomeostatException(
                    $"{what} {Owner} varies over the samples of the batch: {value}. "
                    + $"Put the terms with _pre and _post, and variables flagged (per sample), into mean(...) or sum(...), which run over the batch.");
            }
        }

        var totals = SynapseTotals.Select(sum => sum.Symbol).ToHashSet();
        if (Learning.Where(store => _samples.Contains(store.Target)).Select(store => store.Value).Concat(SampleSums.Select(sum => sum.Value))
            .FirstOrDefault(value => value.Symbols.Any(totals.Contains)) is { } mixed)
        {
            throw new HomeostatException(
                $"What the synapses of {Owner} have for each sample is computed before sums over synapses, and cannot contain one: {mixed}. Multiply by the sum after mean(...).");
        }
    }
}
