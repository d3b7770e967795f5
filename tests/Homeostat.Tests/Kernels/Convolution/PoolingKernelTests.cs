using CsCheck;
using static Homeostat.Tests.Kernels.NaiveConvolution;

namespace Homeostat.Tests.Kernels;

/// <summary>Pooling against loops over all pairs of a pixel and a window that covers it.</summary>
public class PoolingKernelTests
{
    private static readonly Gen<Pooling> Shapes =
        from window in Gen.Int[1, 4]
        from windowWidth in Gen.Int[1, 4]
        from stride in Gen.Int[1, 4]
        from padding in Gen.Int[0, Math.Min(window, windowWidth) - 1]
        from height in Gen.Int[Math.Max(1, window - (2 * padding)), 9]
        from width in Gen.Int[Math.Max(1, windowWidth - (2 * padding)), 9]
        from channels in Gen.Int[1, 3]
        select new Pooling(height, width, channels, window, windowWidth, stride, padding);

    [Fact]
    public void Sums_run_over_the_window_and_go_back_to_all_its_pixels() =>
        Gen.Select(Shapes, NumberType, Gen.Int[1, 5], Gen.Bool, Gen.Bool).Sample(
            (shape, type, samples, toPost, accumulate) =>
            {
                var (inputs, outputs) = toPost ? (shape.Inputs, shape.Outputs) : (shape.Outputs, shape.Inputs);
                using var source = Filled(samples, inputs, type, 1);
                using var weight = Filled(1, 1, type, 2);
                using var target = Filled(samples, outputs, type, 3);
                var expected = target.ToArray().Select(value => accumulate ? value : 0).ToArray();
                new PoolingSum(shape, source, weight, target, toPost, accumulate).Run(0, samples);
                foreach (var (pre, post) in Pairs(shape))
                {
                    for (var sample = 0; sample < samples; sample++)
                    {
                        expected[(sample * outputs) + (toPost ? post : pre)] += weight[0, 0] * source[sample, toPost ? pre : post];
                    }
                }

                Assert.All(expected.Zip(target.ToArray()), pair => Assert.Equal(pair.First, pair.Second, type == ElementType.Float32 ? 1e-5 : 1e-14));
            },
            iter: 100);

    [Fact]
    public void Only_the_first_largest_pixel_sends_and_receives() =>
        Gen.Select(Shapes, NumberType, Gen.Int[1, 5], Gen.Bool).Sample(
            (shape, type, samples, accumulate) =>
            {
                using var pixels = Filled(samples, shape.Inputs, type, 1);
                for (var n = 0; n < samples * shape.Inputs; n++)
                {
                    // Few values, so that many are equal.
                    Set(pixels, n / shape.Inputs, n % shape.Inputs, Math.Round(4 * pixels[n / shape.Inputs, n % shape.Inputs]));
                }

                using var maxima = Filled(samples, shape.Outputs, type, 2);
                using var errors = Filled(samples, shape.Outputs, type, 3);
                using var sent = Filled(samples, shape.Inputs, type, 4);
                var (forward, back) = (maxima.ToArray(), sent.ToArray());
                new PoolingChoice(shape, pixels, pixels, maxima, toPost: true, accumulate).Run(0, samples);
                new PoolingChoice(shape, pixels, errors, sent, toPost: false, accumulate).Run(0, samples);
                var windows = Pairs(shape).ToLookup(pair => pair.Post, pair => pair.Pre);
                var expected = back.Select(value => accumulate ? value : 0).ToArray();
                for (var sample = 0; sample < samples; sample++)
                {
                    for (var post = 0; post < shape.Outputs; post++)
                    {
                        var best = windows[post].Order().MaxBy(pre => pixels[sample, pre]);
                        var before = accumulate ? forward[(sample * shape.Outputs) + post] : 0;
                        Assert.Equal(before + pixels[sample, best], maxima[sample, post], 1e-6);
                        expected[(sample * shape.Inputs) + best] += errors[sample, post];
                    }
                }

                Assert.All(expected.Zip(sent.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            },
            iter: 100);

    [Fact]
    public void A_pixel_that_is_not_a_number_is_passed_on()
    {
        var shape = new Pooling(1, 4, 1, 1, 4, 4, 0);
        using var pixels = Filled(1, 4, ElementType.Float32, 1);
        using var maximum = new Matrix(1, 1);
        Set(pixels, 0, 1, double.NaN);
        new PoolingChoice(shape, pixels, pixels, maximum, toPost: true, accumulate: false).Run(0, 1);
        Assert.Equal(double.NaN, maximum[0, 0]);
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_refused()
    {
        var shape = new Pooling(4, 4, 1, 2, 2, 2, 0);
        using var pixels = new Matrix(3, 16);
        using var units = new Matrix(3, 4);
        using var weight = new Matrix(1, 1);
        Assert.Throws<InvalidOperationException>(() => new PoolingSum(shape, pixels, weight, units, toPost: false, accumulate: false));
        Assert.Throws<InvalidOperationException>(() => new PoolingSum(shape, pixels, units, units, toPost: true, accumulate: false));
        Assert.Throws<InvalidOperationException>(() => new PoolingChoice(shape, units, units, pixels, toPost: false, accumulate: false));
        var fits = new PoolingSum(shape, pixels, weight, units, toPost: true, accumulate: false);
        Assert.Throws<InvalidOperationException>(() => fits.Run(2, 2));
    }

    private static IEnumerable<(int Pre, int Post)> Pairs(Pooling p) =>
        from post in Enumerable.Range(0, p.Outputs)
        from dy in Enumerable.Range(0, p.WindowHeight)
        from dx in Enumerable.Range(0, p.WindowWidth)
        let y = (post / p.OutputWidth % p.OutputHeight * p.Stride) + dy - p.Padding
        let x = (post % p.OutputWidth * p.Stride) + dx - p.Padding
        where y >= 0 && y < p.Height && x >= 0 && x < p.Width
        select ((((post / p.OutputWidth / p.OutputHeight * p.Height) + y) * p.Width) + x, post);
}
