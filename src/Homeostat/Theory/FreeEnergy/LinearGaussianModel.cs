using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A linear generative model with normal noise: hidden states x ~ N(m, P), observations o = C·x + v with v ~ N(0, R). All results are exact.
/// </summary>
public sealed class LinearGaussianModel
{
    private readonly Matrix<double> _emission;
    private readonly Matrix<double> _noise;

    /// <summary>Creates a model.</summary>
    /// <param name="prior">The prior N(m, P): the belief before any observation.</param>
    /// <param name="emission">The emission matrix C, observations × states.</param>
    /// <param name="noise">The covariance R of the observations around their prediction.</param>
    /// <exception cref="HomeostatException">The sizes do not fit, or a matrix is not a covariance.</exception>
    public LinearGaussianModel(Gaussian prior, double[,] emission, double[,] noise)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Prior = prior;
        _emission = Linear.Matrix(emission, "The emission matrix C", columns: prior.Dimension);
        _noise = Linear.Positive(noise, "The noise covariance R", _emission.RowCount);
    }

    /// <summary>The prior N(m, P): the belief before any observation.</summary>
    public Gaussian Prior { get; }

    /// <summary>The log evidence ln p(o), in nats.</summary>
    /// <param name="observed">The observation o.</param>
    /// <exception cref="HomeostatException">The observation has the wrong size, or a number is not finite.</exception>
    public double LogEvidence(IReadOnlyList<double> observed) => -Prior.Observe(Observed(observed), _emission, _noise).Surprisal;

    /// <summary>The posterior p(x | o).</summary>
    /// <param name="observed">The observation o.</param>
    /// <exception cref="HomeostatException">The observation has the wrong size, or a number is not finite.</exception>
    public Gaussian Posterior(IReadOnlyList<double> observed) => Prior.Observe(Observed(observed), _emission, _noise).Posterior;

    /// <summary>The free energy of a normal belief, in nats.</summary>
    /// <param name="belief">The belief q.</param>
    /// <param name="observed">The observation o.</param>
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
