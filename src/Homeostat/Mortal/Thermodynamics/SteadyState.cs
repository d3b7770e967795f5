using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A Gaussian steady-state density p*(x) = exp(−ℑ(x)): a mean and a covariance, and what they say of some states given others.
/// </summary>
public sealed class SteadyState
{
    private readonly Matrix<double> _covariance;
    private readonly Matrix<double> _precision;
    private readonly Vector<double> _mean;

    /// <summary>A density of this covariance.</summary>
    /// <param name="covariance">Σ, symmetric and positive definite.</param>
    /// <param name="mean">One number a state; 0 unless given.</param>
    /// <exception cref="HomeostatException">It is no covariance, or the mean has another dimension.</exception>
    public SteadyState(double[,] covariance, double[]? mean = null)
        : this(Linear.Positive(covariance, "The covariance"), null, mean)
    {
    }

    internal SteadyState(Matrix<double>? covariance, Matrix<double>? precision, double[]? mean)
    {
        _covariance = covariance ?? precision!.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(precision.RowCount)).Symmetrized();
        _precision = precision ?? covariance!.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(covariance.RowCount)).Symmetrized();
        _mean = MeanOf(mean, _covariance.RowCount);
    }

    /// <summary>A density of this precision.</summary>
    /// <param name="precision">Π = Σ⁻¹, symmetric and positive definite.</param>
    /// <param name="mean">One number a state; 0 unless given.</param>
    /// <exception cref="HomeostatException">It is no precision, or the mean has another dimension.</exception>
    public static SteadyState OfPrecision(double[,] precision, double[]? mean = null) =>
        new(null, Linear.Positive(precision, "The precision"), mean);

    /// <summary>The density that samples look like: their mean and covariance. How far that can be trusted it does not say.</summary>
    /// <param name="samples">[sample, state], more samples than states.</param>
    /// <exception cref="HomeostatException">There are too few, or one is no finite number, or a state follows from the others.</exception>
    public static SteadyState OfSamples(double[,] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var table = new SampleTable(samples);
        if (table.Count <= table.Columns)
        {
            throw new HomeostatException($"{table.Count} samples of {table.Columns} states are too few for a covariance; give more samples than states.");
        }

        var centered = table.Centered([.. Enumerable.Range(0, table.Columns)]);
        return new SteadyState((centered.TransposeThisAndMultiply(centered) / (table.Count - 1)).ToArray(), table.Means);
    }

    /// <summary>Number of states.</summary>
    public int Dimension => _mean.Count;

    /// <summary>The mean m.</summary>
    public double[] Mean => _mean.ToArray();

    /// <summary>The covariance Σ.</summary>
    public double[,] Covariance => _covariance.ToArray();

    /// <summary>The precision Π = Σ⁻¹.</summary>
    public double[,] Precision => _precision.ToArray();

    /// <summary>The surprisal ℑ(x) = −ln p*(x), in nats: (x − m)ᵀΠ(x − m)/2 + ln det(2πΣ)/2.</summary>
    /// <param name="x">One number a state.</param>
    /// <exception cref="HomeostatException">It has another dimension.</exception>
    public double Surprisal(params ReadOnlySpan<double> x)
    {
        if (x.Length != Dimension)
        {
            throw new HomeostatException($"{x.Length} numbers were given for the surprisal of {Dimension} states.");
        }

        var away = Vector<double>.Build.DenseOfArray(x.ToArray()) - _mean;
        return 0.5 * ((away * (_precision * away)) + (Dimension * Math.Log(2 * Math.PI)) - Linear.LogDeterminant(_precision));
    }

    /// <summary>
    /// The density of some states, all others integrated out: its precision is the Schur complement Π_kk − Π_ko Π_oo⁻¹ Π_ok.
    /// </summary>
    /// <param name="states">Those kept, in the order wanted.</param>
    /// <exception cref="HomeostatException">There is no such state, or it is named twice, or none is.</exception>
    public SteadyState Marginal(params IReadOnlyList<int> states)
    {
        Require(states);
        int[] others = [.. Enumerable.Range(0, Dimension).Except(states)];
        var kept = _precision.Part(states, states)!;
        if (_precision.Part(others, states) is { } between)
        {
            kept -= between.TransposeThisAndMultiply(_precision.Part(others, others)!.Cholesky().Solve(between));
        }

        return new SteadyState(_covariance.Part(states, states)!, kept.Symmetrized(), [.. states.Select(s => _mean[s])]);
    }

    /// <summary>The correlation of two states given all others, −Π_ij/√(Π_ii Π_jj).</summary>
    public double PartialCorrelation(int i, int j)
    {
        Require([i, j]);
        return -_precision[i, j] / Math.Sqrt(_precision[i, i] * _precision[j, j]);
    }

    /// <summary>What some states tell of others that a third group does not, I(a; b | given), in nats.</summary>
    /// <exception cref="HomeostatException">There is no such state, or it is named twice, or a group that must not is empty.</exception>
    public double ConditionalInformation(IReadOnlyList<int> a, IReadOnlyList<int> b, IReadOnlyList<int> given)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(given);
        Require(a);
        Require(b);
        Require([.. a, .. b, .. given]);

        // ½ ln det Σ_ag det Σ_bg / (det Σ_g det Σ_abg)
        return Math.Max(0, 0.5 * (Of([.. a, .. given]) + Of([.. b, .. given]) - Of(given) - Of([.. a, .. b, .. given])));

        double Of(IReadOnlyList<int> states) => Linear.LogDeterminant(_covariance.Part(states, states));
    }

    /// <summary>[of, given] how the mean of some states follows others: E[of | given] = m + R·(given − m).</summary>
    /// <exception cref="HomeostatException">There is no such state, or it is named twice, or a group is empty.</exception>
    public double[,] Regression(IReadOnlyList<int> of, IReadOnlyList<int> given)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(given);
        Require(of);
        Require(given);
        Require([.. of, .. given]);
        return _covariance.Part(given, given)!.Cholesky().Solve(_covariance.Part(given, of)!).Transpose().ToArray();
    }

    internal static Vector<double> MeanOf(double[]? mean, int dimension, string what = "mean") => mean is null
        ? Vector<double>.Build.Dense(dimension)
        : mean.Length == dimension && mean.All(double.IsFinite) ? Vector<double>.Build.DenseOfArray(mean) : throw new HomeostatException(
            $"The {what} is ({string.Join(", ", mean.Select(Linear.Text))}); {dimension} finite numbers were expected, one a state.");

    private void Require(IReadOnlyList<int> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0 || states.Distinct().Count() < states.Count || states.Any(s => s < 0 || s >= Dimension))
        {
            throw new HomeostatException(
                $"The states {string.Join(", ", states.DefaultIfEmpty(-1))} were asked for; one or more of 0 to {Dimension - 1} were expected, each once.");
        }
    }
}
