using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>A picture of a life: its events, and below them a panel for each quantity, against the range in which life is possible.</summary>
internal static class BiographyPlot
{
    private const int MostKinds = 8;
    private const int PanelHeight = 150;
    private const int RowHeight = 22;
    private static readonly Color Death = new("#B00020");

    public static byte[] Draw(
        string path, string title, string xLabel, IReadOnlyList<LifePanel> panels, IReadOnlyList<(double Age, string What)> events, double? death)
    {
        Check(path, panels, events, death);
        var end = panels.SelectMany(p => p.Ages).Concat(events.Select(e => e.Age)).Append(death ?? 0).Max();
        var start = panels.Where(p => p.Ages.Length > 0).Select(p => p.Ages[0]).DefaultIfEmpty(0).Min();
        var kinds = Kinds(events);
        using var font = PlotFont.Instance.Sized(13);
        var margin = Math.Max(84, kinds.Select(k => font.MeasureText(k.Name)).DefaultIfEmpty(0).Max() + 24);
        var drawn = new List<(ScottPlot.Plot Panel, PixelRect Place)>();
        var top = Figure.TitleHeight;
        if (kinds.Length > 0)
        {
            var height = (RowHeight * kinds.Length) + 14;
            drawn.Add((Events(kinds), new PixelRect(8, Figure.Width, top + height, top)));
            top += height;
        }

        for (var i = 0; i < panels.Count; i++)
        {
            // The axis of the last one needs its room too.
            var bottom = top + PanelHeight + (i == panels.Count - 1 ? 44 : 0);
            drawn.Add((Series(panels[i], kinds), new PixelRect(8, Figure.Width, bottom, top)));
            top = bottom;
        }

        foreach (var ((panel, _), index) in drawn.Select((d, i) => (d, i)))
        {
            panel.Axes.SetLimitsX(start, start + (1.01 * Math.Max(end - start, double.Epsilon)));
            panel.Axes.Left.MinimumSize = panel.Axes.Left.MaximumSize = margin;
            if (death is { } at)
            {
                panel.Add.VerticalLine(at, 2.5f, Death);
            }

            if (index < drawn.Count - 1)
            {
                Figure.HideTimes(panel);
            }
            else
            {
                panel.XLabel(death is { } age ? $"{xLabel}; died at {age:0.###}" : xLabel, 15);
                panel.Axes.Bottom.Label.FontName = PlotFont.Name;
                panel.Axes.Bottom.Label.Bold = false;
            }
        }

        var png = Figure.Png(title, "", top, drawn);
        drawn.ForEach(d => d.Panel.Dispose());
        return png;
    }

    // A row for each kind of event, the first on top.
    private static ScottPlot.Plot Events(EventKind[] kinds)
    {
        var plot = Figure.Panel("", "", "");
        plot.HideGrid();
        var names = new NumericManual();
        for (var k = 0; k < kinds.Length; k++)
        {
            names.AddMajor(-k, kinds[k].Name);
            plot.Add.Plottable(new SpikeMarks(kinds[k].Ages, -k - .35, -k + .35, kinds[k].Color));
        }

        plot.Axes.Left.TickGenerator = names;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimitsY(.5 - kinds.Length, .5);
        return plot;
    }

    private static ScottPlot.Plot Series(LifePanel panel, EventKind[] kinds)
    {
        var plot = Figure.Panel("", "", panel.Label);
        plot.Axes.Left.Label.FontSize = 13;
        var values = panel.Series.SelectMany(s => s.Values).Concat(Bounds(panel)).Where(double.IsFinite).ToArray();
        var (low, high) = values.Length > 0 ? (values.Min(), values.Max()) : (0, 1);
        var room = high > low ? .06 * (high - low) : Math.Max(1e-9, .06 * Math.Abs(high));
        var named = panel.Series.Any(s => s.Label.Length > 0);

        // Names of curves stand in a line above them.
        (low, high) = (low - room, high + (named ? 5 * room : room));
        if (panel.Range is { } range)
        {
            var band = plot.Add.VerticalSpan(Math.Max(range.Low, low), Math.Min(range.High, high), new Color("#009E73").WithAlpha(.12));
            band.LineWidth = 0;
        }

        foreach (var kind in kinds)
        {
            plot.Add.Plottable(new SpikeMarks(kind.Ages, low, high, kind.Color.WithAlpha(.22)));
        }

        foreach (var ((label, series), index) in panel.Series.Select((s, i) => (s, i)))
        {
            var line = plot.Add.SignalXY(panel.Ages, series, Figure.ColorOf(index));
            (line.LineWidth, line.LegendText) = (1.5f, label);
        }

        if (named)
        {
            Figure.Legend(plot, ScottPlot.Alignment.UpperRight);
            (plot.Legend.FontSize, plot.Legend.Orientation, plot.Legend.OutlineWidth) = (12, Orientation.Horizontal, 0);
            plot.Legend.BackgroundColor = ScottPlot.Colors.Transparent;
            plot.Legend.Margin = plot.Legend.Padding = new PixelPadding(2);
        }

        plot.Axes.SetLimitsY(low, high);
        return plot;
    }

    private static IEnumerable<double> Bounds(LifePanel panel) => panel.Range is { } range ? [range.Low, range.High] : [];

    /// <summary>The kinds of events in the order in which they first occurred; those that do not fit into rows of their own share one.</summary>
    private static EventKind[] Kinds(IReadOnlyList<(double Age, string What)> events)
    {
        var kinds = events.GroupBy(e => e.What).Select(g => (Name: g.Key, Ages: g.Select(e => e.Age).ToArray())).ToList();
        if (kinds.Count > MostKinds)
        {
            var kept = kinds.OrderByDescending(k => k.Ages.Length).Take(MostKinds - 1).ToHashSet();
            var rest = kinds.Where(k => !kept.Contains(k)).ToArray();
            kinds = [.. kinds.Where(kept.Contains), ($"{rest.Length} other kinds", [.. rest.SelectMany(k => k.Ages)])];
        }

        // Blue is what the series are drawn in.
        return [.. kinds.Select((k, i) => new EventKind(k.Name, k.Ages, Figure.ColorOf(1 + (i % (Figure.ColorCount - 1)))))];
    }

    private static void Check(string path, IReadOnlyList<LifePanel> panels, IReadOnlyList<(double Age, string What)> events, double? death)
    {
        if (panels.Count == 0)
        {
            throw new HomeostatException($"{path}: a life of no panels was to be drawn; at least one was expected.");
        }

        foreach (var panel in panels)
        {
            foreach (var (label, values) in panel.Series)
            {
                if (values.Length != panel.Ages.Length)
                {
                    throw new HomeostatException($"{path}: \"{panel.Label}\" {label} has {values.Length} values at {panel.Ages.Length} ages; as many were expected.");
                }

                if (Array.FindIndex(values, v => !double.IsFinite(v)) is var wrong and >= 0)
                {
                    throw new HomeostatException($"{path}: \"{panel.Label}\" {label} holds {values[wrong]} at index {wrong}; finite numbers were expected.");
                }
            }

            if (panel.Range is { } range && !(range.Low < range.High))
            {
                throw new HomeostatException($"{path}: the range of \"{panel.Label}\" is {range.Low} to {range.High}; its lower end is to be below its upper.");
            }

            for (var i = 0; i < panel.Ages.Length; i++)
            {
                if (!double.IsFinite(panel.Ages[i]) || (i > 0 && panel.Ages[i] < panel.Ages[i - 1]))
                {
                    throw new HomeostatException($"{path}: the ages of \"{panel.Label}\" have {panel.Ages[i]} at index {i}; ascending finite numbers were expected.");
                }
            }
        }

        if (events.Select(e => e.Age).Append(death ?? 0).FirstOrDefault(age => !double.IsFinite(age), 0) is var other && !double.IsFinite(other))
        {
            throw new HomeostatException($"{path}: an event at age {other} was found; finite ages were expected.");
        }
    }

    private sealed record EventKind(string Name, double[] Ages, Color Color);
}
