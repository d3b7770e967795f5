
namespace Homeostat.Substrates;

/// <summary>A condition that keeps the pairs for which it is true.</summary>
internal sealed class PairFilter(SynapseContext context, string condition) : IDisposable
{
    private readonly PairExpression _condition =
        new(context, condition, "the condition of the connectivity", Dimension.None, DrawPurpose.Conditions);

    /// <summary>The filter for a condition; null where the condition is empty.</summary>
    public static PairFilter? Of(SynapseContext context, string condition) =>
        condition.Length > 0 ? new PairFilter(context, condition) : null;

    /// <summary>Keeps the targets of a source for which the condition is true and removes the others.</summary>
    public void Apply(int source, int worker, UnitList targets)
    {
        var units = targets.Units;
        var kept = 0;
        for (var start = 0; start < units.Length; start += PairExpression.Piece)
        {
            var piece = units[start..Math.Min(start + PairExpression.Piece, units.Length)];
            var holds = _condition.Evaluate(worker, source, piece, start);
            for (var k = 0; k < piece.Length; k++)
            {
                // The unit is always written, and overwritten if it is not kept: this avoids a branch that is hard to predict.
                units[kept] = piece[k];
                kept += holds[k] != 0 ? 1 : 0;
            }
        }

        targets.Truncate(kept);
    }

    public void Dispose() => _condition.Dispose();
}
