namespace Homeostat;

/// <summary>A normal belief around the most likely state, as sharp as the energy is curved there (Laplace 1774; Friston et al. 2007, NeuroImage 34).</summary>
/// <param name="Belief">Its mean is the most likely state, its precision the curvature of the energy there.</param>
/// <param name="Energy">The energy at the mode, in nats.</param>
public sealed record LaplaceApproximation(Gaussian Belief, double Energy)
{
    /// <summary>The most likely state.</summary>
    public double[] Mode => Belief.Mean;

    /// <summary>The energy's curvature there, states × states.</summary>
    public double[,] Precision => Belief.Precision;

    /// <summary>Energy + ½ ln det(Precision/2π), in nats: −ln p(o) if the posterior were normal. No bound where it is not.</summary>
    public double FreeEnergy => Energy - Belief.Surprisal(Mode);
}
