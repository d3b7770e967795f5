namespace Homeostat;

/// <summary>
/// The fit of a Gaussian mixture by expectation and maximization (Dempster, Laird and Rubin 1977): the shares of the components in each sample, and then the weights,
/// means and covariances that make the samples most likely with these shares.
/// </summary>
internal sealed class MixtureFit
{
    // A share below this adds less to any sum than rounding does, so the sample is left out of the component.
    private const double LeastShare = 1e-20;

    private readonly SampleRows _samples;
    private readonly MixtureOptions _options;
    private readonly ParallelOptions _threads;
    private readonly double[,] _shares;

    public MixtureFit(SampleRows samples, MixtureOptions options, int threads)
    {
        (_samples, _options) = (samples, options);
        options.Require();
        if (samples.Count < options.Components)
        {
            throw new HomeostatException(
                $"{samples.Count} samples cannot make {options.Components} components: each takes a sample of its own at least. Give more samples, or ask for {Math.Max(1, samples.Count)} components or fewer.");
        }

        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _shares = new double[samples.Count, options.Components];
    }

    /// <summary>Fits the mixture.</summary>
    public GaussianMixture Run()
    {
        var groups = new MixtureStart(_samples, _options.Components, _threads).Find(_options.Seed, _options.MostMeansIterations);
        for (var i = 0; i < groups.Length; i++)
        {
            _shares[i, groups[i]] = 1;
        }

        var density = Maximize(null);
        List<double> trace = [Expect(density)];
        while (trace.Count <= _options.MostIterations)
        {
            var next = Maximize(density);
            var likelihood = Expect(next);
            var gain = likelihood - trace[^1];

            // The ridge can make a step that lowers the likelihood; then the components before it are the result.
            if (gain < 0)
            {
                break;
            }

            density = next;
            trace.Add(likelihood);
            if (gain < _options.Tolerance)
            {
                break;
            }
        }

        return new GaussianMixture(density, _options.Covariance, _samples.Count, trace);
    }

    // The mean log-likelihood of a sample; the shares are kept for the next step.
    private double Expect(MixtureDensity density) => density.Log(_samples, _shares, _threads).Sum() / _samples.Count;

    private MixtureDensity Maximize(MixtureDensity? before)
    {
        var (components, width) = (_options.Components, _samples.Width);
        var (weights, means, scatters) = (new double[components], new double[components, width], new double[components][]);
        var isDiagonal = _options.Covariance == CovarianceForm.Diagonal;
        Parallel.For(0, components, _threads, k =>
        {
            int[] members = [.. Enumerable.Range(0, _samples.Count).Where(i => _shares[i, k] >= LeastShare)];
            var weight = members.Sum(i => _shares[i, k]);
            var mean = means.Row(k);
            foreach (var i in members)
            {
                RowVectors.AddScaled(_samples[i], _shares[i, k] / weight, mean);
            }

            weights[k] = weight / _samples.Count;
            scatters[k] = isDiagonal ? Variances(k, members, mean) : Scatter(k, members, mean);
        });
        var factors = _options.Covariance == CovarianceForm.Tied ? Tied(scatters) : new CovarianceFactor[components];
        Parallel.For(0, _options.Covariance == CovarianceForm.Tied ? 0 : components, _threads, k =>
        {
            // A component without samples keeps its mean and covariance; its weight is 0.
            if (weights[k] > 0)
            {
                factors[k] = Factor(scatters[k], 1 / (weights[k] * _samples.Count))!;
            }
            else if (before is not null)
            {
                before.Means.Row(k).CopyTo(means.Row(k));
                factors[k] = before.Factors[k];
            }
        });
        var singular = Array.FindIndex(factors, factor => factor is null);
        return singular < 0 ? new MixtureDensity(weights, means, factors) : throw Singular(singular, weights[singular]);
    }

    private double[] Variances(int component, int[] members, ReadOnlySpan<double> mean)
    {
        var squares = new double[mean.Length];
        foreach (var i in members)
        {
            var sample = _samples[i];
            var share = _shares[i, component];
            for (var j = 0; j < squares.Length; j++)
            {
                squares[j] += share * (sample[j] - mean[j]) * (sample[j] - mean[j]);
            }
        }

        return squares;
    }

    private double[] Scatter(int component, int[] members, ReadOnlySpan<double> mean)
    {
        var width = mean.Length;
        var (scatter, rows) = (new double[width * width], new double[4 * width]);
        Span<double> shares = stackalloc double[4];
        for (var first = 0; first < members.Length; first += 4)
        {
            for (var row = 0; row < 4; row++)
            {
                // The last four are filled up with samples of share 0.
                var i = members[Math.Min(first + row, members.Length - 1)];
                shares[row] = first + row < members.Length ? _shares[i, component] : 0;
                _samples[i].CopyTo(rows.AsSpan(row * width));
                RowVectors.AddScaled(mean, -1, rows.AsSpan(row * width, width));
            }

            RowVectors.AddSquares(rows, shares, scatter);
        }

        return scatter;
    }

    private CovarianceFactor[] Tied(double[][] scatters)
    {
        var sum = new double[scatters[0].Length];
        foreach (var scatter in scatters)
        {
            RowVectors.AddScaled(scatter, 1, sum);
        }

        var factor = Factor(sum, 1.0 / _samples.Count);
        return [.. scatters.Select(_ => factor!)];
    }

    private CovarianceFactor? Factor(double[] scatter, double scale)
    {
        var width = _samples.Width;
        var isDiagonal = _options.Covariance == CovarianceForm.Diagonal;
        var covariance = Array.ConvertAll(scatter, s => s * scale);
        for (var j = 0; j < width; j++)
        {
            covariance[isDiagonal ? j : (j * width) + j] += _options.Ridge;
        }

        return isDiagonal ? CovarianceFactor.OfDiagonal(covariance) : CovarianceFactor.OfMatrix(covariance, width);
    }

    private HomeostatException Singular(int component, double weight)
    {
        var which = _options.Covariance == CovarianceForm.Tied
            ? $"The covariance that all {_options.Components} components share"
            : FormattableString.Invariant($"The covariance of component {component} of {_options.Components}, which has {weight * _samples.Count:0.##} of {_samples.Count} samples of {_samples.Width} numbers,");
        return new HomeostatException(
            FormattableString.Invariant($"{which} is singular with a ridge of {_options.Ridge}: ")
            + "its samples do not vary in every direction. Set a larger Ridge, such as 1e-4 of the variance of the samples, or ask for fewer components or another form of the covariance.");
    }
}
