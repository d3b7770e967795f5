using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The Kalman filter (Kalman 1960): the exact belief about the state of a linear system with normal noise, given all that was observed so far.
/// What circuits that filter are measured against.
/// </summary>
public sealed class KalmanFilter
{
    private readonly Matrix<double> _a;
    private readonly Matrix<double> _c;
    private readonly Matrix<double> _q;
    private readonly Matrix<double> _r;
    private readonly Matrix<double>? _b;
    private Vector<double> _mean;
    private Matrix<double> _covariance;

    /// <summary>A filter that has observed nothing yet.</summary>
    /// <param name="dynamics">The system.</param>
    /// <param name="initial">What is believed of x before the first step; known to be 0 unless given.</param>
    /// <exception cref="HomeostatException">The matrices do not fit, or a covariance is none.</exception>
    public KalmanFilter(LinearDynamics dynamics, GaussianBelief? initial = null)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        (_a, _c, _q, _r, _b) = dynamics.Checked();
        var n = _a.RowCount;
        _mean = initial is null ? Vector<double>.Build.Dense(n) : Gaussians.Vector(initial.Mean, "The initial mean", n);
        _covariance = initial is null
            ? Matrix<double>.Build.Dense(n, n)
            : Gaussians.Covariance(initial.Covariance, "The initial covariance", n);
    }

    /// <summary>The belief about the state, given all that was observed.</summary>
    public GaussianBelief Belief => new(_mean, _covariance);

    /// <summary>The observation that is expected next: C·(A·mean + B·u).</summary>
    /// <param name="control">u_k, where the system has controls; 0 unless given.</param>
    public double[] Predict(IReadOnlyList<double>? control = null) => (_c * Ahead(control)).ToArray();

    /// <summary>Goes on by a step and takes an observation in.</summary>
    /// <param name="observed">y_k.</param>
    /// <param name="control">u_k, where the system has controls; 0 unless given.</param>
    /// <returns>−ln p(y_k | what was observed before), in nats: the free energy of the belief, which is exact.</returns>
    /// <exception cref="HomeostatException">The numbers do not fit.</exception>
    public double Step(IReadOnlyList<double> observed, IReadOnlyList<double>? control = null)
    {
        var y = Gaussians.Vector(observed, "An observation", _c.RowCount);
        var predicted = Ahead(control);
        var prior = Gaussians.Symmetric((_a * _covariance * _a.Transpose()) + _q);
        var innovation = y - (_c * predicted);
        var (gain, posterior) = Update(prior);
        (_mean, _covariance) = (predicted + (gain * innovation), posterior);
        return Gaussians.Surprise(innovation, (_c * prior * _c.Transpose()) + _r);
    }

    /// <summary>
    /// The covariance of the state around its prediction that the filter comes to after a long time: the solution P⁻ of the Riccati equation
    /// P⁻ = A·(P⁻ − P⁻Cᵀ(C·P⁻·Cᵀ + R)⁻¹C·P⁻)·Aᵀ + Q.
    /// </summary>
    /// <param name="dynamics">The system.</param>
    /// <exception cref="HomeostatException">There is none: something of the state that grows is never seen.</exception>
    public static double[,] SteadyPrediction(LinearDynamics dynamics)
    {
        var filter = new KalmanFilter(dynamics);
        var identity = Matrix<double>.Build.DenseIdentity(filter._a.RowCount);

        // Doubling (Anderson and Moore 1979, Optimal Filtering): each round is twice as many steps of the filter as the one before.
        var (a, g, h) = (filter._a.Transpose(), filter._c.Transpose() * Gaussians.Inverse(filter._r) * filter._c, filter._q);
        for (var round = 0; round < 60; round++)
        {
            var inverse = (identity + (g * h)).Inverse();
            var next = Gaussians.Symmetric(h + (a.Transpose() * h * inverse * a));
            g = Gaussians.Symmetric(g + (a * inverse * g * a.Transpose()));
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
            "The Kalman filter of this system comes to no steady state: part of the state that does not die down leaves no trace in the observations. Observe it, or let it decay.");
    }

    private Vector<double> Ahead(IReadOnlyList<double>? control) => control is null
        ? _a * _mean
        : _b is null
            ? throw new HomeostatException("The filter is given a control, but the system has none: set its Control matrix.")
            : (_a * _mean) + (_b * Gaussians.Vector(control, "A control", _b.ColumnCount));

    private (Matrix<double> Gain, Matrix<double> Posterior) Update(Matrix<double> prior)
    {
        var gain = (((_c * prior * _c.Transpose()) + _r).Cholesky().Solve(_c * prior)).Transpose();
        var kept = Matrix<double>.Build.DenseIdentity(prior.RowCount) - (gain * _c);

        // Joseph's form stays positive definite whatever the rounding.
        return (gain, Gaussians.Symmetric((kept * prior * kept.Transpose()) + (gain * _r * gain.Transpose())));
    }
}
