using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>A normal belief around the most likely state (Laplace 1774; Friston et al. 2007, NeuroImage 34).</summary>
/// <param name="Mode">The most likely state.</param>
/// <param name="Precision">The energy's curvature there, states × states.</param>
/// <param name="Energy">The energy there, in nats.</param>
public sealed record LaplaceApproximation(double[] Mode, double[,] Precision, double Energy)
{
    /// <summary>Energy + ½ ln det(Precision/2π), in nats: −ln p(o) if the posterior were normal. No bound where it is not.</summary>
    public double FreeEnergy => Energy + (0.5 * (Linear.LogDeterminant(Matrix<double>.Build.DenseOfArray(Precision)) - (Mode.Length * Math.Log(2 * Math.PI))));
}
