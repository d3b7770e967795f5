using ScottPlot;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Spikes as dots, a row a unit, with the rates of the populations below.</summary>
internal static class RasterPlot
{
    private const int RasterHeight = 470;
    private const int RateHeight = 190;
    private const int Edge = 8;

    // Of the height; a band narrower than this has no room for its name.
    private const double LeastShare = .045;

    public static byte[] Draw(string path, string title, double? rateBin, (string Label, SpikeTrains Trains)[] populations)
    {
        if (populations.Length == 0 || populations.Length > 1 / LeastShare)
        {
            throw new HomeostatException(
                $"{path}: a raster of {populations.Length} populations was asked for; 1 to {(int)(1 / LeastShare)} were expected.");
        }

        var time = new TimeAxis(populations.Min(p => p.Trains.Start), populations.Max(p => p.Trains.End));
        var bands = Bands(populations);
        var named = populations.Length > 1 || populations[0].Label.Length > 0;
        using var raster = Figure.Panel("", rateBin is null ? time.Label : "", named ? "" : "unit");
        raster.Add.Plottable(new RasterLayer(bands, time));
        raster.HideGrid();
        Limit(raster, time, bands[^1].Bottom, bands[0].Top);
        if (named)
        {
            raster.Axes.Left.TickGenerator = Names(populations, bands);
            raster.Axes.Left.MajorTickStyle.Length = 0;
        }

        using var font = PlotFont.Instance.Sized(13);
        var margin = Math.Max(84, named ? populations.Max(p => font.MeasureText(p.Label)) + 24 : 0);
        raster.Axes.Left.MinimumSize = raster.Axes.Left.MaximumSize = margin;
        var bottom = Figure.TitleHeight + RasterHeight;
        if (rateBin is not { } bin)
        {
            return Figure.Png(title, "", bottom, (raster, new PixelRect(Edge, Figure.Width, bottom, Figure.TitleHeight)));
        }

        Figure.HideTimes(raster);
        using var rates = Rates(populations, bin, time);
        rates.Axes.Left.MinimumSize = rates.Axes.Left.MaximumSize = margin;
        return Figure.Png(
            title,
            "",
            bottom + RateHeight,
            (raster, new PixelRect(Edge, Figure.Width, bottom, Figure.TitleHeight)),
            (rates, new PixelRect(Edge, Figure.Width, bottom + RateHeight, bottom)));
    }

    /// <summary>The bands of the populations, the first on top. Their heights follow their numbers of units, but leave room for the name.</summary>
    private static RasterBand[] Bands((string Label, SpikeTrains Trains)[] populations)
    {
        var total = populations.Sum(p => (double)p.Trains.Units);
        var heights = populations.Select(p => populations.Length == 1 ? p.Trains.Units : Math.Max(p.Trains.Units / total, LeastShare)).ToArray();
        var gap = populations.Length == 1 ? 0 : .006 * heights.Sum();
        var bands = new RasterBand[populations.Length];

        // A single population's axis numbers its units: a row lies around its number.
        var bottom = populations.Length == 1 ? -.5 : 0;
        for (var i = bands.Length - 1; i >= 0; i--)
        {
            bands[i] = new RasterBand(populations[i].Trains, bottom, bottom + heights[i], Figure.ColorOf(i));
            bottom += heights[i] + gap;
        }

        return bands;
    }

    private static NumericManual Names((string Label, SpikeTrains Trains)[] populations, RasterBand[] bands)
    {
        var ticks = new NumericManual();
        foreach (var (band, label) in bands.Zip(populations, (band, p) => (band, p.Label)))
        {
            ticks.AddMajor((band.Bottom + band.Top) / 2, label);
        }

        return ticks;
    }

    private static ScottPlot.Plot Rates((string Label, SpikeTrains Trains)[] populations, double bin, TimeAxis time)
    {
        var plot = Figure.Panel("", time.Label, "rate (Hz)");
        var highest = 0.0;
        foreach (var ((_, trains), index) in populations.Select((p, i) => (p, i)))
        {
            var curve = trains.PopulationRate(bin);
            highest = Math.Max(highest, curve.Values.Max());
            var line = plot.Add.Scatter(time.Of(curve.Times), curve.Values, Figure.ColorOf(index));
            (line.LineWidth, line.MarkerSize) = (1.5f, 0);
        }

        Limit(plot, time, 0, highest > 0 ? 1.08 * highest : 1);
        return plot;
    }

    private static void Limit(ScottPlot.Plot plot, TimeAxis time, double bottom, double top)
    {
        time.Limit(plot);
        plot.Axes.SetLimitsY(bottom, top);
    }
}
