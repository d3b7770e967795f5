using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A linear generative model with normal noise: hidden states x ~ N(m, P), observations o = C·x + v with v ~ N(0, R). Everything about it is exact.
/// </summary>
public sealed class LinearGaussianModel
{
    private readonly Vector<double> _mean;
    private readonly Matrix<double> _prior;
    private readonly Matrix<double> _emission;
    private readonly Matrix<double> _noise;

    /// <summary>A model.</summary>
    /// <param name="prior">N(m, P), what is believed before anything is observed.</param>
    /// <param name="emission">C, observations × states.</param>
    /// <param name="noise">R, the covariance of observations around what is predicted.</param>
    /// <exception cref="HomeostatException">The sizes do not fit, or a covariance is none.</exception>
    public LinearGaussianModel(GaussianBelief prior, double[,] emission, double[,] noise)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Prior = prior;
        _mean = Vector<double>.Build.DenseOfArray(prior.Mean);
        _prior = Matrix<double>.Build.DenseOfArray(prior.Covariance);
        _emission = Gaussians.Matrix(emission, "The emission matrix C", columns: _mean.Count);
        _noise = Gaussians.Covariance(noise, "The noise covariance R", _emission.RowCount);
    }

    /// <summary>What is believed before anything is observed.</summary>
    public GaussianBelief Prior { get; }

    /// <summary>ln p(o), in nats.</summary>
    /// <param name="observed">o.</param>
    public double LogEvidence(IReadOnlyList<double> observed) =>
        -Gaussians.Surprise(Observed(observed) - (_emission * _mean), (_emission * _prior * _emission.Transpose()) + _noise);

    /// <summary>p(x | o).</summary>
    /// <param name="observed">o.</param>
    public GaussianBelief Posterior(IReadOnlyList<double> observed)
    {
        var precise = _emission.Transpose() * Gaussians.Inverse(_noise);
        var covariance = Gaussians.Inverse(Gaussians.Inverse(_prior) + (precise * _emission));
        return new GaussianBelief(_mean + (covariance * precise * (Observed(observed) - (_emission * _mean))), covariance);
    }

    /// <summary>The free energy of a normal belief, in nats.</summary>
    /// <param name="belief">q.</param>
    /// <param name="observed">o.</param>
    /// <exception cref="HomeostatException">The sizes do not fit.</exception>
    public FreeEnergy FreeEnergy(GaussianBelief belief, IReadOnlyList<double> observed)
    {
        ArgumentNullException.ThrowIfNull(belief);
        var mean = Gaussians.Vector(belief.Mean, "The mean of the belief", _mean.Count);
        var covariance = Matrix<double>.Build.DenseOfArray(belief.Covariance);
        var (prior, away) = (_prior.Cholesky(), mean - _mean);
        var complexity = 0.5 * (prior.Solve(covariance).Trace() + (away * prior.Solve(away)) - mean.Count
            + prior.DeterminantLn - Gaussians.LogDeterminant(covariance));
        var spread = _noise.Cholesky().Solve(_emission * covariance * _emission.Transpose()).Trace();
        return new FreeEnergy(complexity, -Gaussians.Surprise(Observed(observed) - (_emission * mean), _noise) - (0.5 * spread));
    }

    private Vector<double> Observed(IReadOnlyList<double> observed) => Gaussians.Vector(observed, "The observation", _emission.RowCount);
}
