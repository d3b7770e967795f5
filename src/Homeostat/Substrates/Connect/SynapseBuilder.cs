using System.Globalization;
using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>Builds the synapses of a projection, with the same bits for any number of threads.</summary>
internal static class SynapseBuilder
{
    /// <summary>The connected pairs of units, with their delays.</summary>
    /// <exception cref="HomeostatException">The connectivity does not fit the populations, or a delay does not fit the time step.</exception>
    public static SynapseRows Build(SynapseContext context)
    {
        var (pre, post) = (context.Pre, context.Post);
        var expected = context.Connectivity.Estimate(pre.Count, post.Count);

        // A connectivity with far too many synapses is refused before it fills the memory; any other is counted exactly.
        if (expected > 4.0 * int.MaxValue)
        {
            throw TooMany(context, expected);
        }

        var tiles = (post.Size / SynapseRows.TileSize) + 1L;
        if (pre.Size * tiles > int.MaxValue)
        {
            throw new HomeostatException(
                $"{char.ToUpperInvariant(context.Owner[0])}{context.Owner[1..]} reaches from {pre.Size:N0} units to {post.Size:N0}: more than can be listed, "
                + $"{int.MaxValue:N0} stretches of {SynapseRows.TileSize:N0} targets. Cut the populations into smaller ones.");
        }

        using var partners = Partners.Of(context);
        var rows = new SynapseRows(pre.Size, post.Size);
        try
        {
            if (!Collect(context, partners, rows, out var total))
            {
                throw TooMany(context, total);
            }

            SynapseDelays.Set(context, rows);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Computes the initial values of a synaptic variable, one for each synapse, in the order of <paramref name="rows"/>.</summary>
    /// <param name="context">The context from which the rows were built.</param>
    /// <param name="rows">The synapses.</param>
    /// <param name="variable">The variable's name, for messages.</param>
    /// <param name="text">The initial value, an expression.</param>
    /// <param name="dimension">The dimension that it must have.</param>
    /// <param name="target">1 × <see cref="SynapseRows.Count"/> numbers, or 1 × 1 if there are no synapses or the variable is shared.</param>
    /// <param name="draws">The number of random numbers drawn for each synapse so far: 0 for the first variable; it is passed to the next.</param>
    /// <exception cref="HomeostatException">The expression is not valid.</exception>
    public static void Evaluate(
        SynapseContext context, SynapseRows rows, string variable, string text, Dimension dimension, Matrix target, ref int draws)
    {
        using var expression = new PairExpression(context, text, $"the initial value of '{variable}'", dimension, DrawPurpose.Values, draws);
        draws += expression.Draws;
        if (expression.Constant is null && target.Columns == 1 && rows.Count > 1)
        {
            target[0, 0] = expression.VariesOverPairs
                ? throw new HomeostatException(
                    $"'{variable}' in {context.Owner} is shared by all synapses, but its initial value '{text}' differs between them. "
                    + $"Leave out what is of one pair, or the flag (shared).")
                : expression.Evaluate(0, [0], [0], 0, 0)[0];
        }
        else if (target.Type == ElementType.Float32)
        {
            Fill<float>(context, rows, expression, target);
        }
        else
        {
            Fill<double>(context, rows, expression, target);
        }
    }

    private static void Fill<T>(SynapseContext context, SynapseRows rows, PairExpression expression, Matrix target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expression.Constant is { } constant)
        {
            target.Row<T>(0).Fill(T.CreateTruncating(constant));
            return;
        }

        new SynapseWalk(rows, context.Pre.First, context.Post.First).Run(context.Workers, (piece, worker) =>
        {
            var values = expression.Evaluate(worker, piece.Pre, piece.Post, 0, piece.First);
            var all = target.Row<T>(0);
            for (var k = 0; k < values.Length; k++)
            {
                all[piece.Positions[k]] = T.CreateTruncating(values[k]);
            }
        });
    }

    private static bool Collect(SynapseContext context, Partners partners, SynapseRows rows, out long total)
    {
        var (pre, post) = (context.Pre, context.Post);
        if (partners.ArePerTarget)
        {
            return new ColumnCollector(rows, pre.First, pre.Count, post.First, post.Count, context.Workers.Count)
                .Collect(context.Workers, partners.Write, out total);
        }

        using var collector = new RowCollector(rows, pre.First, pre.Count, post.First);
        return collector.Collect(context.Workers, partners.Write, out total);
    }

    private static HomeostatException TooMany(SynapseContext context, double synapses) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{char.ToUpperInvariant(context.Owner[0])}{context.Owner[1..]} would have {synapses:E2} synapses or more; one projection holds at most "
        + $"{int.MaxValue:N0}. Take a lower probability or degree, or cut it into projections between slices."));
}
