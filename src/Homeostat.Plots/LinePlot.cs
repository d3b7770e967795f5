using ScottPlot;

namespace Homeostat;

/// <summary>Curves with axes and a legend.</summary>
internal static class LinePlot
{
    private const int Height = 560;

    public static byte[] Draw(
        string path,
        string title,
        string xLabel,
        string yLabel,
        (bool X, bool Y) logarithmic,
        (string Label, double[] X, double[] Y)[] series)
    {
        foreach (var (label, x, y) in series)
        {
            Check(path, label, x, y, logarithmic);
        }

        using var plot = Figure.Panel(title, xLabel, yLabel);
        (string Label, double[] X, double[] Y)[] drawn =
            [.. series.Select(s => (s.Label, Scaled(s.X, logarithmic.X), Scaled(s.Y, logarithmic.Y)))];
        foreach (var ((label, x, y), index) in drawn.Select((s, i) => (s, i)).Where(s => s.s.X.Length > 0))
        {
            var curve = plot.Add.Scatter(x, y, Figure.ColorOf(index));
            curve.LineWidth = 2.5f;
            curve.LinePattern = index < Figure.ColorCount ? LinePattern.Solid : LinePattern.Dashed;
            curve.MarkerSize = x.Length <= 25 ? 7 : 0;
            curve.LegendText = label;
        }

        if (drawn.Any(s => s.X.Length > 0))
        {
            var (left, right, low, high) = Range(drawn);
            if (logarithmic.X)
            {
                plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(left, right);
            }

            if (logarithmic.Y)
            {
                plot.Axes.Left.TickGenerator = LogarithmicTicks.Between(low, high);
            }

            if (drawn.Any(s => s.Label.Length > 0))
            {
                Figure.Legend(plot, EmptiestCorner(drawn));
            }
        }

        return Figure.Png(plot, Height);
    }

    /// <summary>Points, and the line on which both coordinates are equal.</summary>
    public static byte[] DrawPoints(string path, string title, string xLabel, string yLabel, double[] x, double[] y)
    {
        Check(path, "points", x, y, (false, false));
        using var plot = Figure.Panel(title, xLabel, yLabel);
        if (x.Length > 0)
        {
            double[] ends = [x.Min(), x.Max()];
            plot.Add.Scatter(ends, ends, Figure.ColorOf(1)).MarkerSize = 0;
            var points = plot.Add.Scatter(x, y, Figure.ColorOf(0));
            points.LineWidth = 0;
            points.MarkerSize = x.Length > 1000 ? 3 : 6;
        }

        return Figure.Png(plot, Height);
    }

    private static double[] Scaled(double[] values, bool logarithmic) => logarithmic ? Array.ConvertAll(values, Math.Log10) : values;

    private static (double Left, double Right, double Low, double High) Range((string Label, double[] X, double[] Y)[] series)
    {
        var (x, y) = (series.SelectMany(s => s.X), series.SelectMany(s => s.Y));
        return (x.Min(), x.Max(), y.Min(), y.Max());
    }

    /// <summary>The corner in which a legend hides the least of the curves.</summary>
    private static ScottPlot.Alignment EmptiestCorner((string Label, double[] X, double[] Y)[] series)
    {
        // Of the width and height of the axes, which reach a little beyond the data: lines of the legend are 22 pixels apart, and a
        // letter is 8 wide, beside the line's mark.
        var tall = (20 + (22 * series.Count(s => s.Label.Length > 0))) / (Height - 95.0);
        var wide = (60 + (8 * series.Max(s => s.Label.Length))) / (Figure.Width - 95.0);
        var (left, right, low, high) = Range(series);
        var points = series.SelectMany(s => Along(s.X).Zip(Along(s.Y))).Select(point => (
            Across: .5 + ((((point.First - left) / Math.Max(right - left, double.Epsilon)) - .5) / 1.1),
            Up: .5 + ((((point.Second - low) / Math.Max(high - low, double.Epsilon)) - .5) / 1.2))).ToArray();
        (ScottPlot.Alignment Corner, bool Right, bool Upper)[] corners =
        [
            (ScottPlot.Alignment.UpperRight, true, true),
            (ScottPlot.Alignment.LowerRight, true, false),
            (ScottPlot.Alignment.UpperLeft, false, true),
            (ScottPlot.Alignment.LowerLeft, false, false),
        ];
        return corners.MinBy(c => points.Count(point =>
            (c.Right ? point.Across > 1 - wide : point.Across < wide) && (c.Upper ? point.Up > 1 - tall : point.Up < tall))).Corner;
    }

    // The points of a curve, and where there are few, others on the lines between them.
    private static IEnumerable<double> Along(double[] values)
    {
        var parts = values.Length <= 100 ? 16 : 1;
        return values.Length < 2 ? values : Enumerable.Range(0, ((values.Length - 1) * parts) + 1).Select(i =>
        {
            var (from, part) = (i / parts, i % parts / (double)parts);
            return part == 0 ? values[from] : values[from] + (part * (values[from + 1] - values[from]));
        });
    }

    private static void Check(string path, string label, double[] x, double[] y, (bool X, bool Y) logarithmic)
    {
        if (x.Length != y.Length)
        {
            throw new HomeostatException($"{path}: the curve \"{label}\" has {x.Length} x but {y.Length} y; as many were expected.");
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
            {
                throw new HomeostatException(
                    $"{path}: the curve \"{label}\" has the point ({x[i]}, {y[i]}) at index {i}; finite numbers were expected. " +
                    "Leave such points out, or look for what diverged.");
            }

            if ((logarithmic.X && x[i] <= 0) || (logarithmic.Y && y[i] <= 0))
            {
                var (name, value) = logarithmic.Y && y[i] <= 0 ? ("y", y[i]) : ("x", x[i]);
                throw new HomeostatException(
                    $"{path}: the curve \"{label}\" has {name} = {value} at index {i}; a logarithmic axis shows only what is above 0. " +
                    "Use Plot.Lines.");
            }
        }
    }
}
