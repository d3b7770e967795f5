
namespace Homeostat.Substrates;

/// <summary>A condition on pairs: keeps those for which it holds.</summary>
internal sealed class PairFilter(SynapseContext context, string condition) : IDisposable
{
    private readonly PairExpression _condition =
        new(context, condition, "the condition of the connectivity", Dimension.None, DrawPurpose.Conditions);

    /// <summary>The filter of a condition; none where it is empty.</summary>
    public static PairFilter? Of(SynapseContext context, string condition) =>
        condition.Length > 0 ? new PairFilter(context, condition) : null;

    /// <summary>Keeps of a source's targets those for which the condition holds.</summary>
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
                // Written in any case, and overwritten by the next if not kept: no branch to mispredict.
                units[kept] = piece[k];
                kept += holds[k] != 0 ? 1 : 0;
            }
        }

        targets.Truncate(kept);
    }

    public void Dispose() => _condition.Dispose();
}
