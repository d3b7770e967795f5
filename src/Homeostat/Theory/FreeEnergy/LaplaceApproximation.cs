namespace Homeostat;

/// <summary>A normal belief around the most likely state, whose precision is the curvature of the energy there (Laplace 1774; Friston et al. 2007, NeuroImage 34).</summary>
/// <param name="Belief">The belief. Its mean is the most likely state, and its precision is the curvature of the energy there.</param>
/// <param name="Energy">The energy at the most likely state, in nats.</param>
public sealed record LaplaceApproximation(Gaussian Belief, double Energy)
{
    /// <summary>The most likely state.</summary>
    public double[] Mode => Belief.Mean;

    /// <summary>The curvature of the energy at the most likely state, states × states.</summary>
    public double[,] Precision => Belief.Precision;

    /// <summary>The free energy, Energy + ½ ln det(Precision/2π), in nats. It equals −ln p(o) if the posterior is normal; otherwise it is only an approximation and not a bound.</summary>
    public double FreeEnergy => Energy - Belief.Surprisal(Mode);
}
