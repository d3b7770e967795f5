using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Horizontal bars in groups, with their values beside them.</summary>
internal static class BarPlot
{
    private const int BarHeight = 16;

    // Of the longest bar, left free for values, and for a legend beside the bars.
    private const double ForValues = 1.15, ForLegend = 1.55;

    public static byte[] Draw(string path, string title, string xLabel, string[] names, (string Label, double[] Values)[] series)
    {
        if (names.Length == 0 || series.Length == 0)
        {
            throw new HomeostatException($"{path}: bars of nothing were asked for; at least one name and one series were expected.");
        }

        foreach (var (label, values) in series)
        {
            if (values.Length != names.Length || values.Any(value => !(value >= 0) || !double.IsFinite(value)))
            {
                throw new HomeostatException($"{path}: \"{label}\" has {values.Length} bars for {names.Length} names, or one that is not a number of 0 or more.");
            }
        }

        using var plot = Figure.Panel(title, xLabel, "");
        var most = series.Max(s => s.Values.Max());
        var ticks = new NumericManual();
        for (var name = 0; name < names.Length; name++)
        {
            ticks.AddMajor(-name, names[name]);
        }

        var width = .8 / series.Length;
        foreach (var ((label, values), index) in series.Select((s, i) => (s, i)))
        {
            var bars = plot.Add.Bars((Bar[])[.. values.Select((value, name) => new Bar
            {
                Position = -name + .4 - ((index + .5) * width), Value = value, Size = .9 * width, FillColor = Figure.ColorOf(index), LineWidth = 0,
            })]);
            (bars.Horizontal, bars.LegendText) = (true, label);
            foreach (var bar in bars.Bars.Where(bar => bar.Value > 0))
            {
                var text = plot.Add.Text(bar.Value.ToString("G3", CultureInfo.InvariantCulture), bar.Value + (.01 * most), bar.Position);
                (text.LabelFontName, text.LabelFontSize, text.LabelAlignment) = (PlotFont.Name, 11, ScottPlot.Alignment.MiddleLeft);
            }
        }

        using var font = PlotFont.Instance.Sized(13);
        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Left.TickLabelStyle.FontName = PlotFont.Name;
        plot.Axes.Left.MinimumSize = names.Max(name => font.MeasureText(name)) + 24;
        var hasLegend = series.Any(s => s.Label.Length > 0);
        plot.Axes.SetLimits(0, most > 0 ? (hasLegend ? ForLegend : ForValues) * most : 1, -names.Length + .4, .6);
        if (hasLegend)
        {
            Figure.Legend(plot, ScottPlot.Alignment.LowerRight);
        }

        return Figure.Png(plot, 130 + (BarHeight * names.Length * (series.Length + 1)));
    }
}
