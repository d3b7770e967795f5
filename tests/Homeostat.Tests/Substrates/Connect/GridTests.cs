using CsCheck;

namespace Homeostat.Tests.Connecting;

/// <summary>Connectivity by place, each against loops over all pairs.</summary>
public class GridTests
{
    [Fact]
    public void Nearby_units_are_those_within_the_radius() =>
        (from width in Gen.Int[1, 9]
         from height in Gen.Int[1, 9]
         from radius in Gen.OneOf(Gen.Double[0, 12], Gen.Int[0, 5].Select(r => (double)r), Gen.Int[0, 40].Select(s => Math.Sqrt(s)))
         from wrap in Gen.Bool
         from self in Gen.Bool
         select (width, height, radius, wrap, self)).Sample(g =>
    {
        using var built = Built.Of(
            Connectivity.Nearby(g.width, g.radius, wrap: g.wrap, allowSelf: g.self), g.width * g.height, g.width * g.height);
        var expected =
            from i in Enumerable.Range(0, g.width * g.height)
            from j in Enumerable.Range(0, g.width * g.height)
            where (g.self || i != j) && Distance(i, j, g.width, g.height, g.wrap) <= g.radius + 1e-9
            select (i, j);
        Assert.Equal(expected, built.Pairs);
        Assert.Equal(expected.Select(p => Distance(p.i, p.j, g.width, g.height, g.wrap)), built.Canonical("distance"));
    }, iter: 200);

    [Fact]
    public void Probability_may_fall_off_with_distance()
    {
        using var certain = Built.Of(Connectivity.Nearby(20, 4, "distance <= 2"), 400, 400);
        using var near = Built.Of(Connectivity.Nearby(20, 2), 400, 400);
        Assert.Equal(near.Pairs, certain.Pairs);

        // On a ring of rings every unit has 4 neighbors at a distance of 1 and 4 at that of the square root of 2.
        using var drawn = Built.Of(Connectivity.Nearby(100, 1.5, "0.5/distance", wrap: true, allowSelf: false), 10_000, 10_000);
        var far = drawn.Canonical("distance > 1.2").Sum();
        Assert.InRange(drawn.Rows.Count - far, 20_000 - 500, 20_000 + 500);
        Assert.InRange(far, (20_000 / Math.Sqrt(2)) - 500, (20_000 / Math.Sqrt(2)) + 500);
    }

    [Fact]
    public void Delays_may_grow_with_distance()
    {
        using var built = Built.Of(Connectivity.Nearby(7, 3), 49, 49, delay: "(1 + floor(distance))*dt");
        Assert.Equal(built.Pairs.Select(p => 1e-4 * (1 + Math.Floor(Distance(p.Pre, p.Post, 7, 7, false)))), built.View.Delay);
        Assert.Equal(4, built.Rows.MaxDelay);
    }

    [Fact]
    public void Convolution_connects_what_the_loops_of_a_convolution_multiply() =>
        (from height in Gen.Int[1, 7]
         from width in Gen.Int[1, 7]
         from channels in Gen.Int[1, 3]
         from filters in Gen.Int[1, 3]
         from padding in Gen.Int[0, 3]
         from dilation in Gen.Int[1, 3]
         from kernelHeight in Gen.Int[1, ((height + (2 * padding) - 1) / dilation) + 1]
         from kernelWidth in Gen.Int[1, ((width + (2 * padding) - 1) / dilation) + 1]
         from stride in Gen.Int[1, 4]
         select new Convolution(height, width, channels, filters, kernelHeight, kernelWidth, stride, padding, dilation)).Sample(c =>
    {
        var expected = new List<(int Pre, int Post, int Tap)>();
        var (outputHeight, outputWidth) = (0, 0);
        var (tall, wide) = (((c.KernelHeight - 1) * c.Dilation) + 1, ((c.KernelWidth - 1) * c.Dilation) + 1);
        for (var y = -c.Padding; y + tall <= c.Height + c.Padding; y += c.Stride, outputHeight++)
        {
            outputWidth = 0;
            for (var x = -c.Padding; x + wide <= c.Width + c.Padding; x += c.Stride, outputWidth++)
            {
            }
        }

        Assert.Equal((outputHeight, outputWidth, outputHeight * outputWidth * c.Filters), (c.OutputHeight, c.OutputWidth, c.Outputs));
        var tap = 0;
        for (var f = 0; f < c.Filters; f++)
        {
            for (var n = 0; n < c.Channels; n++)
            {
                for (var ky = 0; ky < c.KernelHeight; ky++)
                {
                    for (var kx = 0; kx < c.KernelWidth; kx++, tap++)
                    {
                        for (var post = 0; post < outputHeight * outputWidth; post++)
                        {
                            var y = (post / outputWidth * c.Stride) + (ky * c.Dilation) - c.Padding;
                            var x = (post % outputWidth * c.Stride) + (kx * c.Dilation) - c.Padding;
                            if (y >= 0 && y < c.Height && x >= 0 && x < c.Width)
                            {
                                expected.Add(((((n * c.Height) + y) * c.Width) + x, (f * outputHeight * outputWidth) + post, tap));
                            }
                        }
                    }
                }
            }
        }

        Assert.Equal(tap, c.Taps);
        using var built = Built.Of(c, c.Inputs, c.Outputs);
        Assert.Equal(expected.Order(), built.Pairs.Select(p => (p.Pre, p.Post, c.Tap(p.Pre, p.Post))));
    }, iter: 200);

    [Fact]
    public void Every_unit_sees_its_patch_whole() =>
        (from patch in Gen.Int[1, 4]
         from stride in Gen.Int[1, 4]
         from rows in Gen.Int[1, 4]
         from columns in Gen.Int[1, 4]
         from units in Gen.Int[1, 3]
         from channels in Gen.Int[1, 3]
         select Connectivity.Patches(patch + ((rows - 1) * stride), patch + ((columns - 1) * stride), patch, stride, units, channels)).Sample(p =>
    {
        using var built = Built.Of(p, p.Inputs, p.Outputs);
        var expected =
            from post in Enumerable.Range(0, p.Rows * p.Columns * p.Units)
            from channel in Enumerable.Range(0, p.Channels)
            from y in Enumerable.Range(post / p.Units / p.Columns * p.Stride, p.Patch)
            from x in Enumerable.Range(post / p.Units % p.Columns * p.Stride, p.Patch)
            select ((((channel * p.Height) + y) * p.Width) + x, post);
        Assert.Equal(expected.Order(), built.Pairs);
    }, iter: 100);

    [Fact]
    public void Every_unit_pools_its_window_of_its_own_channel() =>
        (from window in Gen.Int[1, 4]
         from windowWidth in Gen.Int[1, 4]
         from stride in Gen.Int[1, 4]
         from padding in Gen.Int[0, Math.Min(window, windowWidth) - 1]
         from height in Gen.Int[Math.Max(1, window - (2 * padding)), 9]
         from width in Gen.Int[Math.Max(1, windowWidth - (2 * padding)), 9]
         from channels in Gen.Int[1, 3]
         select new Pooling(height, width, channels, window, windowWidth, stride, padding)).Sample(p =>
    {
        using var built = Built.Of(p, p.Inputs, p.Outputs);
        var expected =
            from post in Enumerable.Range(0, p.OutputHeight * p.OutputWidth * p.Channels)
            from dy in Enumerable.Range(0, p.WindowHeight)
            from dx in Enumerable.Range(0, p.WindowWidth)
            let y = (post / p.OutputWidth % p.OutputHeight * p.Stride) + dy - p.Padding
            let x = (post % p.OutputWidth * p.Stride) + dx - p.Padding
            where y >= 0 && y < p.Height && x >= 0 && x < p.Width
            select ((((post / p.OutputWidth / p.OutputHeight * p.Height) + y) * p.Width) + x, post);
        Assert.Equal(expected.Order(), built.Pairs);
        Assert.Equal(p.Outputs, built.Pairs.Select(pair => pair.Post).Distinct().Count());
    }, iter: 100);

    private static double Distance(int i, int j, int width, int height, bool wrap)
    {
        int x = Math.Abs((i % width) - (j % width)), y = Math.Abs((i / width) - (j / width));
        (x, y) = wrap ? (Math.Min(x, width - x), Math.Min(y, height - y)) : (x, y);
        return Math.Sqrt((x * x) + (y * y));
    }
}
