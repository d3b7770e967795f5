using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The Kalman filter (Kalman 1960): the exact belief about the state of a linear system with normal noise, given all observations so far. The filter
/// is the reference for circuits that filter.
/// </summary>
public sealed class KalmanFilter
{
    private readonly Matrix<double> _a;
    private readonly Matrix<double> _c;
    private readonly Matrix<double> _q;
    private readonly Matrix<double> _r;
    private readonly Matrix<double>? _b;
    private Gaussian _belief;

    /// <summary>Creates a filter without observations.</summary>
    /// <param name="dynamics">The system.</param>
    /// <param name="initial">The belief about x before the first step; unless given, x is known to be 0.</param>
    /// <exception cref="HomeostatException">The sizes of the matrices do not fit, or a matrix is not a covariance, or the belief has another number of states.</exception>
    public KalmanFilter(LinearDynamics dynamics, Gaussian? initial = null)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        (_a, _c, _q, _r, _b) = dynamics.Checked();
        var n = _a.RowCount;
        _belief = initial ?? new Gaussian(Vector<double>.Build.Dense(n), Matrix<double>.Build.Dense(n, n));
        if (_belief.Dimension != n)
        {
            throw new HomeostatException($"The filter is to begin with a belief about {_belief.Dimension} states; the system has {n}.");
        }
    }

    /// <summary>The belief about the state, given all observations so far.</summary>
    public Gaussian Belief => _belief;

    /// <summary>The expected next observation, C·(A·mean + B·u).</summary>
    /// <param name="control">The control u_k, if the system has controls; 0 unless given.</param>
    public double[] Predict(IReadOnlyList<double>? control = null) => (_c * Ahead(control)).ToArray();

    /// <summary>Advances the filter by one step and includes an observation.</summary>
    /// <param name="observed">The observation y_k.</param>
    /// <param name="control">The control u_k, if the system has controls; 0 unless given.</param>
    /// <returns>The surprisal −ln p(y_k | earlier observations), in nats, which is the free energy of the exact belief.</returns>
    /// <exception cref="HomeostatException">The observation or the control has the wrong size.</exception>
    public double Step(IReadOnlyList<double> observed, IReadOnlyList<double>? control = null)
    {
        var y = Linear.Vector(observed, "An observation", _c.RowCount);
        var covariance = (_a * Matrix<double>.Build.DenseOfArray(_belief.Covariance) * _a.Transpose()) + _q;
        (_belief, var surprisal) = new Gaussian(Ahead(control), covariance.Symmetrized()).Observe(y, _c, _r);
        return surprisal;
    }

    /// <summary>
    /// The covariance of the state around its prediction in the steady state of the filter: the solution P⁻ of the Riccati equation
    /// P⁻ = A·(P⁻ − P⁻Cᵀ(C·P⁻·Cᵀ + R)⁻¹C·P⁻)·Aᵀ + Q.
    /// </summary>
    /// <param name="dynamics">The system.</param>
    /// <exception cref="HomeostatException">There is no steady state, because a part of the state that does not decay is not observed.</exception>
    public static double[,] SteadyPrediction(LinearDynamics dynamics)
    {
        var filter = new KalmanFilter(dynamics);
        var identity = Matrix<double>.Build.DenseIdentity(filter._a.RowCount);

        // The doubling algorithm (Anderson and Moore 1979, Optimal Filtering): each round covers twice as many steps of the filter as the round before.
        var (a, g, h) = (filter._a.Transpose(), filter._c.Transpose() * Linear.Inverse(filter._r) * filter._c, filter._q);
        for (var round = 0; round < 60; round++)
        {
            var inverse = (identity + (g * h)).Inverse();
            var next = (h + (a.Transpose() * h * inverse * a)).Symmetrized();
            g = (g + (a * inverse * g * a.Transpose())).Symmetrized();
            a = a * inverse * a;
            var change = (next - h).InfinityNorm();
            h = next;
            if (!double.IsFinite(change))
            {
                break;
            }

            if (change <= 1e-14 * h.InfinityNorm())
            {
                return h.ToArray();
            }
        }

        throw new HomeostatException(
            "The Kalman filter of this system comes to no steady state: a part of the state that does not decay has no effect on the observations. Observe this part, or let it decay.");
    }

    private Vector<double> Ahead(IReadOnlyList<double>? control)
    {
        var moved = _a * Vector<double>.Build.DenseOfArray(_belief.Mean);
        return control is null
            ? moved
            : _b is null
                ? throw new HomeostatException("The filter is given a control, but the system has none: set its Control matrix.")
                : moved + (_b * Linear.Vector(control, "A control", _b.ColumnCount));
    }
}
