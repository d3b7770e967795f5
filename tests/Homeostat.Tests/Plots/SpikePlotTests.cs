using Homeostat.Tests.Evaluation.Spikes;
using SkiaSharp;

namespace Homeostat.Tests.Plots;

public sealed class SpikePlotTests : IDisposable
{
    private static readonly SKColor Blue = new(0x00, 0x72, 0xB2);
    private static readonly SKColor Vermilion = new(0xD5, 0x5E, 0x00);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Spikes_are_where_their_times_and_units_say()
    {
        // Four spikes on the diagonal of a hundred units in a second.
        var trains = new SpikeTrains(100, 0, 1, [20, 40, 60, 80], [.2, .4, .6, .8]);
        using var picture = Draw(path => Plot.Raster(path, "t", null, ("", trains)));
        var dots = Clusters(picture, Blue);
        Assert.Equal(4, dots.Length);
        for (var i = 1; i < 4; i++)
        {
            Assert.Equal(dots[1].X - dots[0].X, dots[i].X - dots[i - 1].X, 2.0);
            Assert.Equal(dots[1].Y - dots[0].Y, dots[i].Y - dots[i - 1].Y, 2.0);
        }

        // A fifth of some 835 pixels to the right, and of some 410 up.
        Assert.InRange(dots[1].X - dots[0].X, 155, 180);
        Assert.InRange(dots[0].Y - dots[1].Y, 70, 100);
    }

    [Fact]
    public void Populations_lie_above_each_other_in_their_colors_with_their_rates_below()
    {
        var (a, b) = (Trains.Poisson(80, 10, 1, seed: 1), Trains.Poisson(20, 10, 1, seed: 2));
        using var picture = Draw(path => Plot.Raster(path, "t", .02, ("excitatory", a), ("inhibitory", b)));
        using var without = Draw(path => Plot.Raster(path, "t", null, ("excitatory", a), ("inhibitory", b)));
        var (blue, vermilion) = (Rows(without, Blue), Rows(without, Vermilion));
        Assert.True(blue.Max() < vermilion.Min(), "the first population is not on top");
        Assert.InRange((blue.Max() - blue.Min()) / (double)(vermilion.Max() - vermilion.Min()), 3.5, 4.5);
        Assert.True(picture.Height > without.Height);
        Assert.Contains(Rows(picture, Blue), y => y > without.Height);
        Assert.Contains(Rows(picture, Vermilion), y => y > without.Height);
    }

    [Fact]
    public void A_small_population_still_has_room_for_its_name()
    {
        using var picture = Draw(path => Plot.Raster(
            path, "t", null, ("many", Trains.Poisson(5000, 1, .2, seed: 3)), ("few", Trains.Poisson(10, 100, .2, seed: 4))));
        var few = Rows(picture, Vermilion);
        Assert.InRange(few.Max() - few.Min(), 12, 30);
    }

    [Fact]
    public void Spikes_get_darker_where_they_crowd()
    {
        // A hundred times as many in the second half as in the first.
        var random = new RandomStream(11);
        var times = Enumerable.Range(0, 200_000).Select(i => random.NextUniform(i % 100 == 0 ? 0 : .5, i % 100 == 0 ? .5 : 1)).Order().ToArray();
        var units = Array.ConvertAll(times, _ => random.NextInt(20_000));
        using var picture = Draw(path => Plot.Raster(path, "t", null, ("", new SpikeTrains(20_000, 0, 1, units, times))));
        var (pixels, width) = (picture.Pixels, picture.Width);
        double Darkness(int from, int to) => pixels.Where((_, i) => i % width >= from && i % width < to && i / width is > 100 and < 400).Average(p => 255.0 - p.Red);
        Assert.True(Darkness(600, 900) > 50);
        Assert.InRange(Darkness(150, 450), .3, 10);
    }

    [Fact]
    public void A_raster_without_spikes_is_empty()
    {
        using var picture = Draw(path => Plot.Raster(path, "t", .1, ("none", new SpikeTrains(3, 0, 1, [], []))));
        Assert.DoesNotContain(Rows(picture, Blue), y => y < 480);
        Assert.Throws<HomeostatException>(() => Plot.Raster(_folder["x.png"], "t", null));
        Assert.Throws<HomeostatException>(() => Plot.Raster(_folder["x.png"], "t", 2, ("none", new SpikeTrains(3, 0, 1, [], []))));
    }

    [Fact]
    public void Intervals_and_their_variation_stand_beside_each_other()
    {
        using var picture = Draw(path => Plot.Intervals(path, "t", ("a", Trains.Poisson(50, 20, 2, seed: 5)), ("b", Trains.Poisson(50, 80, 2, seed: 6))));
        foreach (var color in new[] { Blue, Vermilion })
        {
            Assert.Contains(Columns(picture, color), x => x < 440);
            Assert.Contains(Columns(picture, color), x => x > 540);
        }

        // Short intervals are to the left of long ones: outlines of 80 Hz begin before those of 20 Hz end.
        using var silent = Draw(path => Plot.Intervals(path, "t", ("a", new SpikeTrains(2, 0, 1, [0], [.5]))));
        Assert.Empty(Columns(silent, Blue));
    }

    [Fact]
    public void A_histogram_is_as_high_as_the_share_of_its_bin()
    {
        // One number in four is 1, the others 0: the left bar is three times as high.
        double[] values = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1.0 : 0)];
        using var picture = Draw(path => Plot.Histogram(path, "t", "weight", ("", values)));
        var filled = Pixels(picture, pixel => pixel.Blue > pixel.Red + 30);
        var (left, right) = (filled.Where(p => p.X < 200).ToArray(), filled.Where(p => p.X > 800).ToArray());
        Assert.Equal(left.Max(p => p.Y), right.Max(p => p.Y));
        Assert.InRange((left.Max(p => p.Y) - left.Min(p => p.Y)) / (double)(right.Max(p => p.Y) - right.Min(p => p.Y)), 2.9, 3.1);
        Draw(path => Plot.Histogram(path, "t", "weight", ("same", [5, 5, 5]), ("none", []))).Dispose();
        Assert.Contains("index 1", Assert.Throws<HomeostatException>(() => Plot.Histogram(_folder["x.png"], "t", "w", ("a", [1, double.NaN]))).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Plot.Histogram(_folder["x.png"], "t", "w", ("a", [])));
    }

    [Fact]
    public void A_spectrogram_is_brightest_at_the_frequency_of_the_signal()
    {
        var signal = Enumerable.Range(0, 4000).Select(i => 10 + Math.Sin(2 * Math.PI * 75 * i * 1e-3)).ToArray();
        var spectrogram = new RateCurve(0, 1e-3, signal).Spectrogram(.2);
        using var picture = Draw(path => Plot.Spectrogram(path, "t", spectrogram, highest: 100));

        // Yellow, at three quarters of the height; dark violet elsewhere.
        var bright = Enumerable.Range(50, 380).Where(y => picture.GetPixel(400, y) is { Red: > 200, Blue: < 80 }).ToArray();
        Assert.NotEmpty(bright);
        Assert.InRange((430 - bright.Average()) / 380, .7, .8);
        Assert.InRange(picture.GetPixel(400, 300).Green, 0, 40);
        Assert.Contains("finite one above 0", Assert.Throws<HomeostatException>(() => Plot.Spectrogram(
            _folder["x.png"], "t", new RateCurve(0, 1e-3, new double[1000]).Spectrogram(.2))).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Plot.Spectrogram(_folder["x.png"], "t", spectrogram, highest: 1));
    }

    [Fact]
    public void Traces_have_their_spikes_above_them()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => i * 1e-3)];
        var traces = new StateTraces([3, 5], times, [.. times.SelectMany(t => new[] { -.065 + (.01 * Math.Sin(20 * t)), -.06 })]);
        var spikes = new SpikeTrains(6, 0, 2, [3, 0, 3, 3, 5], [.1, .2, .5, .8, 1.5]);
        using var picture = Draw(path => Plot.Traces(path, "t", "v (mV)", traces, spikes, Units.Millivolt));
        Assert.Equal(3, Clusters(picture, Vermilion).Length);
        using var without = Draw(path => Plot.Traces(path, "t", "v (mV)", traces));
        Assert.Empty(Rows(without, Vermilion));
        Assert.Contains("13 units", Assert.Throws<HomeostatException>(() => Plot.Traces(
            _folder["x.png"], "t", "v", new StateTraces([.. Enumerable.Range(0, 13)], [0, 1], new double[26]))).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Plot.Traces(_folder["x.png"], "t", "v", new StateTraces([0], [0, 1], [0, double.NaN])));
    }

    [Fact]
    public void A_power_law_is_straight_over_two_logarithmic_axes()
    {
        double[] sizes = [.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, 3 + (i * .1)))];
        using var picture = Draw(path => Plot.LogLogLines(path, "t", "neurons", "seconds", ("", sizes, Array.ConvertAll(sizes, n => 1e-6 * Math.Pow(n, 1.5)))));
        var line = Pixels(picture, Blue).GroupBy(p => p.X).OrderBy(g => g.Key).Select(g => (X: (double)g.Key, Y: g.Average(p => p.Y))).ToArray();
        var slope = (line[^20].Y - line[20].Y) / (line[^20].X - line[20].X);
        Assert.All(line[20..^20], point => Assert.Equal(line[20].Y + (slope * (point.X - line[20].X)), point.Y, 1.5));
        Assert.Contains("x = 0 at index 0", Assert.Throws<HomeostatException>(() => Plot.LogLogLines(_folder["x.png"], "t", "x", "y", ("a", [0, 1], [1, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_are_drawn_over_their_time()
    {
        using var picture = Draw(path => Plot.Rates(path, "t", ("a", new RateCurve(0, .1, [5, 5, 5, 5, 5, 0, 0, 0, 0, 0])), ("b", new RateCurve(0, .1, new double[10]))));
        var line = Pixels(picture, Blue).Where(p => p.X < 700).ToArray();
        Assert.True(line.Where(p => p.X < 400).Average(p => p.Y) < 100);
        Assert.Contains(Vermilion, picture.Pixels);
    }

    private SKBitmap Draw(Action<string> draw)
    {
        draw(_folder["plot.png"]);
        return SKBitmap.Decode(_folder["plot.png"]);
    }

    private static (int X, int Y)[] Pixels(SKBitmap picture, SKColor color) => Pixels(
        picture, pixel => Math.Abs(pixel.Red - color.Red) + Math.Abs(pixel.Green - color.Green) + Math.Abs(pixel.Blue - color.Blue) < 120);

    private static (int X, int Y)[] Pixels(SKBitmap picture, Func<SKColor, bool> isMeant)
    {
        var width = picture.Width;
        return [.. picture.Pixels.Select((pixel, i) => (pixel, X: i % width, Y: i / width)).Where(p => isMeant(p.pixel)).Select(p => (p.X, p.Y))];
    }

    private static int[] Rows(SKBitmap picture, SKColor color) => [.. Pixels(picture, color).Select(p => p.Y).Distinct()];

    private static int[] Columns(SKBitmap picture, SKColor color) => [.. Pixels(picture, color).Select(p => p.X).Distinct()];

    // One point for each group of columns that touch, in order from the left.
    private static (double X, double Y)[] Clusters(SKBitmap picture, SKColor color)
    {
        var clusters = new List<List<(int X, int Y)>>();
        foreach (var pixel in Pixels(picture, color).OrderBy(p => p.X))
        {
            if (clusters.Count == 0 || pixel.X > clusters[^1][^1].X + 1)
            {
                clusters.Add([]);
            }

            clusters[^1].Add(pixel);
        }

        return [.. clusters.Select(c => (c.Average(p => p.X), c.Average(p => p.Y)))];
    }
}
