using System.Globalization;

namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Probability(double, string)"/>.</summary>
internal sealed record EvenChance(double P, string Condition) : Connectivity
{
    public double P { get; } = P is >= 0 and <= 1 ? P : throw new HomeostatException(string.Create(
        CultureInfo.InvariantCulture, $"A connection cannot have the probability {P}; it lies between 0 and 1."));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"probability {P}{(Condition.Length > 0 ? $" where {Condition}" : "")}");

    internal override double Estimate(int pre, int post) => Condition.Length > 0 ? 0 : P * pre * post;

    internal override Partners Prepare(SynapseContext context) => new Skips(this, context);

    /// <summary>
    /// Goes from one connected pair to the next without asking at those between: how many are passed over is geometrically
    /// distributed, floor(log(u)/log(1 − p)) for a uniform u (L. Devroye, "Non-uniform random variate generation", 1986, X.2).
    /// </summary>
    private sealed class Skips(EvenChance chance, SynapseContext context) : Partners
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

        // As the first terms of its series where the difference would lose digits.
        private static double LogOfOneMinus(double p) => p < 1e-4 ? -p * (1 + (p * ((1 / 2.0) + (p / 3)))) : Math.Log(1 - p);
    }
}
