using ScottPlot;
using SkiaSharp;

namespace Homeostat;

/// <summary>A population's band in a raster.</summary>
/// <param name="Trains">Its spikes.</param>
/// <param name="Bottom">Where its first unit's row begins.</param>
/// <param name="Top">Where its last unit's row ends.</param>
/// <param name="Color">Of its dots.</param>
internal sealed record RasterBand(SpikeTrains Trains, double Bottom, double Top, Color Color);

/// <summary>
/// The spikes of a raster, drawn straight into pixels, so that a million of them are no burden.
/// Where rows are wide enough a spike is a stroke, else a dot; where spikes crowd, the more in a pixel the darker.
/// </summary>
internal sealed class RasterLayer(IReadOnlyList<RasterBand> bands, TimeAxis time) : IPlottable
{
    // How faint a pixel may get that one spike falls into, where others are hit by many.
    private const double Faintest = .3;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() =>
        new(time.Of(time.Start), time.Of(time.End), bands.Min(band => band.Bottom), bands.Max(band => band.Top));

    public void Render(RenderPack rp)
    {
        var area = rp.DataRect;
        var (left, top) = ((int)Math.Floor(area.Left), (int)Math.Floor(area.Top));
        var (width, height) = ((int)Math.Ceiling(area.Right) - left, (int)Math.Ceiling(area.Bottom) - top);
        var pixels = new int[width * height];
        var spikes = bands.Sum(band => (long)band.Trains.Count);

        // A lone pixel is hard to see, but dots of four melt together sooner.
        var dot = spikes * 8 < pixels.Length ? 2 : 1;
        var colors = new byte[4 * pixels.Length];
        foreach (var band in bands)
        {
            Array.Clear(pixels);
            var rowHeight = (Axes.GetPixelY(band.Bottom) - Axes.GetPixelY(band.Top)) / band.Trains.Units;
            var tall = rowHeight < 3 ? dot : (int)Math.Clamp(.8 * rowHeight, 2, 40);
            Count(band, (left, top, width, height), (dot, tall), pixels);
            Shade(pixels, band.Color, colors);
        }

        using var picture = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), colors, 4 * width);
        rp.Canvas.DrawImage(picture, left, top);
    }

    private void Count(RasterBand band, (int Left, int Top, int Width, int Height) area, (int Wide, int Tall) mark, int[] pixels)
    {
        // Axes are straight: two points give all.
        var (x0, x1) = (Axes.GetPixelX(time.Of(time.Start)) - area.Left, Axes.GetPixelX(time.Of(time.End)) - area.Left);
        var (y0, y1) = (Axes.GetPixelY(band.Bottom) - area.Top, Axes.GetPixelY(band.Top) - area.Top);
        var (perSecond, perUnit) = ((x1 - x0) / (time.End - time.Start), (y1 - y0) / band.Trains.Units);
        var times = band.Trains.Times;
        var units = band.Trains.Unit;
        for (var i = 0; i < times.Length; i++)
        {
            var x = (int)(x0 + (perSecond * (times[i] - time.Start)));
            var middle = y0 + (perUnit * (units[i] + .5));
            var y = (int)Math.Round(middle - (mark.Tall / 2.0));
            for (var row = Math.Max(y, 0); row < Math.Min(y + mark.Tall, area.Height); row++)
            {
                for (var column = Math.Max(x, 0); column < Math.Min(x + mark.Wide, area.Width); column++)
                {
                    pixels[(row * area.Width) + column]++;
                }
            }
        }
    }

    private static void Shade(int[] pixels, Color color, byte[] colors)
    {
        var full = Crowded(pixels);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] > 0)
            {
                var share = Math.Min(1, pixels[i] / full);
                (colors[4 * i], colors[(4 * i) + 1], colors[(4 * i) + 2]) = (color.Red, color.Green, color.Blue);
                colors[(4 * i) + 3] = (byte)(255 * (full <= 1 ? 1 : Faintest + ((1 - Faintest) * share)));
            }
        }
    }

    /// <summary>The number of spikes in a pixel that one pixel in ten exceeds; that number and more are drawn in full color.</summary>
    private static double Crowded(int[] pixels)
    {
        var hit = pixels.Where(count => count > 0).ToArray();
        Array.Sort(hit);
        return hit.Length == 0 ? 1 : hit[(int)(.9 * (hit.Length - 1))];
    }
}
