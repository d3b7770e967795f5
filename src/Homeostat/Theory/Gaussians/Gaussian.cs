using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Homeostat;

/// <summary>
/// A normal distribution N(m, Σ) of one or several states, such as a belief about them or the steady state of a process. The object is immutable.
/// </summary>
public sealed class Gaussian
{
    private readonly Vector<double> _mean;
    private readonly Matrix<double> _covariance;
    private Matrix<double>? _precision;

    /// <summary>Creates a distribution from its mean and covariance.</summary>
    /// <param name="mean">The mean m, one number for each state.</param>
    /// <param name="covariance">The covariance Σ, states × states, symmetric and positive definite.</param>
    /// <exception cref="HomeostatException">The sizes differ, or the matrix is not a covariance.</exception>
    public Gaussian(IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        _mean = Linear.Vector(mean, "The mean", mean.Count);
        _covariance = Linear.Positive(covariance, "The covariance", mean.Count);
    }

    /// <summary>Creates a distribution without checks. The covariance of a state that is known exactly is 0, and its precision does not exist.</summary>
    internal Gaussian(Vector<double> mean, Matrix<double> covariance, Matrix<double>? precision = null) =>
        (_mean, _covariance, _precision) = (mean, covariance, precision);

    /// <summary>Creates a distribution from its precision.</summary>
    /// <param name="precision">The precision Π = Σ⁻¹, states × states, symmetric and positive definite.</param>
    /// <param name="mean">The mean m, one number for each state; 0 unless given.</param>
    /// <exception cref="HomeostatException">The matrix is not a precision, or the mean has another dimension.</exception>
    public static Gaussian OfPrecision(double[,] precision, IReadOnlyList<double>? mean = null)
    {
        var pi = Linear.Positive(precision, "The precision");
        return new Gaussian(Linear.Vector(mean ?? new double[pi.RowCount], "The mean", pi.RowCount), Linear.Inverse(pi), pi);
    }

    /// <summary>Creates a distribution from the mean and the covariance of samples. It does not estimate the errors of the two.</summary>
    /// <param name="samples">The samples, [sample, state]. There must be more samples than states.</param>
    /// <exception cref="HomeostatException">There are too few samples, or a number is not finite, or a state is a linear function of the others.</exception>
    public static Gaussian OfSamples(double[,] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var table = new SampleTable(samples);
        if (table.Count <= table.Columns)
        {
            throw new HomeostatException($"{table.Count} samples of {table.Columns} states are too few for a covariance; give more samples than states.");
        }

        var centered = table.Centered([.. Enumerable.Range(0, table.Columns)]);
        return new Gaussian(table.Means, (centered.TransposeThisAndMultiply(centered) / (table.Count - 1)).ToArray());
    }

    /// <summary>The number of states.</summary>
    public int Dimension => _mean.Count;

    /// <summary>The mean m, one number for each state.</summary>
    public double[] Mean => _mean.ToArray();

    /// <summary>The covariance Σ, states × states.</summary>
    public double[,] Covariance => _covariance.ToArray();

    /// <summary>The precision Π = Σ⁻¹, states × states.</summary>
    /// <exception cref="HomeostatException">A state is known exactly, so that its variance is 0.</exception>
    public double[,] Precision => Pi.ToArray();

    /// <summary>The surprisal ℑ(x) = −ln p(x), in nats: (x − m)ᵀΠ(x − m)/2 + ln det(2πΣ)/2.</summary>
    /// <param name="x">The state x, one number for each state.</param>
    /// <exception cref="HomeostatException">The state has another dimension, or the variance of a state is 0.</exception>
    public double Surprisal(params ReadOnlySpan<double> x)
    {
        if (x.Length != Dimension)
        {
            throw new HomeostatException($"{x.Length} numbers were given for the surprisal of {Dimension} states.");
        }

        return Surprisal(Vector<double>.Build.DenseOfArray(x.ToArray()) - _mean, Definite(_covariance).Cholesky());
    }

    /// <summary>
    /// The distribution of some states, with all other states integrated out. Its precision is the Schur complement Π_kk − Π_ko Π_oo⁻¹ Π_ok.
    /// </summary>
    /// <param name="states">The numbers of the states to keep, in the order of the result.</param>
    /// <exception cref="HomeostatException">There is no such state, or a state is given twice, or no state is given.</exception>
    public Gaussian Marginal(params IReadOnlyList<int> states)
    {
        Require(states);
        int[] others = [.. Enumerable.Range(0, Dimension).Except(states)];
        var kept = Pi.Part(states, states)!;
        if (Pi.Part(others, states) is { } between)
        {
            kept -= between.TransposeThisAndMultiply(Pi.Part(others, others)!.Cholesky().Solve(between));
        }

        return new Gaussian(Vector<double>.Build.DenseOfEnumerable(states.Select(s => _mean[s])), _covariance.Part(states, states)!, kept.Symmetrized());
    }

    /// <summary>The partial correlation of two states given all others, −Π_ij/√(Π_ii Π_jj).</summary>
    public double PartialCorrelation(int i, int j)
    {
        Require([i, j]);
        return -Pi[i, j] / Math.Sqrt(Pi[i, i] * Pi[j, j]);
    }

    /// <summary>The conditional mutual information I(a; b | given) of two groups of states given a third group, in nats.</summary>
    /// <exception cref="HomeostatException">There is no such state, or a state is given twice, or one of the first two groups is empty.</exception>
    public double ConditionalInformation(IReadOnlyList<int> a, IReadOnlyList<int> b, IReadOnlyList<int> given)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(given);
        Require(a);
        Require(b);
        Require([.. a, .. b, .. given]);

        var covariance = Definite(_covariance);

        // ½ ln det Σ_ag det Σ_bg / (det Σ_g det Σ_abg)
        return Math.Max(0, 0.5 * (Of([.. a, .. given]) + Of([.. b, .. given]) - Of(given) - Of([.. a, .. b, .. given])));

        double Of(IReadOnlyList<int> states) => Linear.LogDeterminant(covariance.Part(states, states));
    }

    /// <summary>The regression matrix R, [of, given], of some states on others: E[of | given] = m + R·(given − m).</summary>
    /// <exception cref="HomeostatException">There is no such state, or a state is given twice, or a group is empty.</exception>
    public double[,] Regression(IReadOnlyList<int> of, IReadOnlyList<int> given)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(given);
        Require(of);
        Require(given);
        Require([.. of, .. given]);
        return Definite(_covariance).Part(given, given)!.Cholesky().Solve(_covariance.Part(given, of)!).Transpose().ToArray();
    }

    /// <summary>The divergence KL[this ‖ other], in nats.</summary>
    internal double Divergence(Gaussian other)
    {
        var (factor, away) = (Definite(other._covariance).Cholesky(), _mean - other._mean);
        return 0.5 * (factor.Solve(_covariance).Trace() + (away * factor.Solve(away)) - Dimension + factor.DeterminantLn - Linear.LogDeterminant(Definite(_covariance)));
    }

    /// <summary>
    /// The posterior by Bayes' rule after the observation o = C·x + v with v ~ N(0, R), and the surprisal −ln p(o) of the observation, in nats. If this
    /// distribution is a prediction, it is the update step of the Kalman filter.
    /// </summary>
    internal (Gaussian Posterior, double Surprisal) Observe(Vector<double> observed, Matrix<double> c, Matrix<double> r)
    {
        var (innovation, factor) = (observed - (c * _mean), ((c * _covariance * c.Transpose()) + r).Cholesky());
        var gain = factor.Solve(c * _covariance).Transpose();
        var kept = Matrix<double>.Build.DenseIdentity(Dimension) - (gain * c);

        // Joseph's form of the covariance stays positive definite despite rounding errors.
        var covariance = (kept * _covariance * kept.Transpose()) + (gain * r * gain.Transpose());
        return (new Gaussian(_mean + (gain * innovation), covariance.Symmetrized()), Surprisal(innovation, factor));
    }

    private Matrix<double> Pi => _precision ??= Linear.Inverse(Definite(_covariance));

    private static double Surprisal(Vector<double> away, Cholesky<double> covariance) =>
        0.5 * ((away * covariance.Solve(away)) + covariance.DeterminantLn + (away.Count * Math.Log(2 * Math.PI)));

    // This check gives a helpful message, which the Cholesky decomposition of MathNet does not.
    private static Matrix<double> Definite(Matrix<double> covariance)
    {
        Linear.RequirePositive(covariance, "The covariance");
        return covariance;
    }

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
