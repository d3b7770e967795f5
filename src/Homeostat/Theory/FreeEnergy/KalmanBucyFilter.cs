using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The Kalman-Bucy filter (Kalman and Bucy 1961) at its steady state. For the system dx = A·x dt + w with observations y = C·x + v, where w and v are
/// white noise of spectral densities Q and R, the mean follows dμ/dt = A·μ + K·(y − C·μ) with K = P·Cᵀ·R⁻¹. The filter is the reference for
/// generalized filtering.
/// </summary>
public sealed class KalmanBucyFilter
{
    private readonly Matrix<double> _propagator;
    private readonly Matrix<double> _input;
    private Vector<double> _mean;

    /// <summary>Creates a filter with an initial mean of 0.</summary>
    /// <param name="dynamics">The system: A in 1/s, C, and Q and R as spectral densities.</param>
    /// <param name="timeStep">The time for which an observation is held, in seconds.</param>
    /// <exception cref="HomeostatException">The matrices do not fit, or there is no steady state.</exception>
    public KalmanBucyFilter(LinearDynamics dynamics, double timeStep)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        var (a, c, q, r, _) = dynamics.Checked();
        if (!(timeStep > 0) || !double.IsFinite(timeStep))
        {
            throw new HomeostatException($"A filter cannot go on by {Linear.Text(timeStep)} s at a time; give a time step above 0.");
        }

        var precise = c.Transpose() * Linear.Inverse(r);
        var p = Riccati(a, precise * c, q);
        var gain = p * precise;
        (Covariance, Gain) = (p.ToArray(), gain.ToArray());
        var (propagator, integral) = Exact.Propagators((a - (gain * c)).ToArray(), timeStep);
        _propagator = Matrix<double>.Build.DenseOfArray(propagator);
        _input = Matrix<double>.Build.DenseOfArray(integral) * gain;
        _mean = Vector<double>.Build.Dense(a.RowCount);
    }

    /// <summary>The covariance P of the state around the mean, states × states.</summary>
    public double[,] Covariance { get; }

    /// <summary>The gain K, states × observations, in 1/s.</summary>
    public double[,] Gain { get; }

    /// <summary>The mean of the belief.</summary>
    public double[] Mean => _mean.ToArray();

    /// <summary>Advances the filter exactly by one time step, over which the observation is held.</summary>
    public void Step(IReadOnlyList<double> observed) =>
        _mean = (_propagator * _mean) + (_input * Linear.Vector(observed, "An observation", _input.ColumnCount));

    // Solves A·P + P·Aᵀ + Q − P·S·P = 0 by the matrix sign of its Hamiltonian (Roberts 1971).
    private static Matrix<double> Riccati(Matrix<double> a, Matrix<double> s, Matrix<double> q)
    {
        var n = a.RowCount;
        var build = Matrix<double>.Build;
        var z = build.DenseOfMatrixArray(new[,] { { a.Transpose(), -s }, { -q, -a } });
        for (var round = 0; round < 100; round++)
        {
            var determinant = Math.Abs(z.Determinant());
            var scale = Math.Pow(determinant, -1.0 / (2 * n));
            if (!(determinant > 0) || !double.IsFinite(scale))
            {
                break;
            }

            var next = ((scale * z) + (z.Inverse() / scale)) / 2;
            var change = (next - z).InfinityNorm();
            z = next;
            if (change <= 1e-13 * z.InfinityNorm())
            {
                // (sign + 1) maps the stable solutions (1, P) to zero.
                var left = build.DenseOfMatrixArray(new[,] { { z.SubMatrix(0, n, n, n) }, { z.SubMatrix(n, n, n, n) + build.DenseIdentity(n) } });
                var right = build.DenseOfMatrixArray(new[,] { { z.SubMatrix(0, n, 0, n) + build.DenseIdentity(n) }, { z.SubMatrix(n, n, 0, n) } });
                var p = left.QR().Solve(-right).Symmetrized();
                if (Linear.IsPositiveDefinite(p) && (a - (p * s)).Evd().EigenValues.All(e => e.Real < 0))
                {
                    return p;
                }

                break;
            }
        }

        throw new HomeostatException(
            "The Kalman-Bucy filter of this system has no steady state: a part of the state that does not decay has no effect on the observations. Observe this part, or let it decay.");
    }
}
