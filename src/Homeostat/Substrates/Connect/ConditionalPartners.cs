namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="Conditional"/>: the condition and the probability are evaluated for every pair.</summary>
internal sealed class ConditionalPartners : Partners
{
    private readonly int _count;
    private readonly PairFilter? _filter;
    private readonly PairChance? _chance;

    private ConditionalPartners(int count, PairFilter? filter, PairChance? chance) => (_count, _filter, _chance) = (count, filter, chance);

    public static Partners Of(Conditional connectivity, SynapseContext context)
    {
        var chance = connectivity.Chance.Length > 0 ? new PairChance(context, connectivity.Chance) : null;
        return chance?.Constant is { } p
            ? new EvenChancePartners(new EvenChance(p, connectivity.Condition), context)
            : new ConditionalPartners(context.Post.Count, PairFilter.Of(context, connectivity.Condition), chance);
    }

    public override void Write(int unit, int worker, UnitList partners)
    {
        partners.AddRange(0, _count);
        _filter?.Apply(unit, worker, partners);
        _chance?.Apply(unit, worker, partners);
    }

    protected override IEnumerable<IDisposable?> Parts => [_filter, _chance];
}
