using ScottPlot;

namespace Homeostat;

/// <summary>The distributions of the intervals between spikes and of their irregularity, beside each other.</summary>
internal static class IntervalPlot
{
    private const int Height = 470;
    private const int LeastSpikes = 5;

    public static byte[] Draw(string title, (string Label, SpikeTrains Trains)[] populations)
    {
        using var intervals = Figure.Panel("", "interval between spikes (ms)", "share of intervals");
        Fill(intervals, [.. populations.Select(p => (p.Label, Milliseconds(p.Trains)))], logarithmic: true, "no unit fired twice");
        using var variation = Figure.Panel("", "coefficient of variation of a unit's intervals", "share of units");
        Fill(
            variation,
            [.. populations.Select(p => ("", p.Trains.CoefficientsOfVariation(LeastSpikes)))],
            logarithmic: false,
            $"no unit fired {LeastSpikes} times");
        const int Half = Figure.Width / 2;
        return Figure.Png(
            title,
            "",
            Height,
            (intervals, new PixelRect(8, Half, Height, Figure.TitleHeight)),
            (variation, new PixelRect(Half + 8, Figure.Width, Height, Figure.TitleHeight)));
    }

    private static void Fill(ScottPlot.Plot panel, (string Label, double[] Values)[] samples, bool logarithmic, string otherwise)
    {
        if (samples.Any(s => s.Values.Length > 0))
        {
            Histogram.Add(panel, samples, logarithmic);
            return;
        }

        panel.Axes.SetLimits(0, 1, 0, 1);
        var note = panel.Add.Text(otherwise, .5, .5);
        note.LabelAlignment = ScottPlot.Alignment.MiddleCenter;
        (note.LabelFontName, note.LabelFontSize) = (PlotFont.Name, 15);
    }

    // An interval of 0, of two events in a step, has no place on a logarithmic axis.
    private static double[] Milliseconds(SpikeTrains trains) => [.. trains.InterspikeIntervals().Where(interval => interval > 0).Select(interval => 1e3 * interval)];
}
