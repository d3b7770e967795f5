using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Results of many runs against each setting in which they differ, a panel for each setting.</summary>
internal static class SweepPlot
{
    private const int PanelHeight = 300;

    // From this ratio on, numbers are shown on a logarithmic axis.
    private const double Wide = 20;

    public static byte[] Draw(string title, string yLabel, (string Setting, string[] Values, double[] Results)[] panels)
    {
        var drawn = panels.Select((panel, n) => (
            Panel: Panel(panel.Setting, panel.Values, panel.Results),
            Place: new PixelRect(30, Figure.Width, Figure.TitleHeight + ((n + 1) * PanelHeight), Figure.TitleHeight + (n * PanelHeight)))).ToArray();
        var png = Figure.Png(title, yLabel, Figure.TitleHeight + (panels.Length * PanelHeight), drawn);
        Array.ForEach(drawn, panel => panel.Panel.Dispose());
        return png;
    }

    private static ScottPlot.Plot Panel(string setting, string[] values, double[] results)
    {
        var plot = Figure.Panel("", setting, "");
        var places = Places(plot, values);
        var points = plot.Add.Scatter(places, results, Figure.ColorOf(0));
        points.LineWidth = 0;
        points.MarkerSize = results.Length > 500 ? 3 : 6;

        // Where every value is met once, a line of means would join single runs.
        var means = places.Zip(results).GroupBy(point => point.First).OrderBy(group => group.Key).ToArray();
        if (means.Length < results.Length)
        {
            var line = plot.Add.Scatter(means.Select(group => group.Key).ToArray(), means.Select(group => group.Average(point => point.Second)).ToArray(), Figure.ColorOf(1));
            line.LineWidth = 2;
            line.MarkerSize = 0;
        }

        return plot;
    }

    // Numbers have their place on an axis, words one after the other.
    private static double[] Places(ScottPlot.Plot plot, string[] values)
    {
        var numbers = Array.ConvertAll(values, value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN);
        if (values.Length > 0 && !Array.Exists(numbers, double.IsNaN))
        {
            if (numbers.Min() <= 0 || numbers.Max() / numbers.Min() < Wide)
            {
                return numbers;
            }

            double[] logarithms = Array.ConvertAll(numbers, Math.Log10);
            plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(logarithms.Min(), logarithms.Max());
            return logarithms;
        }

        string[] words = [.. values.Distinct()];
        var ticks = new NumericManual();
        for (var n = 0; n < words.Length; n++)
        {
            ticks.AddMajor(n, words[n]);
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.SetLimitsX(-0.5, words.Length - 0.5);
        return Array.ConvertAll(values, value => (double)Array.IndexOf(words, value));
    }
}
