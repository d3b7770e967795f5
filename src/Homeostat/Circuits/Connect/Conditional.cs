using System.Globalization;
using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Where"/> and, with a probability, <see cref="Connectivity.Probability(string, string)"/>.</summary>
internal sealed record Conditional(string Condition, string Chance) : Connectivity
{
    // Probabilities computed in double precision may pass 1 by rounding.
    private const double Rounding = 1e-9;

    public override string ToString() =>
        Chance.Length == 0 ? $"where {Condition}" : $"probability {Chance}{(Condition.Length > 0 ? $" where {Condition}" : "")}";

    internal override double Estimate(int pre, int post) => 0;

    internal override Partners Prepare(SynapseContext context)
    {
        if (Chance.Length == 0)
        {
            return new Chosen(this, context, null);
        }

        var chance = new PairExpression(context, Chance, "the probability of the connectivity", Dimension.None, DrawPurpose.Pairs, firstDraw: 1);
        return chance.Constant is not { } p ? new Chosen(this, context, chance)
            : IsProbability(p) ? new EvenChance(Math.Clamp(p, 0, 1), Condition).Prepare(context)
            : throw new HomeostatException(
                $"The probability '{Chance}' of {context.Owner} is {Number(p)}; it must lie between 0 and 1.");
    }

    private static bool IsProbability(double p) => p is >= -Rounding and <= 1 + Rounding;

    private static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Asks for every pair.</summary>
    private sealed class Chosen(Conditional connectivity, SynapseContext context, PairExpression? chance) : Partners
    {
        private readonly PairFilter? _filter =
            connectivity.Condition.Length > 0 ? new PairFilter(context, connectivity.Condition) : null;

        private readonly (int[] Sources, double[] Numbers)[] _pieces =
            PerWorker(context, () => (new int[PairExpression.Piece], new double[PairExpression.Piece]));

        public override void Write(int unit, int worker, UnitList partners)
        {
            partners.AddRange(0, context.Post.Count);
            _filter?.Apply(unit, worker, partners);
            if (chance is not null)
            {
                Draw(unit, worker, partners);
            }
        }

        protected override IEnumerable<IDisposable?> Parts => [_filter, chance];

        private void Draw(int source, int worker, UnitList partners)
        {
            var (sources, numbers) = _pieces[worker];
            var units = partners.Units;
            var kept = 0;
            Array.Fill(sources, source);
            for (var start = 0; start < units.Length; start += PairExpression.Piece)
            {
                var piece = units[start..Math.Min(start + PairExpression.Piece, units.Length)];
                var chances = chance!.Evaluate(worker, sources.AsSpan(0, piece.Length), piece, source, start);
                Philox.FillUniform(
                    numbers.AsSpan(0, piece.Length), context.Seed, context.Stream, DrawPurpose.Pairs.Step(0, source), (ulong)start);
                for (var k = 0; k < piece.Length; k++)
                {
                    if (!IsProbability(chances[k]))
                    {
                        throw new HomeostatException(
                            $"The probability '{connectivity.Chance}' of {context.Owner} is {Number(chances[k])} for the pair ({source}, {piece[k]}); "
                            + "it must lie between 0 and 1. Cut it off: clip(..., 0, 1).");
                    }

                    units[kept] = piece[k];
                    kept += numbers[k] < chances[k] ? 1 : 0;
                }
            }

            partners.Truncate(kept);
        }
    }
}
