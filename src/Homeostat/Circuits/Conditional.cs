
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Where"/> and, with a probability, <see cref="Connectivity.Probability(string, string)"/>.</summary>
internal sealed record Conditional(string Condition, string Chance) : Connectivity
{
    public override string ToString() =>
        Chance.Length == 0 ? $"where {Condition}" : $"probability {Chance}{(Condition.Length > 0 ? $" where {Condition}" : "")}";

    internal override double Estimate(int pre, int post) => 0;

    internal override Partners Prepare(SynapseContext context)
    {
        var chance = Chance.Length > 0 ? new PairChance(context, Chance) : null;
        return chance?.Constant is { } p
            ? new EvenChance(p, Condition).Prepare(context)
            : new Chosen(context.Post.Count, PairFilter.Of(context, Condition), chance);
    }

    /// <summary>Asks for every pair.</summary>
    private sealed class Chosen(int count, PairFilter? filter, PairChance? chance) : Partners
    {
        protected override IEnumerable<IDisposable?> Parts => [filter, chance];

        public override void Write(int unit, int worker, UnitList partners)
        {
            partners.AddRange(0, count);
            filter?.Apply(unit, worker, partners);
            chance?.Apply(unit, worker, partners);
        }
    }
}
