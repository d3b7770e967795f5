using System.Globalization;

namespace Homeostat.Substrates;

/// <summary>A probability for each pair: keeps those that a random number falls to.</summary>
internal sealed class PairChance(SynapseContext context, string text) : IDisposable
{
    // Probabilities computed in double precision may pass 1 by rounding.
    private const double Rounding = 1e-9;

    private readonly PairExpression _chance =
        new(context, text, "the probability of the connectivity", Dimension.None, DrawPurpose.Pairs, firstDraw: 1);

    private readonly double[][] _numbers = Partners.PerWorker(context, () => new double[PairExpression.Piece]);

    /// <summary>The probability, where it is the same for all pairs.</summary>
    /// <exception cref="HomeostatException">It is none.</exception>
    public double? Constant => _chance.Constant is not { } p ? null
        : IsProbability(p) ? Math.Clamp(p, 0, 1)
        : throw new HomeostatException($"The probability '{text}' of {context.Owner} is {Number(p)}; it must lie between 0 and 1.");

    /// <summary>Keeps of a source's targets those that are drawn.</summary>
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

                // Written in any case, and overwritten by the next if not kept: no branch to mispredict.
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
