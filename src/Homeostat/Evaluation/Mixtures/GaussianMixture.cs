namespace Homeostat;

/// <summary>
/// A mixture of Gaussian densities, p(x) = Σ π·N(x; μ, Σ) over its components, fitted to samples by expectation and maximization from a start by k-means++. Arithmetic is in
/// double precision, and the same samples, settings and seed give the same bits on any number of threads.
/// </summary>
public sealed partial class GaussianMixture
{
    // The stream has a key of its own, because the same seed may also be used for other draws.
    private const ulong SampleKey = 0x64726177006d6978UL;

    private readonly MixtureDensity _density;
    private readonly WeightedDraw _draw;
    private readonly double[] _trace;

    internal GaussianMixture(MixtureDensity density, CovarianceForm covariance, int samples, IReadOnlyList<double> trace)
    {
        (_density, Covariance, SampleCount, _trace) = (density, covariance, samples, [.. trace]);
        _draw = new WeightedDraw(density.Weights);
    }

    /// <summary>The form of the covariance matrices.</summary>
    public CovarianceForm Covariance { get; }

    /// <summary>The number of components.</summary>
    public int Components => _density.Weights.Length;

    /// <summary>The number of variables of a sample.</summary>
    public int Width => _density.Width;

    /// <summary>The weights π of the components, which sum to 1.</summary>
    public ReadOnlySpan<double> Weights => _density.Weights;

    /// <summary>The number of samples that the mixture was fitted to.</summary>
    public int SampleCount { get; }

    /// <summary>The mean log-likelihood of a sample, in nats: with the start by k-means, and after each step. It never falls. Empty for <see cref="Kernels"/>, which take no steps.</summary>
    public IReadOnlyList<double> Trace => _trace;

    /// <summary>The number of steps of expectation and maximization.</summary>
    public int Iterations => Math.Max(0, _trace.Length - 1);

    /// <summary>The number of free parameters: weights, means and covariances.</summary>
    public long Parameters => Components - 1 + ((long)Components * Width) + (Covariance switch
    {
        CovarianceForm.Full => Components * Triangle,
        CovarianceForm.Diagonal => (long)Components * Width,
        _ => Triangle,
    });

    /// <summary>The Bayesian information criterion of the fit, −2·log L + <see cref="Parameters"/>·log n (Schwarz 1978); less is better. Not a number for <see cref="Kernels"/>.</summary>
    public double Bic => _trace.Length == 0 ? double.NaN : (-2 * SampleCount * _trace[^1]) + (Parameters * Math.Log(SampleCount));

    private long Triangle => (long)Width * (Width + 1) / 2;

    /// <summary>Fits a mixture to samples.</summary>
    /// <param name="samples">The samples, [n × width] finite numbers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer samples than components, a number is not finite, a covariance is singular, or a setting is out of range.</exception>
    public static GaussianMixture Fit(double[,] samples, MixtureOptions? options = null) => Fit(samples, options, threads: -1);

    /// <summary>Fits a mixture for each of several numbers of components, and gives the one with the least <see cref="Bic"/>; of equal ones the earlier.</summary>
    /// <param name="samples">The samples, [n × width] finite numbers.</param>
    /// <param name="counts">The numbers of components to try.</param>
    /// <param name="options">The other settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">No number was given, or a fit failed as <see cref="Fit(double[,], MixtureOptions?)"/> says.</exception>
    public static GaussianMixture ByBic(double[,] samples, IReadOnlyList<int> counts, MixtureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Count == 0
            ? throw new HomeostatException("No number of components was given to choose from. Give one or more.")
            : counts.Select(count => Fit(samples, (options ?? new MixtureOptions()) with { Components = count })).MinBy(mixture => mixture.Bic)!;
    }

    /// <summary>
    /// Makes a component of each sample, a density estimate by kernels (Parzen 1962): the mean is the sample, and all components share width²·(Σ + ridge), where Σ is the covariance of the
    /// samples. As a memory of causes it keeps every episode, where a fit keeps what many have in common.
    /// </summary>
    /// <param name="samples">The samples, [n × width] finite numbers.</param>
    /// <param name="width">The standard deviation of a kernel in any direction, as a fraction of that of all samples; above 0.</param>
    /// <param name="ridge">The number that is added to each variance.</param>
    /// <exception cref="HomeostatException">There are no samples, a number is not finite, the covariance is singular, or a setting is out of range.</exception>
    public static GaussianMixture Kernels(double[,] samples, double width, double ridge = 1e-6)
    {
        RequireOption.That(width > 0 && double.IsFinite(width), "A density of kernels", "a width of", width, "a number above 0");
        var whole = Fit(samples, new MixtureOptions { Ridge = ridge });
        var factor = CovarianceFactor.OfTriangle([.. whole._density.Factors[0].Values.Select(value => width * value)], whole.Width);
        var count = samples.GetLength(0);
        return new GaussianMixture(
            new MixtureDensity([.. Enumerable.Repeat(1.0 / count, count)], (double[,])samples.Clone(), [.. Enumerable.Repeat(factor, count)]), CovarianceForm.Tied, count, []);
    }

    /// <summary>The mean of a component, [width].</summary>
    /// <param name="component">The number of the component, from 0.</param>
    public ReadOnlySpan<double> Mean(int component) => _density.Means.Row(component);

    /// <summary>The means of all components, [components × width].</summary>
    public double[,] Means() => (double[,])_density.Means.Clone();

    /// <summary>The Cholesky factor L of a component's covariance, L·Lᵀ, [width × width]; it is 0 above the diagonal.</summary>
    /// <param name="component">The number of the component, from 0.</param>
    public double[,] Factor(int component)
    {
        var (factor, matrix) = (_density.Factors[component], new double[Width, Width]);
        for (var i = 0; i < Width; i++)
        {
            if (factor.IsDiagonal)
            {
                matrix[i, i] = factor.Values[i];
            }
            else
            {
                factor.Values.AsSpan(i * Width, Width).CopyTo(matrix.Row(i));
            }
        }

        return matrix;
    }

    /// <summary>Computes log p(x) of a sample, in nats.</summary>
    /// <param name="sample">The sample, [width] finite numbers.</param>
    /// <exception cref="HomeostatException">The sample has another width, or a number that is not finite.</exception>
    public double LogDensity(ReadOnlySpan<double> sample)
    {
        var row = new double[1, sample.Length];
        sample.CopyTo(row.All());
        return LogDensity(row)[0];
    }

    /// <summary>Computes log p(x) of each sample, in nats.</summary>
    /// <param name="samples">The samples, [n × width] finite numbers.</param>
    /// <exception cref="HomeostatException">The samples have another width, or a number that is not finite.</exception>
    public double[] LogDensity(double[,] samples) => _density.Log(SampleRows.Of(samples, Width), null, new ParallelOptions());

    /// <summary>Computes the shares of the components in each sample, π·N(x; μ, Σ)/p(x), [n × components]; those of a sample sum to 1.</summary>
    /// <param name="samples">The samples, [n × width] finite numbers.</param>
    /// <exception cref="HomeostatException">The samples have another width, or a number that is not finite.</exception>
    public double[,] Responsibilities(double[,] samples)
    {
        var rows = SampleRows.Of(samples, Width);
        var shares = new double[rows.Count, Components];
        _density.Log(rows, shares, new ParallelOptions());
        return shares;
    }

    /// <summary>Draws samples, [count × width]. A sample depends on the seed and its index alone.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="seed">The seed of the draws.</param>
    public double[,] Sample(int count, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var samples = new double[count, Width];
        Parallel.For(0, count, i =>
        {
            // A sample takes a word for the component, and two for each normal number.
            var random = new RandomStream(seed ^ SampleKey) { Position = (ulong)i * (1 + (2 * (ulong)Width)) };
            var component = Draw(random.NextDouble());
            var normals = new double[Width];
            for (var j = 0; j < normals.Length; j++)
            {
                normals[j] = random.NextNormal();
            }

            Place(component, normals, samples.Row(i));
        });
        return samples;
    }

    /// <summary>The sample of a component that standard normal numbers stand for: m + L·z.</summary>
    internal void Place(int component, ReadOnlySpan<double> normals, Span<double> sample)
    {
        _density.Factors[component].Multiply(normals, sample);
        RowVectors.AddScaled(_density.Means.Row(component), 1, sample);
    }

    /// <summary>Fits a mixture with a given number of threads; -1 for all processors.</summary>
    internal static GaussianMixture Fit(double[,] samples, MixtureOptions? options, int threads) =>
        new MixtureFit(SampleRows.Of(samples), options ?? new MixtureOptions(), threads).Run();

    /// <summary>The component at a place in 0..1, drawn in proportion to the weights.</summary>
    internal int Draw(double place) => _draw.At(place);
}
