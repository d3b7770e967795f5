using System.Globalization;

namespace Homeostat.Substrates;

/// <summary>Sets the delays of synapses, in whole steps, and sorts rows by delay where delays differ.</summary>
internal static class SynapseDelays
{
    // A delay of one step stays one step if the division gives 0.9999999.
    private const double Rounding = 1e-6;

    public static void Set(SynapseContext context, SynapseRows rows)
    {
        if (context.Delay.Trim().Length == 0)
        {
            return;
        }

        using var expression = new PairExpression(context, context.Delay, "the delay", Dimension.Second, DrawPurpose.Delays);
        if (expression.Constant is { } seconds)
        {
            rows.UniformDelay = rows.MaxDelay = Steps(context, seconds, -1, -1);
            return;
        }

        if (rows.Count == 0)
        {
            return;
        }

        rows.AllocateDelays();
        var ranges = new (int Least, int Most)[context.Workers.Count];
        Array.Fill(ranges, (int.MaxValue, 0));

        // Before delays are set, rows are in canonical order.
        new SynapseWalk(rows, context.Pre.First, context.Post.First).Run(context.Workers, (piece, worker) =>
        {
            var values = expression.Evaluate(worker, piece.Pre, piece.Post, 0, piece.First);
            var delays = rows.AllDelays.Slice((int)piece.First, values.Length);
            var (least, most) = ranges[worker];
            for (var k = 0; k < values.Length; k++)
            {
                var steps = Steps(context, values[k], piece.Pre[k], piece.Post[k]);
                delays[k] = (ushort)steps;
                (least, most) = (Math.Min(least, steps), Math.Max(most, steps));
            }

            ranges[worker] = (least, most);
        });
        rows.MaxDelay = ranges.Max(r => r.Most);
        if (ranges.Min(r => r.Least) == rows.MaxDelay)
        {
            rows.UniformDelay = rows.MaxDelay;
            rows.FreeDelays();
            return;
        }

        rows.SortByDelay(context.Workers);
    }

    // Rounded as Brian 2 does.
    private static int Steps(SynapseContext context, double seconds, int i, int j)
    {
        var steps = seconds / context.TimeStep;
        if (steps == 0 || (steps >= 1 - Rounding && steps < ushort.MaxValue + 0.5))
        {
            return (int)(steps + 0.5);
        }

        var which = i < 0 ? $"The delay of {context.Owner}" : $"The delay of {context.Owner} from unit {i} to unit {j}";
        var found = $"{which} is {Time(seconds)}";
        throw new HomeostatException(
            double.IsNaN(steps) ? $"{found}: no number. Check '{context.Delay}'."
            : steps < 0 ? $"{found}: nothing arrives before it is sent. Keep it positive, as in max({context.Delay}, dt)."
            : steps < 1 ? $"{found}, a delay below the time step of {Time(context.TimeStep)}. Take 0, a longer one such as max({context.Delay}, dt), or a "
                + "smaller time step."
            : $"{found}, more than the {ushort.MaxValue} steps of {Time(context.TimeStep)} that a delay can have. Take a shorter one or a larger time step.");
    }

    private static string Time(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds * 1000, 9)} ms");
}
