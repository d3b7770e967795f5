using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A test whether two groups of signals are uncorrelated given a third group. Both groups are regressed on the third, and the covariance of the
/// residuals is compared with that expected by chance for signals with the same autocorrelations.
/// </summary>
/// <param name="P">The probability of at least this much correlation if the groups are uncorrelated, by a Wald test of all pairs at once: χ² with <see cref="Freedom"/> degrees of freedom.</param>
/// <param name="Freedom">The number of degrees of freedom, which is the number of compared pairs of directions; 0 if the third group determines a group completely.</param>
/// <param name="Information">The mutual information of the two groups given the third, in nats; it is above 0 also by chance.</param>
/// <param name="Correlation">The partial correlations, [x, y], given the third group and all other signals of the two groups.</param>
/// <param name="EffectiveSamples">The number of independent samples with the same information.</param>
internal sealed record IndependenceTest(double P, int Freedom, double Information, Matrix<double> Correlation, double EffectiveSamples)
{
    // The relative size below which a value is taken for a rounding error.
    private const double Rounding = 1e-7;

    /// <summary>The largest absolute partial correlation of a single pair that chance can explain.</summary>
    /// <param name="level">The probability that any pair of independent signals exceeds the threshold.</param>
    public double Threshold(double level)
    {
        // Šidák's correction: all pairs stay below the threshold with probability 1 − level.
        var pairs = Correlation.RowCount * Correlation.ColumnCount;
        return Normal.InvCDF(0, 1, 0.5 + (Math.Pow(1 - level, 1.0 / pairs) / 2)) / Math.Sqrt(EffectiveSamples);
    }

    /// <param name="x">The first group, [time, signal], centered.</param>
    /// <param name="y">The second group, [time, signal], centered.</param>
    /// <param name="given">The third group, [time, signal], centered; null for none.</param>
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
                $"The chance variation of {freedom} pairs cannot be estimated from {count} samples: there are too few samples for so many pairs, or a few "
                + $"extreme samples dominate. Leave out the samples of the start, or take more samples.");
        }

        var effective = Math.Min(count, count * freedom / chance.Trace());
        var needed = 30 + (given?.ColumnCount ?? 0) + (2 * freedom);
        if (effective < needed)
        {
            throw new HomeostatException(
                $"{count} samples are worth {effective:F0} independent ones, because the signals are autocorrelated; at least {needed} are needed to compare "
                + $"{freedom} pairs given {given?.ColumnCount ?? 0} states. Take samples over a longer time.");
        }

        var vector = Vector<double>.Build.DenseOfEnumerable(cross.EnumerateRows().SelectMany(row => row));
        var lost = 1 - (((given?.ColumnCount ?? 0) + 1) / effective);
        var statistic = count * lost * (vector * chance.Cholesky().Solve(vector));
        return new IndependenceTest(
            statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2), freedom, information, correlation, effective);
    }

    // The residuals of the signals after a least-squares regression on the given signals; residuals that are only rounding errors are set to 0.
    private static Matrix<double> Rest(Matrix<double> signals, Matrix<double>? given)
    {
        // Gram-Schmidt orthogonalization, done twice for each signal (Giraud et al. 2005). Given signals that depend linearly on others are skipped.
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

    // The signals transformed to uncorrelated signals of variance 1, one for each direction with variance; null if there are none.
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

        // The matrix has to stay invertible if a signal occurs twice.
        var inverse = (scaled.TransposeThisAndMultiply(scaled) + (Matrix<double>.Build.DenseIdentity(both.ColumnCount) * 1e-9)).Inverse();
        return Matrix<double>.Build.Dense(x.ColumnCount, y.ColumnCount, (i, j) =>
        {
            var (a, b) = (i, x.ColumnCount + j);
            return norms[a] == 0 || norms[b] == 0 ? 0 : -inverse[a, b] / Math.Sqrt(inverse[a, a] * inverse[b, b]);
        });
    }
}
