using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Survival curves of several groups with confidence bands, marks for individuals still alive, and the number at risk at each age.</summary>
internal static class SurvivalPlot
{
    private const int Height = 520;
    private const int LineHeight = 21;

    // Of the ages, left free at both ends: numbers below the first and the last need room.
    private const double Edge = .025;

    public static byte[] Draw(string path, string title, string xLabel, (string Label, KaplanMeier Curve)[] groups)
    {
        if (groups.Length == 0)
        {
            throw new HomeostatException($"{path}: survival curves of no groups were asked for; at least one was expected.");
        }

        var end = groups.Max(g => g.Curve.Lives.Oldest);
        if (end == 0)
        {
            throw new HomeostatException($"{path}: nobody was watched beyond age 0; there is no curve to draw.");
        }

        using var plot = Figure.Panel("", xLabel, "share alive");
        foreach (var (group, index) in groups.Select((g, i) => (g, i)))
        {
            Add(plot, group.Label, group.Curve, Figure.ColorOf(index), index < Figure.ColorCount ? LinePattern.Solid : LinePattern.Dashed);
        }

        plot.Axes.SetLimits(-Edge * end, (1 + Edge) * end, 0, 1.04);
        if (groups.Any(g => g.Label.Length > 0))
        {
            Figure.Legend(plot, IsLowerLeftEmpty(groups, end) ? ScottPlot.Alignment.LowerLeft : ScottPlot.Alignment.UpperRight);
        }

        // How many are watched at the ages of the axis stands below it, in the colors of the curves.
        using var font = PlotFont.Instance.Sized(13);
        var margin = Math.Max(84, groups.Max(g => font.MeasureText(g.Label)) + 24);
        plot.Axes.Left.MinimumSize = plot.Axes.Left.MaximumSize = margin;
        using var counts = Figure.Panel("", "", "");
        counts.HideGrid();
        counts.Axes.SetLimits(-Edge * end, (1 + Edge) * end, -groups.Length - .1, .9);
        counts.Axes.Left.MinimumSize = counts.Axes.Left.MaximumSize = margin;
        counts.Axes.Left.FrameLineStyle.Width = counts.Axes.Bottom.FrameLineStyle.Width = 0;
        (counts.Axes.Left.TickLabelStyle.FontName, counts.Axes.Left.MajorTickStyle.Length) = (PlotFont.Name, 0);
        counts.Axes.Bottom.TickGenerator = new EmptyTickGenerator();
        counts.Axes.Bottom.MinimumSize = counts.Axes.Bottom.MaximumSize = 8;
        var names = new NumericManual();
        names.AddMajor(0, "watched");
        foreach (var (group, index) in groups.Select((g, i) => (g, i)))
        {
            names.AddMajor(-1 - index, group.Label);
            foreach (var age in Lifetimes.RoundAges(end))
            {
                Write(counts, age, -1 - index, $"{group.Curve.Lives.AtRisk(age)}", Figure.ColorOf(index));
            }
        }

        counts.Axes.Left.TickGenerator = names;
        var bottom = Figure.TitleHeight + Height;
        var last = bottom + (LineHeight * (groups.Length + 1)) + 8;
        return Figure.Png(
            title,
            "",
            last,
            (plot, new PixelRect(8, Figure.Width, bottom, Figure.TitleHeight)),
            (counts, new PixelRect(8, Figure.Width, last, bottom)));
    }

    private static void Add(ScottPlot.Plot plot, string label, KaplanMeier curve, Color color, LinePattern pattern)
    {
        // Steps end where watching did.
        var end = curve.Lives.Oldest;
        double[] edges = [.. curve.Steps.Select(s => s.Age), end];
        double[] Corners(Func<SurvivalEstimate, double> of) => [.. curve.Steps.SelectMany(s => new[] { of(s), of(s) })];
        double[] ages = [.. curve.Steps.SelectMany((_, i) => new[] { edges[i], edges[i + 1] })];
        var band = plot.Add.FillY(ages, Corners(s => s.Low), Corners(s => s.High));
        (band.FillColor, band.LineWidth, band.MarkerSize) = (color.WithAlpha(.16), 0, 0);
        var line = plot.Add.Scatter(ages, Corners(s => s.Survival), color);
        (line.LineWidth, line.MarkerSize, line.LinePattern, line.LegendText) = (2.5f, 0, pattern, label);
        double[] alive = [.. curve.Lives.Alive.Distinct()];
        if (alive.Length > 0)
        {
            var marks = plot.Add.Markers(alive, Array.ConvertAll(alive, age => curve.At(age).Survival), MarkerShape.VerticalBar, 11, color);
            marks.MarkerLineWidth = 1.5f;
        }
    }

    private static void Write(ScottPlot.Plot panel, double x, double y, string text, Color color)
    {
        var label = panel.Add.Text(text, x, y);
        label.LabelAlignment = ScottPlot.Alignment.MiddleCenter;
        (label.LabelFontName, label.LabelFontSize, label.LabelFontColor) = (PlotFont.Name, 13, color);
    }

    // Of its third of the ages and of the heights.
    private static bool IsLowerLeftEmpty((string Label, KaplanMeier Curve)[] groups, double end) =>
        groups.All(g => g.Curve.Lives.Oldest < end / 3 ? g.Curve.Steps[^1].Low > .33 : g.Curve.At(end / 3).Low > .33);
}
