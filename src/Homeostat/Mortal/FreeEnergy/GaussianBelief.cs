using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>A normal belief about hidden states.</summary>
public sealed record GaussianBelief
{
    /// <summary>A belief.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="covariance">The covariance, positive definite.</param>
    /// <exception cref="HomeostatException">The sizes differ, or the covariance is none.</exception>
    public GaussianBelief(IReadOnlyList<double> mean, double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        var (m, c) = (Gaussians.Vector(mean, "The mean of a belief", mean.Count), Gaussians.Covariance(covariance, "The covariance of a belief", mean.Count));
        (Mean, Covariance) = (m.ToArray(), c.ToArray());
    }

    internal GaussianBelief(Vector<double> mean, Matrix<double> covariance) => (Mean, Covariance) = (mean.ToArray(), covariance.ToArray());

    /// <summary>The mean.</summary>
    public double[] Mean { get; }

    /// <summary>The covariance.</summary>
    public double[,] Covariance { get; }
}
