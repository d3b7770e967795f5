using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The Ornstein-Uhlenbeck process dx = A(x − m)dt + √(2Γ)dW: a linear flow with noise, of which everything is known exactly. Its flow
/// splits into A = −(Γ + Q)Π, with Π the precision of the steady state: Γ descends the surprisal, the antisymmetric Q circles on its level sets
/// (Helmholtz decomposition; Friston 2013, J. R. Soc. Interface 10:20130475; Da Costa et al. 2021, Proc. R. Soc. A 477:20210518).
/// </summary>
public sealed class OrnsteinUhlenbeck
{
    private readonly Matrix<double> _a;
    private readonly Matrix<double> _gamma;
    private readonly Matrix<double> _q;
    private readonly Vector<double> _mean;

    /// <summary>A process.</summary>
    /// <param name="drift">[on, of] A: how a state's rate of change follows the others, per unit of time. All its eigenvalues have negative real parts.</param>
    /// <param name="diffusion">Γ, symmetric without negative eigenvalues: half the covariance that noise adds in a unit of time.</param>
    /// <param name="mean">The fixed point m; 0 unless given.</param>
    /// <exception cref="HomeostatException">A matrix is not as described, or the process is unstable, or noise does not reach some direction.</exception>
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

        // Its error is one of rounding beside the largest.
        if (!(least > 1e-14 * largest))
        {
            throw new HomeostatException(
                $"The stationary covariance has the eigenvalue {Linear.Text(least)} (the largest is {Linear.Text(largest)}): noise does not reach every direction, or hardly. "
                + $"Give it some, or choose units in which states vary alike.");
        }

        SteadyState = new Gaussian(_mean, covariance);
        var q = -(_a * covariance) - _gamma;
        _q = (q - q.Transpose()) / 2;
    }

    /// <summary>A process made of its steady state and its flow: A = −(Γ + Q)Π.</summary>
    /// <param name="precision">Π of the steady state.</param>
    /// <param name="diffusion">Γ.</param>
    /// <param name="solenoidal">Q, antisymmetric; 0 unless given, and then the process is reversible.</param>
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

    /// <summary>Number of states.</summary>
    public int Dimension => _a.RowCount;

    /// <summary>[on, of] the drift A.</summary>
    public double[,] Drift => _a.ToArray();

    /// <summary>The diffusion Γ.</summary>
    public double[,] Diffusion => _gamma.ToArray();

    /// <summary>The antisymmetric Q of A = −(Γ + Q)Π.</summary>
    public double[,] Solenoidal => _q.ToArray();

    /// <summary>The distribution it comes to: mean m, covariance Σ of AΣ + ΣAᵀ + 2Γ = 0.</summary>
    public Gaussian SteadyState { get; }

    /// <summary>
    /// Entropy that it gives off in the steady state, in nats per unit of time: tr(Γ⁻¹ QΠ Σ (QΠ)ᵀ), 0 exactly if it is reversible.
    /// </summary>
    /// <exception cref="HomeostatException">Γ has a direction without noise: what goes on there is not reversible at any price.</exception>
    public double EntropyProduction
    {
        get
        {
            Linear.RequirePositive(_gamma, "The diffusion, for an entropy production,");
            var flow = _q * Matrix<double>.Build.DenseOfArray(SteadyState.Precision);
            return _gamma.Cholesky().Solve(flow * _q.Transpose()).Trace();
        }
    }

    /// <summary>What it does in a time, exactly.</summary>
    /// <param name="interval">The time; above 0.</param>
    /// <exception cref="HomeostatException">It is no such time.</exception>
    public Propagator Propagator(double interval) => interval > 0 && double.IsFinite(interval)
        ? new Propagator(_a, _gamma, _mean, interval)
        : throw new HomeostatException($"The time of a propagator is {interval}; a finite time above 0 was expected.");

    /// <summary>A trajectory, exact at any interval: it begins in the steady state, or where it is told to.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="interval">Time between them.</param>
    /// <param name="chance">Where its chances come from.</param>
    /// <param name="start">The first sample; drawn from the steady state unless given.</param>
    /// <returns>[sample, state].</returns>
    /// <exception cref="HomeostatException">There is less than one sample, or the interval is no time above 0, or the start has another dimension.</exception>
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
