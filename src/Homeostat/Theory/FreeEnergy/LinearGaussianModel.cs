using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A linear generative model with normal noise: hidden states x ~ N(m, P), observations o = C·x + v with v ~ N(0, R). Everything about it is exact.
/// </summary>
public sealed class LinearGaussianModel
{
    private readonly Matrix<double> _emission;
    private readonly Matrix<double> _noise;

    /// <summary>A model.</summary>
    /// <param name="prior">N(m, P), what is believed before anything is observed.</param>
    /// <param name="emission">C, observations × states.</param>
    /// <param name="noise">R, the covariance of observations around what is predicted.</param>
    /// <exception cref="HomeostatException">The sizes do not fit, or a covariance is none.</exception>
    public LinearGaussianModel(Gaussian prior, double[,] emission, double[,] noise)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Prior = prior;
        _emission = Linear.Matrix(emission, "The emission matrix C", columns: prior.Dimension);
        _noise = Linear.Positive(noise, "The noise covariance R", _emission.RowCount);
    }

    /// <summary>What is believed before anything is observed.</summary>
    public Gaussian Prior { get; }

    /// <summary>ln p(o), in nats.</summary>
    /// <param name="observed">o.</param>
    /// <exception cref="HomeostatException">These are not as many finite numbers as there are observations.</exception>
    public double LogEvidence(IReadOnlyList<double> observed) => -Prior.Observe(Observed(observed), _emission, _noise).Surprisal;

    /// <summary>p(x | o).</summary>
    /// <param name="observed">o.</param>
    /// <exception cref="HomeostatException">These are not as many finite numbers as there are observations.</exception>
    public Gaussian Posterior(IReadOnlyList<double> observed) => Prior.Observe(Observed(observed), _emission, _noise).Posterior;

    /// <summary>The free energy of a normal belief, in nats.</summary>
    /// <param name="belief">q.</param>
    /// <param name="observed">o.</param>
    /// <exception cref="HomeostatException">The sizes do not fit.</exception>
    public FreeEnergy FreeEnergy(Gaussian belief, IReadOnlyList<double> observed)
    {
        ArgumentNullException.ThrowIfNull(belief);
        var expected = _emission * Linear.Vector(belief.Mean, "The mean of the belief", Prior.Dimension);
        var spread = _noise.Cholesky().Solve(_emission * Matrix<double>.Build.DenseOfArray(belief.Covariance) * _emission.Transpose()).Trace();
        return new FreeEnergy(belief.Divergence(Prior), -new Gaussian(expected, _noise).Surprisal(Observed(observed).AsArray()) - (0.5 * spread));
    }

    private Vector<double> Observed(IReadOnlyList<double> observed) => Linear.Vector(observed, "The observation", _emission.RowCount);
}
