using System.Numerics;
using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>The whitening factor of a matrix, computed in double precision from its Cholesky factor, L: U = L⁻ᵀ.</summary>
internal static class WhiteningFactor
{
    /// <summary>Computes the factor of a matrix.</summary>
    /// <param name="source">The symmetric matrix, of which the lower triangle is read.</param>
    /// <param name="target">The upper triangular factor.</param>
    /// <param name="projection">The name of the projection, for a message.</param>
    /// <exception cref="HomeostatException">The matrix is not positive definite.</exception>
    public static void Compute(Matrix source, Matrix target, string projection)
    {
        var n = source.Rows;
        var (lower, upper) = (new double[n * n], new double[n * n]);
        for (var row = 0; row < n; row++)
        {
            var l = lower.AsSpan(row * n, n);
            for (var column = 0; column <= row; column++)
            {
                var rest = source[row, column] - Dot(l[..column], lower.AsSpan(column * n, column));
                if (column < row)
                {
                    l[column] = rest / lower[(column * n) + column];
                    continue;
                }

                if (!(rest > 0) || !double.IsFinite(rest))
                {
                    throw new HomeostatException(string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"The covariance that projection '{projection}' has learned is not positive definite: the variance of unit {row} that the units before it leave is {rest:G3}. ")
                        + "Make the learning rate of the projection smaller, or keep the diagonal of the matrix larger.");
                }

                l[row] = Math.Sqrt(rest);
            }

            for (var column = 0; column < row; column++)
            {
                upper[(column * n) + row] = -Dot(l[column..row], upper.AsSpan((column * n) + column, row - column)) / l[row];
            }

            upper[(row * n) + row] = 1 / l[row];
        }

        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
            {
                target[row, column] = upper[(row * n) + column];
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var k = 0; k < wideA.Length; k++)
        {
            sums += wideA[k] * wideB[k];
        }

        var sum = Vector.Sum(sums);
        for (var k = wideA.Length * Vector<double>.Count; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }
}
