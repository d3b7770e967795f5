using MathNet.Numerics.LinearAlgebra;
using Lanes = System.Numerics.Vector<double>;

namespace Homeostat;

/// <summary>
/// The covariance, due to chance, of the estimated covariances between two groups of autocorrelated signals: Bartlett's formula (1946, Suppl. J. R.
/// Stat. Soc. 8:27) for all pairs at once. Cov(c_ij, c_kl)·N = Σ_h X_ik(h) Y_jl(h) + Z_il(h) Z_kj(−h), with X, Y and Z the covariances at lag h within
/// and between the groups. For one pair of uncorrelated signals the sum is 1 + 2 Σ ρ_x(h) ρ_y(h), and N divided by it is the effective sample size.
/// </summary>
internal static class ChanceCovariance
{
    /// <param name="x">The first group, [time, signal]; its signals are uncorrelated and have variance 1.</param>
    /// <param name="y">The second group, [time, signal], in the same form.</param>
    /// <returns>The covariance matrix, [pair, pair]. The pair of signal i of x and signal j of y has the index i · (number of signals of y) + j.</returns>
    public static Matrix<double> Of(Matrix<double> x, Matrix<double> y)
    {
        var (p, q, lags) = (x.ColumnCount, y.ColumnCount, Covariances(x.Append(y)));

        // At lag 0 the fourth moments are estimated: products of signals that are large at the same times vary more than those of Gaussian signals.
        var products = Matrix<double>.Build.Dense(x.RowCount, p * q, (t, pair) => x[t, pair / q] * y[t, pair % q]);
        var means = products.ColumnSums() / x.RowCount;
        var sum = ((products.TransposeThisAndMultiply(products) / x.RowCount) - means.OuterProduct(means)).ToArray();
        for (var h = 1; h < lags.Count; h++)
        {
            var (lag, weight) = (lags[h], Parzen((double)h / lags.Count));
            for (var a = 0; a < p * q; a++)
            {
                var (i, j) = (a / q, p + (a % q));
                for (var b = 0; b < p * q; b++)
                {
                    // The terms at lag h and at lag −h.
                    var (k, l) = (b / q, p + (b % q));
                    sum[a, b] += weight * ((lag[i, k] * lag[j, l]) + (lag[i, l] * lag[j, k]) + (lag[k, i] * lag[l, j]) + (lag[l, i] * lag[k, j]));
                }
            }
        }

        return Matrix<double>.Build.DenseOfArray(sum).Symmetrized();
    }

    // The covariances at each lag, up to ten times the correlation time 1 + 2 Σ ρ² of the slowest signal.
    private static List<double[,]> Covariances(Matrix<double> signals)
    {
        var (count, n) = (signals.RowCount, signals.ColumnCount);
        var memory = Enumerable.Repeat(1.0, n).ToArray();
        var columns = signals.ToColumnArrays();
        List<double[,]> lags = [Lag(0)];
        while (lags.Count <= 10 * memory.Max())
        {
            if (lags.Count > count / 4)
            {
                throw new HomeostatException(
                    $"{count} samples are too few: after a quarter of them the signals have not forgotten where they were (they drift, or go round). "
                    + $"Watch for longer, or take out what repeats.");
            }

            var next = Lag(lags.Count);
            for (var i = 0; i < n; i++)
            {
                memory[i] += 2 * next[i, i] * next[i, i];
            }

            lags.Add(next);
        }

        return lags;

        double[,] Lag(int h)
        {
            var lag = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    lag[i, j] = Product(columns[i].AsSpan(0, count - h), columns[j].AsSpan(h)) / count;
                }
            }

            return lag;
        }
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (wide, end) = (Lanes.Zero, a.Length - (a.Length % Lanes.Count));
        for (var t = 0; t < end; t += Lanes.Count)
        {
            wide += new Lanes(a[t..]) * new Lanes(b[t..]);
        }

        var total = System.Numerics.Vector.Sum(wide);
        for (var t = end; t < a.Length; t++)
        {
            total += a[t] * b[t];
        }

        return total;
    }

    // Weights that keep the sum positive semidefinite (Parzen 1961, Technometrics 3:167).
    private static double Parzen(double u) => u < 0.5 ? 1 - (6 * u * u * (1 - u)) : 2 * Math.Pow(1 - u, 3);
}
