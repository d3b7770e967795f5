using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The Ornstein-Uhlenbeck process dx = A(x − m)dt + √(2Γ)dW: a linear flow with noise, for which all results are exact. The drift can be written as
/// A = −(Γ + Q)Π, where Π is the precision of the steady state. The part with Γ descends the surprisal, and the part with the antisymmetric Q moves
/// along its level sets (Helmholtz decomposition; Friston 2013, J. R. Soc. Interface 10:20130475; Da Costa et al. 2021, Proc. R. Soc. A 477:20210518).
/// </summary>
public sealed class OrnsteinUhlenbeck
{
    private readonly Matrix<double> _a;
    private readonly Matrix<double> _gamma;
    private readonly Matrix<double> _q;
    private readonly Vector<double> _mean;

    /// <summary>Creates a process from its drift and diffusion.</summary>
    /// <param name="drift">The drift A, [on, of]: the effect of a state on the rate of change of another, per unit of time. All eigenvalues must have negative real parts.</param>
    /// <param name="diffusion">The diffusion Γ, half of the covariance that noise adds per unit of time. It must be symmetric, without negative eigenvalues.</param>
    /// <param name="mean">The mean m; 0 unless given.</param>
    /// <exception cref="HomeostatException">A matrix is not as described, or the process is unstable, or a direction of the state space gets no noise.</exception>
    public OrnsteinUhlenbeck(double[,] drift, double[,] diffusion, double[]? mean = null)
    {
        _a = Linear.Square(drift, "The drift");
        _gamma = Linear.Positive(diffusion, "The diffusion", _a.RowCount, definite: false);
        _mean = Linear.Vector(mean ?? new double[_a.RowCount], "The mean", _a.RowCount);
        var slowest = _a.Evd().EigenValues.Max(v => v.Real);
        if (!(slowest < -1e-13 * _a.L2Norm()))
        {
            throw new HomeostatException(
                $"The drift has an eigenvalue with real part {Linear.Text(slowest)}; all must be below 0, else the process is unstable and has no "
                + $"steady state. Let every direction decay, such as by a more negative diagonal.");
        }

        var covariance = Lyapunov.Solve(_a, 2 * _gamma);
        var (least, largest) = Linear.Extremes(covariance);

        // The rounding error of the smallest eigenvalue is relative to the largest.
        if (!(least > 1e-14 * largest))
        {
            throw new HomeostatException(
                $"The stationary covariance has the eigenvalue {Linear.Text(least)} (the largest is {Linear.Text(largest)}): a direction of the state space gets no noise, or too little. "
                + $"Add noise, or choose units in which the states have similar variances.");
        }

        SteadyState = new Gaussian(_mean, covariance);
        var q = -(_a * covariance) - _gamma;
        _q = (q - q.Transpose()) / 2;
    }

    /// <summary>Creates a process from its steady state and its flow: A = −(Γ + Q)Π.</summary>
    /// <param name="precision">The precision Π of the steady state.</param>
    /// <param name="diffusion">The diffusion Γ.</param>
    /// <param name="solenoidal">The antisymmetric matrix Q; 0 unless given, which makes the process reversible.</param>
    /// <param name="mean">The mean m; 0 unless given.</param>
    /// <exception cref="HomeostatException">A matrix is not as described.</exception>
    public static OrnsteinUhlenbeck OfFlow(double[,] precision, double[,] diffusion, double[,]? solenoidal = null, double[]? mean = null)
    {
        var pi = Linear.Positive(precision, "The precision");
        var n = pi.RowCount;
        var gamma = Linear.Positive(diffusion, "The diffusion", n, definite: false);
        var q = solenoidal is null ? Matrix<double>.Build.Dense(n, n) : Linear.Symmetric(solenoidal, "The solenoidal flow", n, sign: -1);
        return new OrnsteinUhlenbeck((-(gamma + q) * pi).ToArray(), diffusion, mean);
    }

    /// <summary>The number of states.</summary>
    public int Dimension => _a.RowCount;

    /// <summary>The drift A, [on, of].</summary>
    public double[,] Drift => _a.ToArray();

    /// <summary>The diffusion Γ, states × states.</summary>
    public double[,] Diffusion => _gamma.ToArray();

    /// <summary>The antisymmetric matrix Q in A = −(Γ + Q)Π.</summary>
    public double[,] Solenoidal => _q.ToArray();

    /// <summary>The distribution of the steady state, with the mean m and the covariance Σ that solves AΣ + ΣAᵀ + 2Γ = 0.</summary>
    public Gaussian SteadyState { get; }

    /// <summary>
    /// The rate of entropy production in the steady state, in nats per unit of time: tr(Γ⁻¹ QΠ Σ (QΠ)ᵀ). It is 0 only if the process is reversible.
    /// </summary>
    /// <exception cref="HomeostatException">Γ has a direction without noise, for which the entropy production is not defined.</exception>
    public double EntropyProduction
    {
        get
        {
            Linear.RequirePositive(_gamma, "The diffusion, for an entropy production,");
            var flow = _q * Matrix<double>.Build.DenseOfArray(SteadyState.Precision);
            return _gamma.Cholesky().Solve(flow * _q.Transpose()).Trace();
        }
    }

    /// <summary>The exact propagator of the process over a time.</summary>
    /// <param name="interval">The time, above 0.</param>
    /// <exception cref="HomeostatException">The time is not finite or not above 0.</exception>
    public Propagator Propagator(double interval) => interval > 0 && double.IsFinite(interval)
        ? new Propagator(_a, _gamma, _mean, interval)
        : throw new HomeostatException($"The time of a propagator is {interval}; a finite time above 0 was expected.");

    /// <summary>Draws a trajectory, which is exact at any interval. It starts in the steady state, or at a given state.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="interval">The time between two samples.</param>
    /// <param name="chance">The source of random numbers.</param>
    /// <param name="start">The first sample; drawn from the steady state unless given.</param>
    /// <returns>The trajectory, [sample, state].</returns>
    /// <exception cref="HomeostatException">The number of samples is below 1, or the interval is not a finite time above 0, or the start has another dimension.</exception>
    public double[,] Sample(int count, double interval, RandomStream chance, double[]? start = null)
    {
        ArgumentNullException.ThrowIfNull(chance);
        if (count < 1)
        {
            throw new HomeostatException($"{count} samples were asked for; one or more were expected.");
        }

        var step = Propagator(interval);
        var state = Linear.Vector(start ?? Draw(chance), "The start", Dimension).ToArray();
        var samples = new double[count, Dimension];
        for (var row = 0; row < count; row++)
        {
            if (row > 0)
            {
                step.Step(state, chance);
            }

            for (var column = 0; column < Dimension; column++)
            {
                samples[row, column] = state[column];
            }
        }

        return samples;
    }

    private double[] Draw(RandomStream chance)
    {
        var noise = Vector<double>.Build.Dense(Dimension, _ => chance.NextNormal());
        return (_mean + (Linear.Root(Matrix<double>.Build.DenseOfArray(SteadyState.Covariance)) * noise)).ToArray();
    }
}
