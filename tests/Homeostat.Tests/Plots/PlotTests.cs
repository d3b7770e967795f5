using SkiaSharp;

namespace Homeostat.Tests.Plots;

public sealed class PlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Curves_have_labels_even_without_fonts_on_the_machine()
    {
        // Same curves; the only difference is text. Blank labels would give the same picture.
        Plot.Lines(_folder["a.png"], "free energy", "epoch", "nats", ("train", [0, 1, 2], [3, 2, 1]));
        Plot.Lines(_folder["b.png"], "accuracy   ", "epoch", "nats", ("train", [0, 1, 2], [3, 2, 1]));
        using var a = SKBitmap.Decode(_folder["a.png"]);
        using var b = SKBitmap.Decode(_folder["b.png"]);
        Assert.Equal((960, 560), (a.Width, a.Height));
        var differing = Enumerable.Range(0, 40).Sum(y => Enumerable.Range(0, 960).Count(x => a.GetPixel(x, y) != b.GetPixel(x, y)));
        Assert.True(differing > 200, $"{differing} pixels of the titles differ");
    }

    [Fact]
    public void Curves_show_their_colors()
    {
        Plot.LogLines(_folder["log.png"], "t", "x", "y", ("a", [0, 1, 2], [1e-3, 1, 1e5]), ("b", [0, 1], [2, 3]), ("none", [], []));
        using var picture = SKBitmap.Decode(_folder["log.png"]);
        Assert.Contains(new SKColor(0x00, 0x72, 0xB2), picture.Pixels);
        Assert.Contains(new SKColor(0xD5, 0x5E, 0x00), picture.Pixels);
    }

    [Fact]
    public void Curves_of_what_cannot_be_drawn_are_refused()
    {
        var path = _folder["bad.png"];
        Assert.Contains("index 1", Assert.Throws<HomeostatException>(() => Plot.Lines(path, "t", "x", "y", ("a", [0, 1], [0, double.NaN]))).Message, StringComparison.Ordinal);
        Assert.Contains("Plot.Lines", Assert.Throws<HomeostatException>(() => Plot.LogLines(path, "t", "x", "y", ("a", [0, 1], [0, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("2 x but 1 y", Assert.Throws<HomeostatException>(() => Plot.Lines(path, "t", "x", "y", ("a", [0, 1], [0]))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Bars_are_as_long_as_their_values()
    {
        Plot.Bars(_folder["bars.png"], "t", "J", ["a", "b", "nothing"], ("one", [1, 2, 0]), ("other", [4, 0, 0]));
        using var picture = SKBitmap.Decode(_folder["bars.png"]);
        double[] Longest(SKColor color) => [.. Enumerable.Range(0, picture.Height).Select(y => (double)Enumerable.Range(0, 720).Count(x => picture.GetPixel(x, y) == color)).Where(n => n > 20).Distinct().Order()];
        var (one, other) = (Longest(new SKColor(0x00, 0x72, 0xB2)), Longest(new SKColor(0xD5, 0x5E, 0x00)));
        Assert.Equal(2, one[^1] / one[0], 0.05);
        Assert.Equal(4, other[^1] / one[0], 0.1);
        foreach (var wrong in new[] { [1, -0.5], [1, double.NaN], new double[] { 1 } })
        {
            Assert.Contains("not a number of 0 or more", Assert.Throws<HomeostatException>(() => Plot.Bars(_folder["x.png"], "t", "J", ["a", "b"], ("s", wrong))).Message, StringComparison.Ordinal);
        }

        Assert.Contains("bars of nothing", Assert.Throws<HomeostatException>(() => Plot.Bars(_folder["x.png"], "t", "J", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_appear_in_order_with_the_shades_asked_for()
    {
        float[][] images = [[0, 0, 0, 0], [1, 1, 1, 1], [.5f, .5f, .5f, .5f]];
        Plot.Images(_folder["grid.png"], "t", images, 2, 2, columns: 3, captions: ["a", "b", "c"]);
        using var picture = SKBitmap.Decode(_folder["grid.png"]);
        var row = Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, 64).Red).ToArray();
        var inner = row.SkipWhile(v => v == 255).ToArray();
        Assert.Equal(16, inner.TakeWhile(v => v == 0).Count());
        Assert.Equal(128, inner[16 + 8 + 16 + 8 + 8]);
        Assert.Equal(255, inner[16 + 8 + 8]);
    }

    [Fact]
    public void Weights_are_blue_below_zero_and_red_above()
    {
        Plot.Images(_folder["weights.png"], "t", [[-2], [0], [1]], 1, 1, columns: 3, diverging: true);
        using var picture = SKBitmap.Decode(_folder["weights.png"]);
        Assert.Contains(new SKColor(5, 48, 97), picture.Pixels);
        Assert.Contains(new SKColor(247, 247, 247), picture.Pixels);
        Assert.Contains(new SKColor(214, 96, 77), picture.Pixels);
    }

    [Fact]
    public void Images_that_do_not_fit_are_refused()
    {
        Assert.Contains("image 1 has 3 numbers", Assert.Throws<HomeostatException>(() => Plot.Images(_folder["x.png"], "t", [new float[4], new float[3]], 2, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1, column 0", Assert.Throws<HomeostatException>(() => Plot.Images(_folder["x.png"], "t", [[0, 0, float.NaN, 0]], 2, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Plot.Images(_folder["x.png"], "t", [], 2, 2, 2));
    }

    [Fact]
    public void Confusion_shades_right_and_wrong_apart()
    {
        var matrix = new ConfusionMatrix([0, 1, 0, 0], [0, 1, 0, 1], 2);
        Plot.Confusion(_folder["confusion.png"], matrix, names: ["cat", "dog"]);
        using var picture = SKBitmap.Decode(_folder["confusion.png"]);
        Assert.Contains(new SKColor(0x00, 0x72, 0xB2), picture.Pixels);
        Assert.Contains(picture.Pixels, p => p.Red > 200 && p.Blue < 120);
    }

    [Fact]
    public void Names_wider_than_a_column_of_a_confusion_matrix_are_written_upward()
    {
        var matrix = new ConfusionMatrix([0, 1, 0, 0], [0, 1, 0, 1], 2);
        Plot.Confusion(_folder["short.png"], matrix, names: ["cat", "dog"]);
        Plot.Confusion(_folder["long.png"], matrix, names: ["Iris-versicolor", "Iris-virginica"]);
        using var few = SKBitmap.Decode(_folder["short.png"]);
        using var many = SKBitmap.Decode(_folder["long.png"]);
        Assert.InRange(many.Height - few.Height, 80, 150);
    }

    [Fact]
    public void A_plot_replaces_the_last_one_and_leaves_nothing_else()
    {
        var path = _folder.Write("runs/one/plot.png", [1, 2, 3]);
        Plot.Lines(path, "t", "x", "y", ("a", [0, 1], [0, 1]));
        Assert.Equal([path], Directory.GetFiles(_folder["runs/one"]));
        Assert.True(new FileInfo(path).Length > 1000);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var blocked = Path.Combine(_folder.Write("file", [1]), "plot.png");
        var e = Assert.Throws<HomeostatException>(() => Plot.Lines(blocked, "t", "x", "y", ("a", [0, 1], [0, 1])));
        Assert.StartsWith(blocked, e.Message, StringComparison.Ordinal);
    }
}
