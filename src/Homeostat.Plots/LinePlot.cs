using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Curves with axes and a legend.</summary>
internal static class LinePlot
{
    private const int Width = 960;
    private const int Height = 560;

    // Okabe and Ito's colors, which the color-blind can tell apart; yellow, faint on white, is left out.
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"];

    public static byte[] Draw(
        string path, string title, string xLabel, string yLabel, bool logarithmic, (string Label, double[] X, double[] Y)[] series)
    {
        _ = PlotFont.Instance;
        using var plot = new ScottPlot.Plot();
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var ((label, x, y), index) in series.Select((s, i) => (s, i)))
        {
            Check(path, label, x, y, logarithmic);
            if (x.Length == 0)
            {
                continue;
            }

            var heights = logarithmic ? Array.ConvertAll(y, Math.Log10) : y;
            (low, high) = (Math.Min(low, heights.Min()), Math.Max(high, heights.Max()));
            var curve = plot.Add.Scatter(x, heights, new Color(Colors[index % Colors.Length]));
            curve.LineWidth = 2.5f;
            curve.LinePattern = index < Colors.Length ? LinePattern.Solid : LinePattern.Dashed;
            curve.MarkerSize = x.Length <= 25 ? 7 : 0;
            curve.LegendText = label;
        }

        if (logarithmic && low <= high)
        {
            plot.Axes.Left.TickGenerator = Logarithmic(low, high);
        }

        plot.Title(title, 19);
        plot.XLabel(xLabel, 15);
        plot.YLabel(yLabel, 15);
        plot.Font.Set(PlotFont.Name);
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TickDensity = .5 };
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = 28;
        plot.Axes.Left.MinimumSize = 62;
        plot.Grid.MajorLineColor = new Color("#E6E6E6");
        if (series.Any(s => s.Label.Length > 0))
        {
            plot.ShowLegend(EmptiestCorner(series, logarithmic, low, high));
            plot.Legend.FontName = PlotFont.Name;
            plot.Legend.FontSize = 14;
            plot.Legend.OutlineColor = new Color("#D0D0D0");
            plot.Legend.ShadowColor = ScottPlot.Colors.Transparent;
        }

        using var image = plot.GetImage(Width, Height);
        return image.GetImageBytes(ImageFormat.Png);
    }

    /// <summary>Where a legend hides the least: the corner in whose part of the plot the fewest points lie.</summary>
    private static ScottPlot.Alignment EmptiestCorner(
        (string Label, double[] X, double[] Y)[] series, bool logarithmic, double low, double high)
    {
        const double Part = .3;
        var first = series.Where(s => s.X.Length > 0).Select(s => s.X.Min()).DefaultIfEmpty(0).Min();
        var last = series.Where(s => s.X.Length > 0).Select(s => s.X.Max()).DefaultIfEmpty(1).Max();
        (ScottPlot.Alignment Corner, bool Right, bool Upper)[] corners =
        [
            (ScottPlot.Alignment.UpperRight, true, true),
            (ScottPlot.Alignment.LowerRight, true, false),
            (ScottPlot.Alignment.UpperLeft, false, true),
            (ScottPlot.Alignment.LowerLeft, false, false),
        ];
        return corners.MinBy(c => series.Sum(s => s.X.Zip(s.Y).Count(point =>
        {
            var across = (point.First - first) / Math.Max(last - first, double.Epsilon);
            var up = ((logarithmic ? Math.Log10(point.Second) : point.Second) - low) / Math.Max(high - low, double.Epsilon);
            return (c.Right ? across > 1 - Part : across < Part) && (c.Upper ? up > 1 - Part : up < Part);
        }))).Corner;
    }

    private static void Check(string path, string label, double[] x, double[] y, bool logarithmic)
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

            if (logarithmic && y[i] <= 0)
            {
                throw new HomeostatException(
                    $"{path}: the curve \"{label}\" has y = {y[i]} at index {i}; a logarithmic axis shows only what is above 0. " +
                    "Use Plot.Lines.");
            }
        }
    }

    /// <summary>Ticks at powers of ten; where there are few of these, at 2 and 5 times them too.</summary>
    private static NumericManual Logarithmic(double low, double high)
    {
        var ticks = new NumericManual();
        var decades = high - low;
        double[] steps = decades < 1 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : decades < 3 ? [1, 2, 5] : [1];
        for (var power = Math.Floor(low) - 1; power <= Math.Ceiling(high) + 1; power++)
        {
            foreach (var step in steps)
            {
                ticks.AddMajor(power + Math.Log10(step), (step * Math.Pow(10, power)).ToString("G4", CultureInfo.InvariantCulture));
            }
        }

        return ticks;
    }
}
