using CsCheck;
using static Homeostat.Tests.Kernels.NaiveConvolution;

namespace Homeostat.Tests.Kernels;

/// <summary>Convolution, transposed convolution and the gradient of kernels against sums over all places and weights.</summary>
public sealed class ConvolutionKernelTests : IDisposable
{
    private readonly Workers _workers = new(3);

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void A_unit_is_one_chain_of_fused_multiply_adds_over_its_kernel() =>
        Gen.Select(Geometry, NumberType, Gen.Int[1, 9], Gen.Bool).Sample(
            (shape, type, samples, accumulate) =>
            {
                using var source = Filled(samples, shape.Inputs, type, 1);
                using var kernels = Filled(shape.Filters, shape.Taps / shape.Filters, type, 2);
                using var target = Filled(samples, shape.Outputs, type, 3);
                var expected = Rows(target).Select(row => accumulate ? row : new double[row.Length]).ToArray();
                using var product = new ConvolutionProduct(shape, source, kernels, target, accumulate, 1);
                product.Run(0, samples, 0);
                var products = Products(shape).ToArray();
                for (var sample = 0; sample < samples; sample++)
                {
                    var chains = new double[shape.Outputs];
                    foreach (var (pre, post, filter, tap) in products)
                    {
                        chains[post] = MultiplyAdd(kernels[filter, tap], pre < 0 ? 0 : source[sample, pre], chains[post], type);
                    }

                    for (var post = 0; post < shape.Outputs; post++)
                    {
                        Assert.Equal(MultiplyAdd(1, chains[post], expected[sample][post], type), target[sample, post]);
                    }
                }
            },
            iter: 60);

    [Fact]
    public void Sending_back_is_the_transpose_of_the_convolution() =>
        Gen.Select(Geometry, NumberType, Gen.Int[1, 9], Gen.Bool).Sample(
            (shape, type, samples, accumulate) =>
            {
                using var source = Filled(samples, shape.Inputs, type, 1);
                using var kernels = Filled(shape.Filters, shape.Taps / shape.Filters, type, 2);
                using var target = Filled(samples, shape.Outputs, type, 3);
                var expected = Rows(source).Select(row => accumulate ? row : new double[row.Length]).ToArray();
                using var back = new TransposedConvolution(shape, source, kernels, target, accumulate, 1);
                back.Run(0, samples, 0);
                foreach (var (pre, post, filter, tap) in Products(shape).Where(p => p.Pre >= 0))
                {
                    for (var sample = 0; sample < samples; sample++)
                    {
                        expected[sample][pre] += kernels[filter, tap] * target[sample, post];
                    }
                }

                AssertNear(expected, source, type, shape.Filters * shape.KernelHeight * shape.KernelWidth);
            },
            iter: 60);

    [Fact]
    public void The_gradient_of_a_weight_is_a_sum_over_samples_and_places() =>
        Gen.Select(Geometry, NumberType, Gen.Int[1, 70]).Sample(
            (shape, type, samples) =>
            {
                using var source = Filled(samples, shape.Inputs, type, 1);
                using var target = Filled(samples, shape.Outputs, type, 2);
                using var gradient = Filled(shape.Filters, shape.Taps / shape.Filters, type, 3);
                var expected = Rows(gradient).Select(row => new double[row.Length]).ToArray();
                using var learning = new KernelGradient(shape, source, target, gradient, _workers.Count);
                Learn(learning, samples, shape, _workers);
                foreach (var (pre, post, filter, tap) in Products(shape).Where(p => p.Pre >= 0))
                {
                    for (var sample = 0; sample < samples; sample++)
                    {
                        expected[filter][tap] += 0.25 * source[sample, pre] * target[sample, post];
                    }
                }

                AssertNear(expected, gradient, type, samples * shape.OutputHeight * shape.OutputWidth);
            },
            iter: 40);

    [Fact]
    public void Neither_blocks_of_rows_nor_threads_change_a_bit() =>
        Gen.Select(Geometry, NumberType, Gen.Int[2, 40], Gen.Int[1, 1000]).Sample(
            (shape, type, samples, choice) =>
            {
                var (alone, cut) = (Results(shape, type, samples, [samples], 1), Results(shape, type, samples, Blocks(samples, choice), 3));
                Assert.Equal(alone.Forward, cut.Forward);
                Assert.Equal(alone.Back, cut.Back);
                Assert.Equal(alone.Gradient, cut.Gradient);
            },
            iter: 40);

    [Fact]
    public void Images_larger_than_a_chunk_are_added_up_whole()
    {
        // 29 x 31 places: two chunks a sample, and panels that span samples.
        var shape = new Homeostat.Convolution(29, 31, 2, 5, 3, 3, 1, 1);
        var (alone, cut) = (Results(shape, ElementType.Float32, 7, [7], 1), Results(shape, ElementType.Float32, 7, [2, 1, 4], 3));
        Assert.Equal(alone.Forward, cut.Forward);
        Assert.Equal(alone.Back, cut.Back);
        Assert.Equal(alone.Gradient, cut.Gradient);
        var exact = Results(shape, ElementType.Float64, 7, [7], 1);
        Assert.All(alone.Back.Zip(exact.Back), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.All(alone.Gradient.Zip(exact.Gradient), pair => Assert.Equal(pair.Second, pair.First, 2e-3));
    }

    [Fact]
    public void A_deep_kernel_learns_in_parts()
    {
        // 40 channels of 3 x 3: 360 weights a filter, more than one task takes.
        var shape = new Homeostat.Convolution(5, 6, 40, 7, 3, 3, 1, 0);
        using var source = Filled(11, shape.Inputs, ElementType.Float64, 1);
        using var target = Filled(11, shape.Outputs, ElementType.Float64, 2);
        using var gradient = new Matrix(7, 360, ElementType.Float64);
        using var learning = new KernelGradient(shape, source, target, gradient, _workers.Count);
        Assert.True(learning.Tasks(11) > 11);
        Learn(learning, 11, shape, _workers);
        var expected = Rows(gradient).Select(row => new double[row.Length]).ToArray();
        foreach (var (pre, post, filter, tap) in Products(shape))
        {
            for (var sample = 0; sample < 11; sample++)
            {
                expected[filter][tap] += 0.25 * source[sample, pre] * target[sample, post];
            }
        }

        AssertNear(expected, gradient, ElementType.Float64, 11 * 12);
    }

    [Fact]
    public void Nothing_outside_the_block_is_written()
    {
        var shape = new Homeostat.Convolution(5, 7, 2, 3, 3, 3, 2, 1);
        using var source = Filled(6, shape.Inputs, ElementType.Float32, 1);
        using var kernels = Filled(3, 18, ElementType.Float32, 2);
        using var target = Filled(6, shape.Outputs, ElementType.Float32, 3);
        var (sent, received) = (Rows(source), Rows(target));
        using var product = new ConvolutionProduct(shape, source, kernels, target, accumulate: false, 1);
        using var back = new TransposedConvolution(shape, source, kernels, target, accumulate: false, 1);
        product.Run(2, 3, 0);
        back.Run(2, 3, 0);
        foreach (var row in new[] { 0, 1, 5 })
        {
            Assert.Equal(sent[row], Rows(source)[row]);
            Assert.Equal(received[row], Rows(target)[row]);
        }

        Assert.NotEqual(received[2], Rows(target)[2]);
        Assert.NotEqual(sent[4], Rows(source)[4]);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var shape = new Homeostat.Convolution(9, 9, 2, 5, 3, 3, 2, 1);
        using var source = Filled(20, shape.Inputs, ElementType.Float32, 1);
        using var kernels = Filled(5, 18, ElementType.Float32, 2);
        using var target = Filled(20, shape.Outputs, ElementType.Float32, 3);
        using var product = new ConvolutionProduct(shape, source, kernels, target, accumulate: true, 1);
        using var back = new TransposedConvolution(shape, source, kernels, target, accumulate: true, 1);
        using var learning = new KernelGradient(shape, source, target, kernels, 1);
        for (var warm = true; ; warm = false)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            product.Run(0, 20, 0);
            back.Run(0, 20, 0);
            for (var task = 0; task < learning.Tasks(20); task++)
            {
                learning.Run(task, 20, 0);
            }

            learning.Finish(20, 0, 5, 0.1);
            if (!warm)
            {
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
                return;
            }
        }
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_refused_when_a_kernel_is_made()
    {
        var shape = new Homeostat.Convolution(5, 5, 1, 2, 3, 3, 1, 0);
        using var source = new Matrix(4, 25);
        using var kernels = new Matrix(2, 9);
        using var target = new Matrix(4, 18);
        using var other = new Matrix(4, 18, ElementType.Float64);
        Assert.Throws<InvalidOperationException>(() => new ConvolutionProduct(shape, target, kernels, target, false, 1));
        Assert.Throws<InvalidOperationException>(() => new ConvolutionProduct(shape, source, source, target, false, 1));
        Assert.Throws<InvalidOperationException>(() => new TransposedConvolution(shape, source, kernels, other, false, 1));
        Assert.Throws<InvalidOperationException>(() => new KernelGradient(shape, source, target, target, 1));
        using var product = new ConvolutionProduct(shape, source, kernels, target, false, 1);
        Assert.Contains("Rows 2 to 5", Assert.Throws<InvalidOperationException>(() => product.Run(2, 3, 0)).Message, StringComparison.Ordinal);
    }

    private static (double[] Forward, double[] Back, double[] Gradient) Results(
        Homeostat.Convolution shape, ElementType type, int samples, int[] blocks, int threads)
    {
        using var workers = new Workers(threads);
        using var source = Filled(samples, shape.Inputs, type, 1);
        using var kernels = Filled(shape.Filters, shape.Taps / shape.Filters, type, 2);
        using var target = new Matrix(samples, shape.Outputs, type);
        using var sent = new Matrix(samples, shape.Inputs, type);
        using var gradient = new Matrix(shape.Filters, shape.Taps / shape.Filters, type);
        using var product = new ConvolutionProduct(shape, source, kernels, target, false, threads);
        using var back = new TransposedConvolution(shape, sent, kernels, target, false, threads);
        using var learning = new KernelGradient(shape, source, target, gradient, threads);
        var starts = blocks.Select((_, n) => blocks.Take(n).Sum()).ToArray();
        workers.Run(
            (task, worker) =>
            {
                product.Run(starts[task], blocks[task], worker);
                back.Run(starts[task], blocks[task], worker);
            },
            blocks.Length);
        Learn(learning, samples, shape, workers);
        return (target.ToArray(), sent.ToArray(), gradient.ToArray());
    }

    private static void Learn(KernelGradient learning, int samples, Homeostat.Convolution shape, Workers workers)
    {
        workers.Run((task, worker) => learning.Run(task, samples, worker), learning.Tasks(samples));
        workers.Run((filter, _) => learning.Finish(samples, filter, 1, 0.25), shape.Filters);
    }

    private static int[] Blocks(int samples, int choice)
    {
        var first = 1 + (choice % (samples - 1));
        var second = choice / 7 % (samples - first);
        return [.. new[] { first, second, samples - first - second }.Where(rows => rows > 0)];
    }

    private static double MultiplyAdd(double x, double y, double sum, ElementType type) =>
        type == ElementType.Float32 ? MathF.FusedMultiplyAdd((float)x, (float)y, (float)sum) : Math.FusedMultiplyAdd(x, y, sum);

    private static double[][] Rows(Matrix matrix) => [.. matrix.ToArray().Chunk(matrix.Columns)];

    private static void AssertNear(double[][] expected, Matrix found, ElementType type, int terms)
    {
        // Rounding: terms are products of numbers up to a half.
        var tolerance = (type == ElementType.Float32 ? 1.2e-7 : 2.3e-16) * (terms + 4) * (terms + 4) / 4;
        for (var row = 0; row < expected.Length; row++)
        {
            for (var column = 0; column < found.Columns; column++)
            {
                Assert.True(Math.Abs(expected[row][column] - found[row, column]) <= tolerance, $"({row}, {column}): {found[row, column]}, not {expected[row][column]}");
            }
        }
    }
}
