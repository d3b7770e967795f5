using ScottPlot;

namespace Homeostat;

/// <summary>A plot of a variable of some units over time, one panel a unit, with their spikes marked.</summary>
internal static class TracePlot
{
    private const int MostPanels = 12;

    // What lies above a trace for its spikes, of the range of all traces.
    private const double Room = .3;

    public static byte[] Draw(string path, string title, string yLabel, StateTraces traces, SpikeTrains? spikes, double scale)
    {
        var units = traces.Units.ToArray();
        if (units.Length is 0 or > MostPanels || traces.Times.Length < 2)
        {
            throw new HomeostatException(
                $"{path}: traces of {units.Length} units at {traces.Times.Length} times were given; 1 to {MostPanels} units at two times or "
                + "more were expected. Record fewer, or draw their mean with Plot.Lines.");
        }

        var values = Array.ConvertAll(units, unit => Array.ConvertAll(traces.Of(unit), value => value / scale));
        var (low, high) = (values.Min(v => v.Min()), values.Max(v => v.Max()));
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            throw new HomeostatException($"{path}: a trace holds numbers that are not finite. Look for what diverged.");
        }

        var (time, range) = (new TimeAxis(traces.Times[0], traces.Times[^1]), high > low ? high - low : 1);
        var times = time.Of(traces.Times.ToArray());
        var height = Math.Clamp(560 / units.Length, 100, 400);
        var panels = new List<(ScottPlot.Plot Panel, PixelRect Place)>();
        var top = Figure.TitleHeight;
        for (var i = 0; i < units.Length; i++)
        {
            var isLast = i == units.Length - 1;
            var panel = Figure.Panel("", isLast ? time.Label : "", "");
            var line = panel.Add.SignalXY(times, values[i], Figure.ColorOf(0));
            line.LineWidth = 1.5f;
            var fired = spikes is null ? [] : spikes.Of(units[i]).ToArray().Where(t => t >= time.Start && t <= time.End).ToArray();
            panel.Add.Plottable(new SpikeMarks(time.Of(fired), high + (.04 * range), high + ((Room - .06) * range), Figure.ColorOf(1)));
            time.Limit(panel);
            panel.Axes.SetLimitsY(low - (.06 * range), high + ((spikes is null ? .06 : Room) * range));
            panel.Axes.Left.MinimumSize = panel.Axes.Left.MaximumSize = 84;
            Number(panel, units[i]);
            if (!isLast)
            {
                Figure.HideTimes(panel);
            }

            // The axis of the last one needs its room too.
            var bottom = top + height + (isLast ? 44 : 0);
            panels.Add((panel, new PixelRect(8, Figure.Width, bottom, top)));
            top = bottom;
        }

        var png = Figure.Png(title, yLabel, top, panels);
        panels.ForEach(p => p.Panel.Dispose());
        return png;
    }

    private static void Number(ScottPlot.Plot panel, int unit)
    {
        panel.Axes.Right.Label.Text = $"unit {unit}";
        panel.Axes.Right.Label.Bold = false;
        (panel.Axes.Right.Label.FontName, panel.Axes.Right.Label.FontSize) = (PlotFont.Name, 13);
    }
}
