namespace Homeostat.Substrates;

/// <summary>
/// The partners of <see cref="EvenChance"/>. The next connected pair is found directly: the number of pairs that are skipped has a
/// geometric distribution, floor(log(u)/log(1 − p)) for a uniform u (L. Devroye, "Non-uniform random variate generation",
/// 1986, X.2).
/// </summary>
internal sealed class EvenChancePartners(EvenChance chance, SynapseContext context) : Partners
{
    private readonly double _scale = 1 / LogOfOneMinus(chance.P);
    private readonly UniformDraws[] _draws = PerWorker(context, () => new UniformDraws(context));
    private readonly PairFilter? _filter = PairFilter.Of(context, chance.Condition);

    public override void Write(int unit, int worker, UnitList partners)
    {
        var count = context.Post.Count;
        if (chance.P == 1)
        {
            partners.AddRange(0, count);
        }
        else if (chance.P > 0)
        {
            var draws = _draws[worker];
            draws.Start(unit, _scale);
            for (var target = draws.Next(); target < count; target += 1 + Math.Floor(draws.Next()))
            {
                partners.Add((int)target);
            }
        }

        _filter?.Apply(unit, worker, partners);
    }

    protected override IEnumerable<IDisposable?> Parts => [_filter];

    // The first terms of the series are used where the difference 1 − p would lose digits.
    private static double LogOfOneMinus(double p) => p < 1e-4 ? -p * (1 + (p * ((1 / 2.0) + (p / 3)))) : Math.Log(1 - p);
}
