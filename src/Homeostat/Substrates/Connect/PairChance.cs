using System.Globalization;

namespace Homeostat.Substrates;

/// <summary>A probability for each pair, which keeps a random selection of the pairs.</summary>
internal sealed class PairChance(SynapseContext context, string text) : IDisposable
{
    // A probability computed in double precision may exceed 1 by rounding.
    private const double Rounding = 1e-9;

    private readonly PairExpression _chance =
        new(context, text, "the probability of the connectivity", Dimension.None, DrawPurpose.Pairs, firstDraw: 1);

    private readonly double[][] _numbers = Partners.PerWorker(context, () => new double[PairExpression.Piece]);

    /// <summary>The probability, if it is the same for all pairs; otherwise null.</summary>
    /// <exception cref="HomeostatException">The number is not a probability.</exception>
    public double? Constant => _chance.Constant is not { } p ? null
        : IsProbability(p) ? Math.Clamp(p, 0, 1)
        : throw new HomeostatException($"The probability '{text}' of {context.Owner} is {Number(p)}; it must lie between 0 and 1.");

    /// <summary>Keeps the randomly selected targets of a source and removes the others.</summary>
    public void Apply(int source, int worker, UnitList targets)
    {
        var units = targets.Units;
        var kept = 0;
        for (var start = 0; start < units.Length; start += PairExpression.Piece)
        {
            var piece = units[start..Math.Min(start + PairExpression.Piece, units.Length)];
            var numbers = _numbers[worker].AsSpan(0, piece.Length);
            Philox.FillUniform(numbers, context.Seed, context.Stream, DrawPurpose.Pairs.Step(0, source), (ulong)start);
            var chances = _chance.Evaluate(worker, source, piece, start);
            for (var k = 0; k < piece.Length; k++)
            {
                if (!IsProbability(chances[k]))
                {
                    throw new HomeostatException(
                        $"The probability '{text}' of {context.Owner} is {Number(chances[k])} for the pair ({source}, {piece[k]}); "
                        + $"it must lie between 0 and 1. Cut it off: clip(..., 0, 1).");
                }

                // The unit is always written, and overwritten if it is not kept: this avoids a branch that is hard to predict.
                units[kept] = piece[k];
                kept += numbers[k] < chances[k] ? 1 : 0;
            }
        }

        targets.Truncate(kept);
    }

    public void Dispose() => _chance.Dispose();

    private static bool IsProbability(double p) => p is >= -Rounding and <= 1 + Rounding;

    private static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
