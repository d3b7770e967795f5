using Homeostat.Tests.Evaluation.Survival;
using SkiaSharp;

namespace Homeostat.Tests.Plots;

public sealed class LifePlotTests : IDisposable
{
    private static readonly SKColor Blue = new(0x00, 0x72, 0xB2);
    private static readonly SKColor Vermilion = new(0xD5, 0x5E, 0x00);
    private static readonly SKColor Red = new(0xB0, 0x00, 0x20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Curves_fall_to_where_the_estimate_is()
    {
        using var picture = Draw(path => Plot.Survival(
            path, "remission", "weeks", ("6-mercaptopurine", KaplanMeier.Of(Leukemia.Treated)), ("placebo", KaplanMeier.Of(Leukemia.Placebo))));

        // The last step of the treated is at .448 from week 23 to 35; of the others at 0, from week 23, where the axis begins.
        var (top, bottom) = (Rows(picture, Vermilion).Min(), Rows(picture, Vermilion).Where(y => y < 540).Max());
        var last = Rows(picture, Blue, fromX: 800).Where(y => y < 500).ToArray();
        Assert.InRange((bottom - last.Average()) / (bottom - top), .43, .47);
    }

    [Fact]
    public void Bands_show_the_color_of_their_curve_thinly()
    {
        // All die at 10 to 40: half way the band is at its widest.
        var curve = KaplanMeier.Of(new Lifetimes(Enumerable.Range(0, 30).Select(i => 10.0 + i)));
        using var picture = Draw(path => Plot.Survival(path, "t", "age", ("", curve)));
        Assert.True(picture.Pixels.Count(p => p.Red is > 200 and < 225 && p.Blue > p.Red + 10) > 3000, "no band is seen");
    }

    [Fact]
    public void A_life_is_drawn_with_its_range_events_and_death()
    {
        using var picture = Draw(path => Plot.Biography(path, "t", "age (steps)", Panels(), [(20, "cold shock"), (60, "cold shock"), (80, "rebuilt")], 99));
        using var alive = Draw(path => Plot.Biography(path, "t", "age (steps)", Panels(), []));
        Assert.Contains(Red, picture.Pixels);
        Assert.DoesNotContain(Red, alive.Pixels);
        Assert.True(picture.Height > alive.Height, "events have no room");

        // Two strokes of the first kind in the row on top.
        var columns = Enumerable.Range(0, picture.Width).Where(x => Enumerable.Range(0, 60).Any(y => picture.GetPixel(x, 46 + y) is { Red: > 200, Green: < 170, Blue: < 120 })).ToArray();
        Assert.InRange(columns[^1] - columns[0], 300, 345);
        Assert.Contains(alive.Pixels, p => p.Green > p.Red + 10 && p.Green > 235);
    }

    [Fact]
    public void Lives_that_cannot_be_drawn_are_refused()
    {
        Says("no groups", () => Plot.Survival(_folder["a.png"], "t", "x"));
        Says("beyond age 0", () => Plot.Survival(_folder["a.png"], "t", "x", ("", KaplanMeier.Of(new Lifetimes([0])))));
        Says("no panels", () => Plot.Biography(_folder["a.png"], "t", "x", [], []));
        Says("1 values at 2 ages", () => Plot.Biography(_folder["a.png"], "t", "x", [new LifePanel("T", [0, 1], ("", [1]))], []));
        Says("NaN at index 1", () => Plot.Biography(_folder["a.png"], "t", "x", [new LifePanel("T", [0, 1], ("", [1, double.NaN]))], []));
        Says("have 0 at index 1", () => Plot.Biography(_folder["a.png"], "t", "x", [new LifePanel("T", [1, 0], ("", [1, 2]))], []));
        Says("range of \"T\"", () => Plot.Biography(_folder["a.png"], "t", "x", [new LifePanel("T", [0, 1], ("", [1, 2])) { Range = (5, 4) }], []));
        Assert.Empty(Directory.GetFiles(_folder.Path));

        static void Says(string what, Action draw) =>
            Assert.Contains(what, Assert.Throws<HomeostatException>(draw).Message, StringComparison.Ordinal);
    }

    private static LifePanel[] Panels()
    {
        double[] ages = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        return
        [
            new("temperature (°C)", ages, ("body", Array.ConvertAll(ages, t => 37 + (3 * Math.Sin(t / 9)))), ("room", Array.ConvertAll(ages, t => 30 + (8 * Math.Sin(t / 9))))) { Range = (35, 39) },
            new("energy (J)", ages, ("", Array.ConvertAll(ages, t => 100 - t))) { Range = (0, double.PositiveInfinity) },
        ];
    }

    private static int[] Rows(SKBitmap picture, SKColor color, int fromX = 0) =>
        [.. Enumerable.Range(0, picture.Height).Where(y => Enumerable.Range(fromX, picture.Width - fromX).Any(x => picture.GetPixel(x, y) == color))];

    private SKBitmap Draw(Action<string> draw)
    {
        var path = _folder[$"{Guid.NewGuid()}.png"];
        draw(path);
        return SKBitmap.Decode(path);
    }
}
