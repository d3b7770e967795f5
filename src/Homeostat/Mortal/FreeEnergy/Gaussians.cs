using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>Vectors and matrices of normal distributions: whether they are what they should be, and the products they go into.</summary>
internal static class Gaussians
{
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>A vector of finite numbers.</summary>
    public static Vector<double> Vector(IReadOnlyList<double> values, string place, int size)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != size)
        {
            throw new HomeostatException($"{place} has {values.Count} numbers; {size} are expected.");
        }

        return values.All(double.IsFinite)
            ? Vector<double>.Build.DenseOfEnumerable(values)
            : throw new HomeostatException($"{place} holds {Text(values.First(v => !double.IsFinite(v)))}; give finite numbers.");
    }

    /// <summary>A matrix of finite numbers.</summary>
    public static Matrix<double> Matrix(double[,] values, string place, int? rows = null, int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (m, n) = (values.GetLength(0), values.GetLength(1));
        if (values.Length == 0 || m != (rows ?? m) || n != (columns ?? n))
        {
            throw new HomeostatException($"{place} is {m} x {n}; it has to be {rows?.ToString(CultureInfo.InvariantCulture) ?? "any"} x {columns?.ToString(CultureInfo.InvariantCulture) ?? "any"}.");
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new HomeostatException($"{place} holds {Text(value)}; give finite numbers.");
            }
        }

        return Matrix<double>.Build.DenseOfArray(values);
    }

    /// <summary>A covariance or a precision: symmetric and positive definite.</summary>
    public static Matrix<double> Covariance(double[,] values, string place, int? size = null)
    {
        var matrix = Matrix(values, place, size, size);
        if (matrix.RowCount != matrix.ColumnCount)
        {
            throw new HomeostatException($"{place} is {matrix.RowCount} x {matrix.ColumnCount}; it has to be square.");
        }

        if ((matrix - matrix.Transpose()).InfinityNorm() > 1e-9 * matrix.InfinityNorm())
        {
            throw new HomeostatException($"{place} is not symmetric; a covariance is.");
        }

        return IsPositiveDefinite(matrix) ? matrix : throw new HomeostatException(
            $"{place} is not positive definite: it has the eigenvalue {Text(Symmetric(matrix).Evd(Symmetricity.Symmetric).EigenValues.Min(e => e.Real))}. Each direction needs a variance above 0.");
    }

    public static bool IsPositiveDefinite(Matrix<double> matrix)
    {
        // MathNet tells of it by an exception only, and lets NaN pass.
        try
        {
            return double.IsFinite(matrix.Cholesky().DeterminantLn);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static Matrix<double> Symmetric(Matrix<double> matrix) => (matrix + matrix.Transpose()) / 2;

    /// <summary>The inverse of a positive definite matrix, symmetric to the bit.</summary>
    public static Matrix<double> Inverse(Matrix<double> matrix) =>
        Symmetric(matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(matrix.RowCount)));

    public static double LogDeterminant(Matrix<double> matrix) => matrix.Cholesky().DeterminantLn;

    /// <summary>−ln N(x; 0, covariance), in nats.</summary>
    public static double Surprise(Vector<double> x, Matrix<double> covariance)
    {
        var factor = covariance.Cholesky();
        return 0.5 * ((x * factor.Solve(x)) + factor.DeterminantLn + (x.Count * LogTwoPi));
    }

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
