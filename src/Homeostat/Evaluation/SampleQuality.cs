using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Homeostat;

/// <summary>
/// Comparisons of generated samples with real ones, each a row of features: those of a classifier, for samples that should look alike to it, or pixels. Distances are Euclidean.
/// </summary>
public static class SampleQuality
{
    /// <summary>
    /// The Fréchet distance between the normal distributions with the means and covariances of two sets (Heusel et al. 2017): |m₁ − m₂|² + tr(C₁ + C₂ − 2·(C₁C₂)^½). 0 for equal
    /// sets; it depends on the features and on the number of samples, so only figures made alike can be compared.
    /// </summary>
    /// <param name="a">The first set, [samples × features].</param>
    /// <param name="b">The second set, with as many features.</param>
    /// <exception cref="HomeostatException">The sets have other numbers of features, or fewer than two samples.</exception>
    public static double FrechetDistance(double[,] a, double[,] b)
    {
        Require(a, b, 2);
        var (first, second) = (Moments(a), Moments(b));
        var shift = (first.Mean - second.Mean).L2Norm();

        // The trace of the root of C₁C₂ is that of the root of C₁^½·C₂·C₁^½, which is symmetric.
        var root = Root(first.Covariance);
        var inner = root * second.Covariance * root;
        var roots = ((inner + inner.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Sum(value => Math.Sqrt(Math.Max(0, value.Real)));
        return Math.Max(0, (shift * shift) + first.Covariance.Trace() + second.Covariance.Trace() - (2 * roots));
    }

    /// <summary>
    /// The fraction of samples that lie among others: within the distance of one of the others to its own k-th nearest neighbor (Kynkäänniemi et al. 2019). That of generated samples
    /// among real ones is the precision, that of real samples among generated ones the recall.
    /// </summary>
    /// <param name="samples">The samples, [samples × features].</param>
    /// <param name="others">The others, with as many features.</param>
    /// <param name="k">The number of the neighbor that gives the distance.</param>
    /// <exception cref="HomeostatException">The sets have other numbers of features, or there are k others or fewer.</exception>
    public static double FractionAmong(double[,] samples, double[,] others, int k = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        Require(samples, others, 1);
        var count = others.GetLength(0);
        if (count <= k)
        {
            throw new HomeostatException($"The distance to neighbor {k} needs more than {k} samples; there are {count}. Give more, or take a smaller k.");
        }

        var reach = new double[count];
        Parallel.For(0, count, i =>
        {
            var nearest = new double[k];
            Array.Fill(nearest, double.PositiveInfinity);
            for (var j = 0; j < count; j++)
            {
                if (j != i)
                {
                    Insert(nearest, RowVectors.SquaredDistance(others.Row(i), others.Row(j)));
                }
            }

            reach[i] = nearest[^1];
        });
        var among = new bool[samples.GetLength(0)];
        Parallel.For(0, among.Length, i =>
        {
            for (var j = 0; j < count && !among[i]; j++)
            {
                among[i] = RowVectors.SquaredDistance(samples.Row(i), others.Row(j)) <= reach[j];
            }
        });
        return among.Average(isAmong => isAmong ? 1.0 : 0);
    }

    /// <summary>The mean distance of samples to the nearest of others. Generated samples that are much nearer to the training samples than real ones of a test set are copies.</summary>
    /// <param name="samples">The samples, [samples × features].</param>
    /// <param name="others">The others, with as many features.</param>
    /// <exception cref="HomeostatException">The sets have other numbers of features, or one is empty.</exception>
    public static double NearestDistance(double[,] samples, double[,] others)
    {
        Require(samples, others, 1);
        var distances = new double[samples.GetLength(0)];
        Parallel.For(0, distances.Length, i =>
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < others.GetLength(0); j++)
            {
                nearest = Math.Min(nearest, RowVectors.SquaredDistance(samples.Row(i), others.Row(j)));
            }

            distances[i] = Math.Sqrt(nearest);
        });
        return distances.Average();
    }

    /// <summary>The diversity of samples: the mean distance of all pairs.</summary>
    /// <param name="samples">The samples, [samples × features].</param>
    /// <exception cref="HomeostatException">There are fewer than two samples.</exception>
    public static double MeanDistance(double[,] samples)
    {
        Require(samples, samples, 2);
        var sums = new double[samples.GetLength(0)];
        Parallel.For(0, sums.Length, i =>
        {
            for (var j = 0; j < i; j++)
            {
                sums[i] += Math.Sqrt(RowVectors.SquaredDistance(samples.Row(i), samples.Row(j)));
            }
        });
        return sums.Sum() / (sums.Length * (sums.Length - 1.0) / 2);
    }

    private static (Vector<double> Mean, Matrix<double> Covariance) Moments(double[,] samples)
    {
        var rows = DenseMatrix.OfArray(samples);
        var mean = rows.ColumnSums() / rows.RowCount;
        rows.MapIndexedInplace((_, column, value) => value - mean[column]);
        return (mean, rows.TransposeThisAndMultiply(rows) / (rows.RowCount - 1));
    }

    private static Matrix<double> Root(Matrix<double> symmetric)
    {
        var parts = symmetric.Evd(Symmetricity.Symmetric);
        var roots = parts.EigenValues.Map(value => Math.Sqrt(Math.Max(0, value.Real)));
        return parts.EigenVectors * DiagonalMatrix.OfDiagonal(roots.Count, roots.Count, roots) * parts.EigenVectors.Transpose();
    }

    private static void Insert(double[] sorted, double value)
    {
        for (var i = sorted.Length - 1; i >= 0 && value < sorted[i]; i--)
        {
            if (i < sorted.Length - 1)
            {
                sorted[i + 1] = sorted[i];
            }

            sorted[i] = value;
        }
    }

    private static void Require(double[,] a, double[,] b, int least)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.GetLength(1) != b.GetLength(1))
        {
            throw new HomeostatException($"The two sets of samples have {a.GetLength(1)} and {b.GetLength(1)} features. Give rows of equal length.");
        }

        if (Math.Min(a.GetLength(0), b.GetLength(0)) < least)
        {
            throw new HomeostatException($"There are {Math.Min(a.GetLength(0), b.GetLength(0))} samples in a set; at least {least} {(least == 1 ? "is" : "are")} needed.");
        }
    }
}
