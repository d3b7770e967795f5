using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>Matrices from outside, checked, and the few things of linear algebra that are said more than once.</summary>
internal static class Linear
{
    // Relative: what is smaller than this beside the whole is rounding.
    private const double Rounding = 1e-10;

    /// <summary>A number as messages show it.</summary>
    public static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A square matrix of finite numbers.</summary>
    public static Matrix<double> Square(double[,] values, string what, int? size = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        if (rows != columns || rows == 0 || (size is { } n && rows != n))
        {
            throw new HomeostatException($"{what} is {rows} × {columns}; {(size is { } s ? $"{s} × {s}" : "as many rows as columns, one at least,")} was expected.");
        }

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                if (!double.IsFinite(values[i, j]))
                {
                    throw new HomeostatException($"{what} has {values[i, j]} at [{i}, {j}]; finite numbers were expected.");
                }
            }
        }

        return Matrix<double>.Build.DenseOfArray(values);
    }

    /// <summary>A square matrix that is symmetric (sign 1) or antisymmetric (sign −1), made exactly so.</summary>
    public static Matrix<double> Symmetric(double[,] values, string what, int? size = null, int sign = 1)
    {
        var matrix = Square(values, what, size);
        var scale = matrix.Enumerate().Max(Math.Abs);
        for (var i = 0; i < matrix.RowCount; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (Math.Abs(matrix[i, j] - (sign * matrix[j, i])) > Rounding * scale)
                {
                    throw new HomeostatException(
                        $"{what} has {Text(matrix[i, j])} at [{i}, {j}] and {Text(matrix[j, i])} at [{j}, {i}]; "
                        + $"{(sign > 0 ? "a symmetric" : "an antisymmetric")} matrix was expected.");
                }
            }
        }

        return (matrix + (sign * matrix.Transpose())) / 2;
    }

    /// <summary>A symmetric matrix without directions of negative (or, if definite, without directions of no) variance.</summary>
    public static Matrix<double> Positive(double[,] values, string what, int? size = null, bool definite = true)
    {
        var matrix = Symmetric(values, what, size);
        RequirePositive(matrix, what, definite);
        return matrix;
    }

    /// <summary>Refuses a symmetric matrix with an eigenvalue that is negative, or no more than rounding if definite.</summary>
    public static void RequirePositive(Matrix<double> matrix, string what, bool definite = true)
    {
        var eigenvalues = matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToArray();
        var (least, scale) = (eigenvalues.Min(), eigenvalues.Max(Math.Abs));
        if (definite ? !(least > 1e-14 * scale) : least < -Rounding * scale)
        {
            throw new HomeostatException(
                $"{what} has the eigenvalue {Text(least)} (the largest is {Text(scale)}); a symmetric matrix with "
                + $"{(definite ? "all eigenvalues above 0" : "no eigenvalue below 0")} was expected.");
        }
    }

    /// <summary>The symmetric root of a covariance, which may have directions without variance.</summary>
    public static Matrix<double> Root(Matrix<double> covariance)
    {
        var evd = covariance.Evd(Symmetricity.Symmetric);
        var roots = evd.EigenValues.Map(v => Math.Sqrt(Math.Max(0, v.Real)));
        return evd.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(roots) * evd.EigenVectors.Transpose();
    }

    /// <summary>ln det of a positive definite matrix; 0 for an empty one.</summary>
    public static double LogDeterminant(Matrix<double>? matrix) => matrix?.Cholesky().DeterminantLn ?? 0;

    /// <summary>The rows and columns that were chosen; null if there are none.</summary>
    public static Matrix<double>? Part(this Matrix<double> matrix, IReadOnlyList<int> rows, IReadOnlyList<int> columns) =>
        rows.Count == 0 || columns.Count == 0 ? null : Matrix<double>.Build.Dense(rows.Count, columns.Count, (i, j) => matrix[rows[i], columns[j]]);

    /// <summary>The exact middle between a matrix and its transpose.</summary>
    public static Matrix<double> Symmetrized(this Matrix<double> matrix) => (matrix + matrix.Transpose()) / 2;
}
