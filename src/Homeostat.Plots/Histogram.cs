using ScottPlot;

namespace Homeostat;

/// <summary>Distributions over each other as outlined steps: the share of each sample's numbers in bins common to all.</summary>
internal static class Histogram
{
    private const int FewestBins = 12;
    private const int MostBins = 80;

    /// <summary>Adds the distributions to a plot, and its legend.</summary>
    /// <param name="plot">Axes without anything in them.</param>
    /// <param name="samples">Each with its name and numbers, all of them finite; in the end logarithms.</param>
    /// <param name="logarithmic">Whether bins are even in the logarithm of the numbers, all of which are above 0 then.</param>
    public static void Add(ScottPlot.Plot plot, IReadOnlyList<(string Label, double[] Values)> samples, bool logarithmic = false)
    {
        var drawn = samples.Select(s => logarithmic ? Array.ConvertAll(s.Values, Math.Log10) : s.Values).ToArray();
        var filled = drawn.Where(values => values.Length > 0).ToArray();
        if (filled.Length == 0)
        {
            return;
        }

        var (low, high) = (filled.Min(values => values.Min()), filled.Max(values => values.Max()));
        if (high - low <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            // All the same: one bar of some width around it.
            var around = low == 0 ? 1 : Math.Abs(low) / 2;
            (low, high) = (low - around, high + around);
        }

        var bins = Math.Clamp(filled.Max(values => Bins(values, high - low)), FewestBins, MostBins);
        var highest = 0.0;
        for (var i = 0; i < drawn.Length; i++)
        {
            var shares = Shares(drawn[i], low, high, bins);
            highest = Math.Max(highest, shares.Max());
            Outline(plot, shares, low, (high - low) / bins, Figure.ColorOf(i)).LegendText = samples[i].Label;
        }

        var margin = .03 * (high - low);
        plot.Axes.SetLimits(low - margin, high + margin, 0, 1.08 * highest);
        if (logarithmic)
        {
            plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(low, high);
        }

        if (samples.Any(s => s.Label.Length > 0))
        {
            Figure.Legend(plot, ScottPlot.Alignment.UpperRight);
        }
    }

    /// <summary>By D. Freedman and P. Diaconis (Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981): the more numbers, the narrower.</summary>
    private static int Bins(double[] values, double range)
    {
        var sorted = values.Order().ToArray();
        var quartiles = sorted[(int)(.75 * (sorted.Length - 1))] - sorted[(int)(.25 * (sorted.Length - 1))];
        return quartiles > 0 ? (int)Math.Min(Math.Ceiling(range / (2 * quartiles / Math.Cbrt(sorted.Length))), MostBins) : FewestBins;
    }

    private static double[] Shares(double[] values, double low, double high, int bins)
    {
        var shares = new double[bins];
        foreach (var value in values)
        {
            shares[Math.Min((int)((value - low) / (high - low) * bins), bins - 1)] += 1.0 / values.Length;
        }

        return shares;
    }

    private static ScottPlot.Plottables.Polygon Outline(ScottPlot.Plot plot, double[] shares, double low, double width, Color color)
    {
        var steps = new List<Coordinates> { new(low, 0) };
        for (var bin = 0; bin < shares.Length; bin++)
        {
            steps.Add(new Coordinates(low + (bin * width), shares[bin]));
            steps.Add(new Coordinates(low + ((bin + 1) * width), shares[bin]));
        }

        steps.Add(new Coordinates(low + (shares.Length * width), 0));
        var outline = plot.Add.Polygon([.. steps]);
        outline.FillColor = color.WithAlpha(.3);
        (outline.LineColor, outline.LineWidth) = (color, 1.5f);
        return outline;
    }
}
