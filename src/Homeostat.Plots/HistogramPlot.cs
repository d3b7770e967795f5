namespace Homeostat;

/// <summary>A picture of distributions.</summary>
internal static class HistogramPlot
{
    private const int Height = 480;

    public static byte[] Draw(string path, string title, string xLabel, (string Label, double[] Values)[] samples)
    {
        if (samples.All(s => s.Values.Length == 0))
        {
            throw new HomeostatException($"{path}: a histogram of no numbers was asked for; at least one was expected.");
        }

        foreach (var (label, values) in samples)
        {
            var wrong = Array.FindIndex(values, value => !double.IsFinite(value));
            if (wrong >= 0)
            {
                throw new HomeostatException(
                    $"{path}: \"{label}\" holds {values[wrong]} at index {wrong}; finite numbers were expected. Leave such out, or look for "
                    + "what diverged.");
            }
        }

        using var plot = Figure.Panel(title, xLabel, "share");
        Histogram.Add(plot, samples);
        return Figure.Png(plot, Height);
    }
}
