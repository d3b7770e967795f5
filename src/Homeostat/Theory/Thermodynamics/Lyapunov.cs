using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A solver of the Lyapunov equation AΣ + ΣAᵀ + C = 0 for a stable A. The Cayley transform gives Σ = FΣFᵀ + D, whose series is summed by doubling (Smith
/// 1968, SIAM J. Appl. Math. 16:198). The equation is then solved again for the residual, to correct the result.
/// </summary>
internal static class Lyapunov
{
    private const int Doublings = 60;
    private const int Refinements = 3;

    public static Matrix<double> Solve(Matrix<double> a, Matrix<double> c)
    {
        // The shift is between the slowest and the fastest rate, so that the series is short for both.
        var shift = Math.Sqrt(a.L2Norm() / a.Inverse().L2Norm());
        var identity = Matrix<double>.Build.DenseIdentity(a.RowCount);
        var inverse = ((shift * identity) - a).Inverse();
        var f = inverse * ((shift * identity) + a);
        var sum = Sum(c);
        for (var n = 0; n < Refinements; n++)
        {
            sum += Sum((a * sum) + (sum * a.Transpose()) + c);
        }

        return sum.Symmetrized();

        Matrix<double> Sum(Matrix<double> constant)
        {
            var (power, total) = (f, 2 * shift * inverse * constant * inverse.Transpose());
            for (var n = 0; n < Doublings && power.InfinityNorm() > 1e-17; n++)
            {
                total += power * total * power.Transpose();
                power *= power;
            }

            return total;
        }
    }
}
