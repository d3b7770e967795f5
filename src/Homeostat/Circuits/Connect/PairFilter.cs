using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <summary>A condition on pairs: keeps those for which it holds.</summary>
internal sealed class PairFilter : IDisposable
{
    private readonly PairExpression _condition;
    private readonly int[][] _sources;

    public PairFilter(SynapseContext context, string condition)
    {
        _condition = new PairExpression(context, condition, "the condition of the connectivity", Dimension.None, DrawPurpose.Conditions);
        _sources = [.. Enumerable.Range(0, context.Workers.Count).Select(_ => new int[PairExpression.Piece])];
    }

    /// <summary>Keeps of a source's targets those for which the condition holds.</summary>
    public void Apply(int source, int worker, UnitList targets)
    {
        if (_condition.Constant is { } constant)
        {
            targets.Truncate(constant != 0 ? targets.Count : 0);
            return;
        }

        var sources = _sources[worker];
        var units = targets.Units;
        var kept = 0;
        Array.Fill(sources, source);
        for (var start = 0; start < units.Length; start += PairExpression.Piece)
        {
            var piece = units[start..Math.Min(start + PairExpression.Piece, units.Length)];
            var holds = _condition.Evaluate(worker, sources.AsSpan(0, piece.Length), piece, source, start);
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
