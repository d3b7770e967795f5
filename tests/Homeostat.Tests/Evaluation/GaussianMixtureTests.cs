using CsCheck;

namespace Homeostat.Tests.Evaluation;

/// <summary>Gaussian mixtures against a step computed by hand, closed forms, and what holds for any samples.</summary>
public sealed class GaussianMixtureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<CovarianceForm> Forms => [CovarianceForm.Full, CovarianceForm.Diagonal, CovarianceForm.Tied];

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The samples 0, 1, 2 and 10, 12 make the groups of the start: weights 3/5, 2/5; means 1, 11; variances 2/3, 1. The step was computed by NumPy:
    /// <code>
    /// p = w*np.exp(-(x[:,None]-m)**2/2/v)/np.sqrt(2*np.pi*v); r = p/p.sum(1, keepdims=True); n = r.sum(0)
    /// m = (r*x[:,None]).sum(0)/n; v = (r*(x[:,None]-m)**2).sum(0)/n; w = n/4
    /// </code>
    /// </summary>
    [Fact]
    public void The_start_and_a_step_are_those_computed_by_hand()
    {
        var samples = Column(0, 1, 2, 10, 12);
        var start = GaussianMixture.Fit(samples, new MixtureOptions { Components = 2, Ridge = 0, MostIterations = 0 });
        var (low, high) = start.Mean(0)[0] < start.Mean(1)[0] ? (0, 1) : (1, 0);
        Assert.Equal([0.6, 0.4], [start.Weights[low], start.Weights[high]], Near);
        Assert.Equal([1, 11], [start.Mean(low)[0], start.Mean(high)[0]], Near);
        Assert.Equal([Math.Sqrt(2.0 / 3), 1], [start.Factor(low)[0, 0], start.Factor(high)[0, 0]], Near);
        Assert.Equal(0, start.Iterations);

        double[] By(double x) => [0.6 * Normal(x, 1, 2.0 / 3), 0.4 * Normal(x, 11, 1)];
        Assert.Equal(new[] { 0.0, 1, 2, 10, 12 }.Average(x => Math.Log(By(x).Sum())), start.Trace[0], 1e-12);
        var shares = start.Responsibilities(Column(5.5));
        Assert.Equal(By(5.5)[0] / By(5.5).Sum(), shares[0, low], 1e-12);

        // One step of the formulas above from the groups 0, 1 and 2.8, 4, whose start is w = [.5, .5], m = [.5, 3.4], v = [.25, .36].
        var near = Column(0, 1, 2.8, 4);
        var step = GaussianMixture.Fit(near, new MixtureOptions { Components = 2, Ridge = 0, MostIterations = 1, Tolerance = 0 });
        (low, high) = step.Mean(0)[0] < step.Mean(1)[0] ? (0, 1) : (1, 0);
        Assert.Equal([0.4998973628122685, 0.5001026371877315], [step.Weights[low], step.Weights[high]], Near);
        Assert.Equal([0.499942684139435, 3.3994621188194682], [step.Mean(low)[0], step.Mean(high)[0]], Near);
        Assert.Equal([0.2501267507106286, 0.3612441408226617], [Math.Pow(step.Factor(low)[0, 0], 2), Math.Pow(step.Factor(high)[0, 0], 2)], Near);
        Assert.Equal([-1.5099715031515941, -1.5099697037105793], step.Trace, Near);
    }

    [Fact]
    public void One_component_is_the_Gaussian_of_the_samples_mean_and_covariance()
    {
        var samples = new double[,] { { 0, 0 }, { 2, 1 }, { 4, 0 }, { 2, 3 } };
        var mixture = GaussianMixture.Fit(samples, new MixtureOptions { Ridge = 0.25 });

        // Mean (2, 1); variances 2 and 1.5 plus the ridge; covariance 0.
        Assert.Equal([2.0, 1], mixture.Mean(0).ToArray(), Near);
        var expected = -Math.Log(2 * Math.PI) - (Math.Log(2.25 * 1.75) / 2) - (((1 / 2.25) + (4 / 1.75)) / 2);
        Assert.Equal(expected, mixture.LogDensity([3, 3]), 1e-12);
        Assert.Equal(5, mixture.Parameters);
        Assert.Equal((5 * Math.Log(4)) - (2 * mixture.LogDensity(samples).Sum()), mixture.Bic, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Without_a_ridge_no_step_lowers_the_likelihood(CovarianceForm form) =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 7], Gen.ULong).Sample(
            (components, width, seed) =>
            {
                // Each group of samples is wide enough that none of the components becomes singular within these few steps.
                var samples = Draw(60 * components, width, seed, i => 2 * (i % components));
                var options = new MixtureOptions { Components = components, Covariance = form, Ridge = 0, Tolerance = 0, MostIterations = 8, Seed = seed };
                double[] steps = [.. Enumerable.Range(0, 9).Select(n => GaussianMixture.Fit(samples, options with { MostIterations = n })).Select(m => m.LogDensity(samples).Average())];
                var mixture = GaussianMixture.Fit(samples, options);
                Assert.Equal(steps.Take(mixture.Trace.Count), mixture.Trace, Near);

                // The fit would end before the last step if a step lowered the likelihood by more than rounding does.
                Assert.True(mixture.Iterations == 8 || components == 1 || IsFixedPoint(mixture, samples), $"The fit ended after {mixture.Iterations} steps.");
                Assert.All(mixture.Trace.Zip(mixture.Trace.Skip(1)), pair => Assert.True(pair.Second >= pair.First));

                Assert.Equal(1, mixture.Weights.ToArray().Sum(), 1e-12);
                var shares = mixture.Responsibilities(samples);
                for (var i = 0; i < samples.GetLength(0); i++)
                {
                    Assert.Equal(1, Enumerable.Range(0, components).Sum(k => shares[i, k]), 1e-12);
                }
            },
            iter: 20,
            threads: 1);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_density_integrates_to_1(CovarianceForm form)
    {
        var mixture = GaussianMixture.Fit(Draw(200, 1, 3, i => 3 * (i % 2)), new MixtureOptions { Components = 3, Covariance = form });
        const int Points = 40_000;
        var grid = Column([.. Enumerable.Range(0, Points).Select(n => -20 + (n * 40.0 / Points))]);
        Assert.Equal(1, mixture.LogDensity(grid).Sum(Math.Exp) * 40 / Points, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_drawn_from_a_mixture_has_its_mean_covariance_and_density(CovarianceForm form)
    {
        var mixture = GaussianMixture.Fit(Draw(300, 5, 4, i => 4 * (i % 3)), new MixtureOptions { Components = 3, Covariance = form, Ridge = 1e-3 });
        var drawn = mixture.Sample(40_000, seed: 7);
        for (var j = 0; j < 5; j++)
        {
            double mean = 0, square = 0;
            for (var k = 0; k < 3; k++)
            {
                var row = Enumerable.Range(0, 5).Sum(c => Math.Pow(mixture.Factor(k)[j, c], 2));
                (mean, square) = (mean + (mixture.Weights[k] * mixture.Mean(k)[j]), square + (mixture.Weights[k] * (row + Math.Pow(mixture.Mean(k)[j], 2))));
            }

            double[] column = [.. Enumerable.Range(0, 40_000).Select(i => drawn[i, j])];
            var deviation = Math.Sqrt(square - (mean * mean));
            Assert.Equal(mean, column.Average(), 5 * deviation / 200);
            Assert.Equal(square, column.Average(x => x * x), 5 * square / 100);
        }

        // The fitted mixture of what is drawn cannot be much less likely than the one that it is drawn from.
        var again = GaussianMixture.Fit(drawn, new MixtureOptions { Components = 3, Covariance = form, Tolerance = 1e-6 });
        Assert.Equal(mixture.LogDensity(drawn).Average(), again.Trace[^1], 0.01);

        // A sample depends on its index and the seed alone.
        Assert.Equal(drawn[3, 2], mixture.Sample(4, seed: 7)[3, 2]);
        Assert.NotEqual(drawn[3, 2], mixture.Sample(4, seed: 8)[3, 2]);
    }

    /// <summary>The width of 13 leaves strips and vectors incomplete; 200 samples leave the last block so.</summary>
    [Theory]
    [InlineData(CovarianceForm.Full, 13)]
    [InlineData(CovarianceForm.Full, 4)]
    [InlineData(CovarianceForm.Tied, 7)]
    [InlineData(CovarianceForm.Diagonal, 13)]
    public void Densities_are_those_of_the_means_and_factors(CovarianceForm form, int width)
    {
        var samples = Draw(200, width, 5, i => i % 2);
        var mixture = GaussianMixture.Fit(samples, new MixtureOptions { Components = 2, Covariance = form, Ridge = 1e-3 });
        var densities = mixture.LogDensity(samples);
        foreach (var i in new[] { 0, 95, 96, 199 })
        {
            var sum = 0.0;
            for (var k = 0; k < 2; k++)
            {
                var (factor, y, log) = (mixture.Factor(k), new double[width], Math.Log(mixture.Weights[k]));
                for (var row = 0; row < width; row++)
                {
                    y[row] = (samples[i, row] - mixture.Mean(k)[row] - Enumerable.Range(0, row).Sum(c => factor[row, c] * y[c])) / factor[row, row];
                    log -= (Math.Log(2 * Math.PI) / 2) + Math.Log(factor[row, row]) + (y[row] * y[row] / 2);
                }

                sum += Math.Exp(log);
            }

            Assert.Equal(Math.Log(sum), densities[i], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads_and_after_a_file(CovarianceForm form)
    {
        var samples = Draw(500, 9, 6, i => i % 3);
        var options = new MixtureOptions { Components = 4, Covariance = form, MostIterations = 5, Ridge = 1e-3 };
        var one = GaussianMixture.Fit(samples, options, threads: 1);
        one.Save(_folder["mixture.npz"]);
        foreach (var other in new[] { GaussianMixture.Fit(samples, options, threads: 2), GaussianMixture.Load(_folder["mixture.npz"]) })
        {
            Assert.Equal(one.Trace, other.Trace);
            Assert.Equal(one.Weights.ToArray(), other.Weights.ToArray());
            Assert.Equal(one.Means().Cast<double>(), other.Means().Cast<double>());
            Assert.Equal(one.Factor(3).Cast<double>(), other.Factor(3).Cast<double>());
            Assert.Equal(one.LogDensity(samples), other.LogDensity(samples));
            Assert.Equal(one.Sample(3).Cast<double>(), other.Sample(3).Cast<double>());
            Assert.Equal((one.Covariance, one.SampleCount, one.Bic), (other.Covariance, other.SampleCount, other.Bic));
        }
    }

    [Fact]
    public void Kernels_are_a_density_around_each_sample()
    {
        var samples = Draw(40, 3, 5, i => i % 2);
        var (kernels, whole) = (GaussianMixture.Kernels(samples, 0.4, ridge: 0.01), GaussianMixture.Fit(samples, new MixtureOptions { Ridge = 0.01 }));
        Assert.Equal((40, 3, 40, CovarianceForm.Tied, 0), (kernels.Components, kernels.Width, kernels.SampleCount, kernels.Covariance, kernels.Iterations));
        Assert.Equal(samples.Cast<double>(), kernels.Means().Cast<double>());
        Assert.Equal(whole.Factor(0).Cast<double>().Select(value => 0.4 * value), kernels.Factor(39).Cast<double>(), Near);

        // The density by its definition: the mean, over samples, of the density of one Gaussian moved there.
        double[] place = [0.3, -0.2, 0.5];
        Assert.Equal(
            Math.Log(Enumerable.Range(0, 40).Average(i => Math.Exp(Normal(kernels.Factor(0), [.. place.Select((x, j) => x - samples[i, j])])))), kernels.LogDensity(place), 1e-9);
        Assert.True(double.IsNaN(kernels.Bic) && kernels.Trace.Count == 0);

        kernels.Save(_folder["kernels.npz"]);
        Assert.Equal(kernels.Sample(20).Cast<double>(), GaussianMixture.Load(_folder["kernels.npz"]).Sample(20).Cast<double>());

        // Of many draws the mean is that of the samples, and the covariance that of a sample and a kernel together.
        var drawn = GaussianMixture.Fit(kernels.Sample(40_000, seed: 3), new MixtureOptions { Ridge = 0 });
        var exact = GaussianMixture.Fit(samples, new MixtureOptions { Ridge = 0 });
        Assert.All(Enumerable.Range(0, 3), j =>
        {
            var spread = Enumerable.Range(0, 3).Sum(c => Math.Pow(exact.Factor(0)[j, c], 2)) + (0.16 * Enumerable.Range(0, 3).Sum(c => Math.Pow(whole.Factor(0)[j, c], 2)));
            Assert.InRange(drawn.Mean(0)[j], exact.Mean(0)[j] - (0.03 * Math.Sqrt(spread)), exact.Mean(0)[j] + (0.03 * Math.Sqrt(spread)));
            Assert.InRange(Enumerable.Range(0, 3).Sum(c => Math.Pow(drawn.Factor(0)[j, c], 2)) / spread, 0.95, 1.05);
        });

        static double Normal(double[,] factor, double[] x)
        {
            var (log, y) = (0.0, new double[x.Length]);
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = (x[i] - Enumerable.Range(0, i).Sum(j => factor[i, j] * y[j])) / factor[i, i];
                log -= (y[i] * y[i] / 2) + Math.Log(factor[i, i]) + (Math.Log(2 * Math.PI) / 2);
            }

            return log;
        }
    }

    [Fact]
    public void The_criterion_finds_the_number_of_groups()
    {
        var samples = Draw(600, 2, 8, i => 12 * (i % 3));
        var mixture = GaussianMixture.ByBic(samples, [1, 2, 3, 4, 5]);
        Assert.Equal(3, mixture.Components);
        Assert.All([1, 2, 4, 5], count => Assert.True(GaussianMixture.Fit(samples, new MixtureOptions { Components = count }).Bic > mixture.Bic));
    }

    [Fact]
    public void What_makes_no_mixture_is_refused()
    {
        static string Refusal(double[,] samples, MixtureOptions options) => Assert.Throws<HomeostatException>(() => GaussianMixture.Fit(samples, options)).Message;
        Assert.Equal(
            "3 samples cannot make 5 components: each takes a sample of its own at least. Give more samples, or ask for 3 components or fewer.",
            Refusal(Column(1, 2, 3), new MixtureOptions { Components = 5 }));
        Assert.Contains("Only 2 different samples were given, 4 with repetitions", Refusal(Column(1, 2, 1, 2), new MixtureOptions { Components = 3 }), StringComparison.Ordinal);
        Assert.StartsWith("Number 0 of sample 1 is NaN", Refusal(Column(1, double.NaN), new MixtureOptions()), StringComparison.Ordinal);
        Assert.Contains("with a number of components of 0 cannot be", Refusal(Column(1, 2), new MixtureOptions { Components = 0 }), StringComparison.Ordinal);
        Assert.Contains("with the ridge -1 cannot be", Refusal(Column(1, 2), new MixtureOptions { Ridge = -1 }), StringComparison.Ordinal);

        // The second variable is twice the first.
        var line = new double[,] { { 1, 2 }, { 2, 4 }, { 3, 6 }, { 5, 10 } };
        Assert.StartsWith(
            "The covariance of component 0 of 1, which has 4 of 4 samples of 2 numbers, is singular with a ridge of 0: its samples do not vary in every direction. Set a larger Ridge",
            Refusal(line, new MixtureOptions { Ridge = 0 }),
            StringComparison.Ordinal);
        Assert.StartsWith("The covariance that all 2 components share is singular", Refusal(line, new MixtureOptions { Ridge = 0, Components = 2, Covariance = CovarianceForm.Tied }), StringComparison.Ordinal);
        Assert.Contains("of component", Refusal(Column(1, 1, 5), new MixtureOptions { Ridge = 0, Components = 2, Covariance = CovarianceForm.Diagonal }), StringComparison.Ordinal);
        Assert.True(double.IsFinite(GaussianMixture.Fit(line).Trace[^1]));

        var mixture = GaussianMixture.Fit(line);
        Assert.Equal(
            "Samples of 3 numbers were given to a Gaussian mixture of 2 variables. Give a row of 2 numbers for each sample.",
            Assert.Throws<HomeostatException>(() => mixture.LogDensity(new double[1, 3])).Message);
        Assert.Throws<HomeostatException>(() => mixture.LogDensity([1, double.PositiveInfinity]));
        Assert.Contains("with a width of 0 cannot be", Assert.Throws<HomeostatException>(() => GaussianMixture.Kernels(line, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("is singular", Assert.Throws<HomeostatException>(() => GaussianMixture.Kernels(line, 1, ridge: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("No number of components", Assert.Throws<HomeostatException>(() => GaussianMixture.ByBic(line, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_holds_no_mixture_is_refused()
    {
        var mixture = GaussianMixture.Fit(Draw(50, 2, 9, i => i % 2), new MixtureOptions { Components = 2 });
        mixture.Save(_folder["good.npz"]);
        foreach (var (name, array, message) in new (string, NpyArray, string)[]
        {
            ("covariance", NpyArray.Number(3), "'covariance' is 3; 0, 1 or 2 was expected"),
            ("weights", NpyArray.Of<double>([0.5, 0.6]), "'weights' does not hold numbers of 0 or more that sum to 1"),
            ("means", NpyArray.Of<double>([1, double.NaN, 2, 3], 2, 2), "'means' does not hold a row of finite numbers"),
            ("factors", NpyArray.Of<double>([1, 2]), "'factors' has 2 numbers; the shape (2, 2, 2) was expected"),
            ("factors", NpyArray.Of<double>([1, 0, 0, 1, 1, 0, 0, -1], 2, 2, 2), "no factor of a covariance for component 1"),
            ("samples", NpyArray.Number(0), "at least 1 was expected"),
            ("trace", NpyArray.Of<double>([]), "'trace' is empty"),
        })
        {
            var arrays = Npz.Read(_folder["good.npz"]).ToDictionary(a => a.Key, a => a.Value);
            arrays[name] = array;
            Npz.Write(_folder["bad.npz"], arrays);
            var refusal = Assert.Throws<HomeostatException>(() => GaussianMixture.Load(_folder["bad.npz"])).Message;
            Assert.StartsWith(_folder["bad.npz"], refusal, StringComparison.Ordinal);
            Assert.Contains(message, refusal, StringComparison.Ordinal);
        }
    }

    // Whether each mean is the mean of the samples by their shares, as it is where steps change nothing.
    private static bool IsFixedPoint(GaussianMixture mixture, double[,] samples)
    {
        var shares = mixture.Responsibilities(samples);
        var all = Enumerable.Range(0, samples.GetLength(0)).ToArray();
        return Enumerable.Range(0, mixture.Components).All(k => Enumerable.Range(0, mixture.Width).All(j =>
            Math.Abs((all.Sum(i => shares[i, k] * samples[i, j]) / all.Sum(i => shares[i, k])) - mixture.Mean(k)[j]) < 1e-6));
    }

    private static bool Near(double x, double y) => Math.Abs(x - y) < 1e-12;

    private static double Normal(double x, double mean, double variance) => Math.Exp(-(x - mean) * (x - mean) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);

    private static double[,] Column(params double[] values)
    {
        var samples = new double[values.Length, 1];
        for (var i = 0; i < values.Length; i++)
        {
            samples[i, 0] = values[i];
        }

        return samples;
    }

    // Normal numbers around a center for each sample, with correlated variables.
    private static double[,] Draw(int count, int width, ulong seed, Func<int, double> center)
    {
        var (samples, random) = (new double[count, width], new RandomStream(seed));
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                samples[i, j] = center(i) + random.NextNormal() + (j > 0 ? 0.5 * (samples[i, j - 1] - center(i)) : 0);
            }
        }

        return samples;
    }
}
