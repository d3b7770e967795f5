using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// Whether two groups of signals are uncorrelated once what a third group tells of them is taken away. Both are regressed on the third;
/// the covariance of what is left is compared with what it would be by chance, for signals that remember as these do.
/// </summary>
/// <param name="P">The chance of as much correlation if there is none: a block test (Wald) of all pairs at once, χ² with <see cref="Freedom"/> degrees.</param>
/// <param name="Freedom">Degrees of freedom: pairs of directions that were compared; 0 if the third group tells all.</param>
/// <param name="Information">What one tells of the other, in nats; not below 0, also by chance.</param>
/// <param name="Correlation">[x, y] partial correlations, given the third group and all others of the two.</param>
/// <param name="EffectiveSamples">Independent samples that would tell as much.</param>
internal sealed record IndependenceTest(double P, int Freedom, double Information, Matrix<double> Correlation, double EffectiveSamples)
{
    // What is smaller than this beside the whole is rounding.
    private const double Rounding = 1e-7;

    /// <summary>The least partial correlation of a single pair that would not be put down to chance.</summary>
    /// <param name="level">The chance of taking chance for more, all pairs together.</param>
    public double Threshold(double level)
    {
        // Šidák: all pairs stay below it with the chance 1 − level.
        var pairs = Correlation.RowCount * Correlation.ColumnCount;
        return Normal.InvCDF(0, 1, 0.5 + (Math.Pow(1 - level, 1.0 / pairs) / 2)) / Math.Sqrt(EffectiveSamples);
    }

    /// <param name="x">[time, signal], centered.</param>
    /// <param name="y">[time, signal], centered.</param>
    /// <param name="given">[time, signal], centered; null for none.</param>
    public static IndependenceTest Of(Matrix<double> x, Matrix<double> y, Matrix<double>? given)
    {
        var (restX, restY) = (Rest(x, given), Rest(y, given));
        var (whiteX, whiteY) = (White(restX), White(restY));
        var correlation = PartialCorrelations(restX, restY);
        var count = x.RowCount;
        if (whiteX is null || whiteY is null)
        {
            return new IndependenceTest(1, 0, 0, correlation, count);
        }

        var cross = whiteX.TransposeThisAndMultiply(whiteY) / count;
        var information = -0.5 * cross.Svd(computeVectors: false).S.Sum(s => Math.Log(Math.Max(1 - (s * s), 1e-300)));
        var chance = ChanceCovariance.Of(whiteX, whiteY);
        var freedom = chance.RowCount;
        if (chance.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real) <= 0)
        {
            throw new HomeostatException(
                $"What chance does to {freedom} pairs cannot be told from {count} samples: they are too few for so many, or a few of them, far from "
                + $"usual, decide it. Leave out how it began, or watch for longer.");
        }

        var effective = Math.Min(count, count * freedom / chance.Trace());
        var needed = 30 + (given?.ColumnCount ?? 0) + (2 * freedom);
        if (effective < needed)
        {
            throw new HomeostatException(
                $"{count} samples are worth {effective:F0} independent ones, as the signals remember and vary; at least {needed} are needed to compare "
                + $"{freedom} pairs given {given?.ColumnCount ?? 0} states. Watch for longer.");
        }

        var vector = Vector<double>.Build.DenseOfEnumerable(cross.EnumerateRows().SelectMany(row => row));
        var lost = 1 - (((given?.ColumnCount ?? 0) + 1) / effective);
        var statistic = count * lost * (vector * chance.Cholesky().Solve(vector));
        return new IndependenceTest(
            statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2), freedom, information, correlation, effective);
    }

    // What the given signals do not tell, by least squares; signals of which only rounding is left are 0.
    private static Matrix<double> Rest(Matrix<double> signals, Matrix<double>? given)
    {
        // Gram and Schmidt, each time twice (Giraud et al. 2005): given signals that follow from others add nothing.
        List<Vector<double>> basis = [];
        foreach (var column in given?.EnumerateColumns() ?? [])
        {
            var direction = Without(column);
            if (direction.L2Norm() > Rounding * column.L2Norm())
            {
                basis.Add(direction.Normalize(2));
            }
        }

        return Matrix<double>.Build.DenseOfColumnVectors(signals.EnumerateColumns().Select(signal =>
            Without(signal) is var rest && rest.L2Norm() > Rounding * signal.L2Norm() ? rest : rest * 0));

        Vector<double> Without(Vector<double> signal)
        {
            var rest = signal.Clone();
            foreach (var direction in basis.Concat(basis))
            {
                rest -= direction * (direction * rest);
            }

            return rest;
        }
    }

    // The same signals as uncorrelated ones of variance 1, as many as there are directions; null for none.
    private static Matrix<double>? White(Matrix<double> signals)
    {
        var scales = signals.ColumnNorms(2).Map(norm => norm > 0 ? Math.Sqrt(signals.RowCount) / norm : 0);
        var scaled = signals * Matrix<double>.Build.DenseOfDiagonalVector(scales);
        var evd = (scaled.TransposeThisAndMultiply(scaled) / signals.RowCount).Evd(Symmetricity.Symmetric);
        var directions = Enumerable.Range(0, signals.ColumnCount).Where(n => evd.EigenValues[n].Real > Rounding)
            .Select(n => scaled * evd.EigenVectors.Column(n) / Math.Sqrt(evd.EigenValues[n].Real)).ToArray();
        return directions.Length == 0 ? null : Matrix<double>.Build.DenseOfColumnVectors(directions);
    }

    private static Matrix<double> PartialCorrelations(Matrix<double> x, Matrix<double> y)
    {
        var both = x.Append(y);
        var norms = both.ColumnNorms(2);
        var scaled = both * Matrix<double>.Build.DenseOfDiagonalVector(norms.Map(norm => norm > 0 ? 1 / norm : 0));

        // A signal that is there twice has to stay invertible.
        var inverse = (scaled.TransposeThisAndMultiply(scaled) + (Matrix<double>.Build.DenseIdentity(both.ColumnCount) * 1e-9)).Inverse();
        return Matrix<double>.Build.Dense(x.ColumnCount, y.ColumnCount, (i, j) =>
        {
            var (a, b) = (i, x.ColumnCount + j);
            return norms[a] == 0 || norms[b] == 0 ? 0 : -inverse[a, b] / Math.Sqrt(inverse[a, a] * inverse[b, b]);
        });
    }
}
