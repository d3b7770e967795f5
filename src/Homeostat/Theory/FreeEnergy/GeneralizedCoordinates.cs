using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// Generalized coordinates of motion: a value with its velocity, acceleration and so on, (x, x′, x″, ...). The derivatives of smooth noise, which is
/// white noise filtered by a Gaussian of width s, are correlated (Friston, Stephan, Li and Daunizeau 2010, Mathematical Problems in Engineering
/// 621670).
/// </summary>
public static class GeneralizedCoordinates
{
    /// <summary>The covariance V of noise of variance 1 and its derivatives: V[i, j] = (−1)^i ρ^(i+j)(0) with ρ(h) = exp(−h²/4s²).</summary>
    /// <param name="order">The number of coordinates, the value included.</param>
    /// <param name="smoothness">The width s of the Gaussian, in seconds.</param>
    /// <exception cref="HomeostatException">The number of coordinates is out of range, or the width is not above 0.</exception>
    public static double[,] Covariance(int order, double smoothness)
    {
        if (order is < 1 or > 12 || !(smoothness > 0) || !double.IsFinite(smoothness))
        {
            throw new HomeostatException(
                $"There is no smooth noise with {order} generalized coordinates and a width of {Linear.Text(smoothness)} s; give 1 to 12 coordinates and a width above 0.");
        }

        var covariance = new double[order, order];
        for (var i = 0; i < order; i++)
        {
            for (var j = i & 1; j < order; j += 2)
            {
                // ρ^(2k)(0) = (−1)^k (2k − 1)!!/(2s²)^k.
                var k = (i + j) / 2;
                covariance[i, j] = ((i + k) % 2 == 0 ? 1 : -1) * OddFactorial(k) / Math.Pow(2 * smoothness * smoothness, k);
            }
        }

        return covariance;
    }

    /// <summary>The inverse of <see cref="Covariance"/>.</summary>
    /// <param name="order">The number of coordinates, the value included.</param>
    /// <param name="smoothness">The width s of the Gaussian, in seconds.</param>
    public static double[,] Precision(int order, double smoothness) =>
        Linear.Inverse(Matrix<double>.Build.DenseOfArray(Covariance(order, smoothness))).ToArray();

    private static double OddFactorial(int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, n) => product * ((2 * n) - 1));
}
