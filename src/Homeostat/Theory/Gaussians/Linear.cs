using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>Checks of vectors and matrices that users give, and operations of linear algebra that are used in several places.</summary>
internal static class Linear
{
    // The relative size below which a value is taken for a rounding error.
    private const double Asymmetry = 1e-9;
    private const double Negative = 1e-10;
    private const double Singular = 1e-14;

    /// <summary>The text of a number in messages.</summary>
    public static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Checks that there are the expected number of finite values and returns them as a vector.</summary>
    public static Vector<double> Vector(IReadOnlyList<double> values, string what, int size)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != size)
        {
            throw new HomeostatException($"{what} has {values.Count} numbers; {size} are expected.");
        }

        for (var n = 0; n < size; n++)
        {
            if (!double.IsFinite(values[n]))
            {
                throw new HomeostatException($"{what} has {Text(values[n])} at [{n}]; finite numbers were expected.");
            }
        }

        return Vector<double>.Build.DenseOfEnumerable(values);
    }

    /// <summary>Checks that a matrix has finite values and the expected size, if one is given.</summary>
    public static Matrix<double> Matrix(double[,] values, string what, int? rows = null, int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (m, n) = (values.GetLength(0), values.GetLength(1));
        if (values.Length == 0 || m != (rows ?? m) || n != (columns ?? n))
        {
            throw new HomeostatException($"{what} is {m} × {n}; {Size(rows)} × {Size(columns)} was expected.");
        }

        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (!double.IsFinite(values[i, j]))
                {
                    throw new HomeostatException($"{what} has {Text(values[i, j])} at [{i}, {j}]; finite numbers were expected.");
                }
            }
        }

        return Matrix<double>.Build.DenseOfArray(values);

        static string Size(int? size) => size?.ToString(CultureInfo.InvariantCulture) ?? "any";
    }

    /// <summary>Checks that a matrix is square and has finite values.</summary>
    public static Matrix<double> Square(double[,] values, string what, int? size = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        return size is not null || (rows == columns && rows > 0)
            ? Matrix(values, what, size, size)
            : throw new HomeostatException($"{what} is {rows} × {columns}; as many rows as columns, one at least, were expected.");
    }

    /// <summary>Checks that a matrix is symmetric (sign 1) or antisymmetric (sign −1) up to rounding, and makes it exactly so.</summary>
    public static Matrix<double> Symmetric(double[,] values, string what, int? size = null, int sign = 1)
    {
        var matrix = Square(values, what, size);
        var scale = matrix.Enumerate().Max(Math.Abs);
        for (var i = 0; i < matrix.RowCount; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (Math.Abs(matrix[i, j] - (sign * matrix[j, i])) > Asymmetry * scale)
                {
                    throw new HomeostatException(
                        $"{what} has {Text(matrix[i, j])} at [{i}, {j}] and {Text(matrix[j, i])} at [{j}, {i}]; "
                        + $"{(sign > 0 ? "a symmetric" : "an antisymmetric")} matrix was expected.");
                }
            }
        }

        return (matrix + (sign * matrix.Transpose())) / 2;
    }

    /// <summary>Checks that a matrix is symmetric and positive semidefinite or, if <paramref name="definite"/>, positive definite.</summary>
    public static Matrix<double> Positive(double[,] values, string what, int? size = null, bool definite = true)
    {
        var matrix = Symmetric(values, what, size);
        RequirePositive(matrix, what, definite);
        return matrix;
    }

    /// <summary>Refuses a symmetric matrix with a negative eigenvalue or, if <paramref name="definite"/>, with an eigenvalue that is 0 up to rounding.</summary>
    public static void RequirePositive(Matrix<double> matrix, string what, bool definite = true)
    {
        if (definite && IsPositiveDefinite(matrix))
        {
            return;
        }

        var (least, largest) = Extremes(matrix);
        if (definite || !(least >= -Negative * largest))
        {
            throw new HomeostatException(
                $"{what} has the eigenvalue {Text(least)} (the largest is {Text(largest)}); a symmetric matrix with "
                + $"{(definite ? "all eigenvalues above 0" : "no eigenvalue below 0")} was expected.");
        }
    }

    /// <summary>Whether a symmetric matrix has only positive eigenvalues. The test scales the matrix to a diagonal of 1, so that the units of the rows do not matter.</summary>
    public static bool IsPositiveDefinite(Matrix<double> matrix)
    {
        if (!matrix.Diagonal().All(v => v > 0) || !matrix.Enumerate().All(double.IsFinite))
        {
            return false;
        }

        var scales = matrix.Diagonal().Map(v => 1 / Math.Sqrt(v));
        return Extremes(matrix.MapIndexed((i, j, v) => v * scales[i] * scales[j])).Least > Singular;
    }

    /// <summary>The smallest and the largest eigenvalue of a symmetric matrix.</summary>
    public static (double Least, double Largest) Extremes(Matrix<double> matrix)
    {
        var eigenvalues = matrix.Evd(Symmetricity.Symmetric).EigenValues;
        return (eigenvalues.Min(v => v.Real), eigenvalues.Max(v => v.Real));
    }

    /// <summary>The symmetric square root of a covariance, which may have directions without variance.</summary>
    public static Matrix<double> Root(Matrix<double> covariance)
    {
        var evd = covariance.Evd(Symmetricity.Symmetric);
        var roots = evd.EigenValues.Map(v => Math.Sqrt(Math.Max(0, v.Real)));
        return evd.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(roots) * evd.EigenVectors.Transpose();
    }

    /// <summary>The inverse of a positive definite matrix, made exactly symmetric.</summary>
    public static Matrix<double> Inverse(Matrix<double> matrix) =>
        matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(matrix.RowCount)).Symmetrized();

    /// <summary>The logarithm of the determinant of a positive definite matrix; 0 for an empty matrix.</summary>
    public static double LogDeterminant(Matrix<double>? matrix) => matrix?.Cholesky().DeterminantLn ?? 0;

    /// <summary>The submatrix of the given rows and columns; null if it is empty.</summary>
    public static Matrix<double>? Part(this Matrix<double> matrix, IReadOnlyList<int> rows, IReadOnlyList<int> columns) =>
        rows.Count == 0 || columns.Count == 0 ? null : Matrix<double>.Build.Dense(rows.Count, columns.Count, (i, j) => matrix[rows[i], columns[j]]);

    /// <summary>The mean of a matrix and its transpose, which is exactly symmetric.</summary>
    public static Matrix<double> Symmetrized(this Matrix<double> matrix) => (matrix + matrix.Transpose()) / 2;
}
