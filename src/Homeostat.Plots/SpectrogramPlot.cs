using ScottPlot;

namespace Homeostat;

/// <summary>Power over time and frequency, in decibels.</summary>
internal static class SpectrogramPlot
{
    private const int Height = 480;

    // What is weaker than the strongest by more than this is drawn like silence.
    private const double Decibels = 30;

    public static byte[] Draw(string path, string title, Spectrogram spectrogram, double? highest)
    {
        var (times, frequencies) = (spectrogram.Times, spectrogram.Frequencies);
        var shown = frequencies.Count(f => f <= (highest ?? double.PositiveInfinity));
        if (times.Length < 2 || shown < 2)
        {
            throw new HomeostatException(
                $"{path}: a spectrogram of {times.Length} times and {shown} frequencies up to {highest ?? frequencies[^1]} Hz was given; "
                + "at least two of each were expected. Take shorter windows for more times, longer ones for more frequencies.");
        }

        var strongest = spectrogram.Density.Max(density => density[..shown].Max());
        if (!(strongest > 0) || !double.IsFinite(strongest))
        {
            throw new HomeostatException($"{path}: the strongest power is {strongest}; a finite one above 0 was expected. Nothing may have changed.");
        }

        // Rows from the highest frequency down, as pictures go.
        var top = 10 * Math.Log10(strongest);
        var picture = new double[shown, times.Length];
        for (var k = 0; k < shown; k++)
        {
            for (var segment = 0; segment < times.Length; segment++)
            {
                picture[shown - 1 - k, segment] = Math.Max(10 * Math.Log10(spectrogram.Density[segment][k]), top - Decibels);
            }
        }

        var hop = times[1] - times[0];
        var time = new TimeAxis(times[0] - (hop / 2), times[^1] + (hop / 2));
        using var plot = Figure.Panel(title, time.Label, "frequency (Hz)");
        var map = plot.Add.Heatmap(picture);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = new ScottPlot.Range(top - Decibels, top);

        // Cells lie around their time and frequency.
        var band = frequencies[1];
        map.Extent = new CoordinateRect(time.Of(time.Start), time.Of(time.End), -band / 2, frequencies[shown - 1] + (band / 2));
        plot.Axes.SetLimits(map.Extent.Value);
        plot.HideGrid();
        var bar = plot.Add.ColorBar(map);
        bar.Label = "power (dB)";
        (bar.LabelStyle.FontName, bar.LabelStyle.FontSize) = (PlotFont.Name, 15);
        (bar.Axis.TickLabelStyle.FontName, bar.Axis.TickLabelStyle.FontSize) = (PlotFont.Name, 13);
        return Figure.Png(plot, Height);
    }
}
