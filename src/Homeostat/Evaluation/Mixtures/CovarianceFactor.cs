using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>
/// The Cholesky factor L of a covariance matrix Σ = L·Lᵀ, and what densities need of it: the logarithm of the determinant, and |L⁻¹·(x − μ)|² of a
/// block of samples. Of a diagonal matrix only the diagonal of L is kept.
/// </summary>
internal sealed class CovarianceFactor
{
    /// <summary>The number of samples in a block, a multiple of three vectors of any machine.</summary>
    public const int Block = 96;

    private const int Strip = 4;

    // The rows of L⁻¹ in strips of four, each strip column after column up to the diagonal, so that the kernel reads it in order.
    private readonly double[] _inverse;

    private CovarianceFactor(double[] values, int width, bool isDiagonal, double[] inverse)
    {
        (Values, Width, IsDiagonal, _inverse) = (values, width, isDiagonal, inverse);
        for (var i = 0; i < width; i++)
        {
            LogDeterminant += 2 * Math.Log(Diagonal(i));
        }
    }

    /// <summary>L, row after row; only its diagonal if the matrix is diagonal.</summary>
    public double[] Values { get; }

    public int Width { get; }

    public bool IsDiagonal { get; }

    /// <summary>The logarithm of the determinant of Σ.</summary>
    public double LogDeterminant { get; }

    /// <summary>The number of rows of a block, of which those beyond the width are 0.</summary>
    public static int Padded(int width) => (width + Strip - 1) / Strip * Strip;

    /// <summary>The factor of a diagonal matrix; null if it is singular.</summary>
    public static CovarianceFactor? OfDiagonal(double[] variances) =>
        variances.All(v => v > 0 && double.IsFinite(v)) ? OfRoots(Array.ConvertAll(variances, Math.Sqrt)) : null;

    /// <summary>The factor of a matrix whose lower triangle is given; null if it is singular to the precision of the numbers.</summary>
    public static CovarianceFactor? OfMatrix(double[] lower, int width)
    {
        var l = new double[lower.Length];
        for (var i = 0; i < width; i++)
        {
            var row = l.AsSpan(i * width, width);
            for (var j = 0; j < i; j++)
            {
                row[j] = (lower[(i * width) + j] - RowVectors.Dot(row[..j], l.AsSpan(j * width, j))) / l[(j * width) + j];
            }

            // What is left of the variance, after the variables before it have explained their share, must be more than rounding.
            var variance = lower[(i * width) + i];
            var left = variance - RowVectors.Dot(row[..i], row[..i]);
            if (!(left > 1e-14 * width * variance) || !double.IsFinite(left))
            {
                return null;
            }

            row[i] = Math.Sqrt(left);
        }

        return OfTriangle(l, width);
    }

    /// <summary>A factor whose diagonal is given.</summary>
    public static CovarianceFactor OfRoots(double[] roots) => new(roots, roots.Length, true, Array.ConvertAll(roots, r => 1 / r));

    /// <summary>A factor whose lower triangle is given, row after row.</summary>
    public static CovarianceFactor OfTriangle(double[] l, int width)
    {
        var inverse = new double[l.Length];
        for (var i = 0; i < width; i++)
        {
            var row = inverse.AsSpan(i * width, width);
            var pivot = 1 / l[(i * width) + i];
            for (var j = 0; j < i; j++)
            {
                RowVectors.AddScaled(inverse.AsSpan(j * width, j + 1), -l[(i * width) + j] * pivot, row[..(j + 1)]);
            }

            row[i] = pivot;
        }

        return new CovarianceFactor(l, width, false, Pack(inverse, width));
    }

    public double Diagonal(int i) => Values[IsDiagonal ? i : (i * Width) + i];

    /// <summary>Writes L·z.</summary>
    public void Multiply(ReadOnlySpan<double> z, Span<double> result)
    {
        for (var i = 0; i < Width; i++)
        {
            result[i] = IsDiagonal ? Values[i] * z[i] : RowVectors.Dot(Values.AsSpan(i * Width, i + 1), z[..(i + 1)]);
        }
    }

    /// <summary>Computes |L⁻¹·x|² of each sample of a block.</summary>
    /// <param name="block">The samples with their mean subtracted, [<see cref="Padded"/> width × <see cref="Block"/>]: a column is a sample.</param>
    /// <param name="squares">The results, [<see cref="Block"/>].</param>
    public void Squares(ReadOnlySpan<double> block, Span<double> squares)
    {
        squares.Clear();
        if (!IsDiagonal)
        {
            Triangle(block, squares);
            return;
        }

        for (var i = 0; i < Width; i++)
        {
            var factor = new Vector<double>(_inverse[i]);
            for (var n = 0; n < Block; n += Vector<double>.Count)
            {
                var y = new Vector<double>(block[((i * Block) + n)..]) * factor;
                Vector.FusedMultiplyAdd(y, y, new Vector<double>(squares[n..])).CopyTo(squares[n..]);
            }
        }
    }

    /// <summary>Four rows of L⁻¹ times three vectors of samples at a time: twelve sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Triangle(ReadOnlySpan<double> block, Span<double> squares)
    {
        var lanes = (nuint)Vector<double>.Count;
        ref var strip = ref MemoryMarshal.GetArrayDataReference(_inverse);
        for (var columns = Strip; columns <= Padded(Width); columns += Strip)
        {
            for (nuint n = 0; n < Block; n += 3 * lanes)
            {
                ref var w = ref strip;
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(block), n);
                Vector<double> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
                Vector<double> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
                for (var j = 0; j < columns; j++)
                {
                    var (x0, x1, x2) = (Vector.LoadUnsafe(ref x), Vector.LoadUnsafe(ref x, lanes), Vector.LoadUnsafe(ref x, 2 * lanes));
                    var row = new Vector<double>(w);
                    (a0, a1, a2) = (Vector.FusedMultiplyAdd(row, x0, a0), Vector.FusedMultiplyAdd(row, x1, a1), Vector.FusedMultiplyAdd(row, x2, a2));
                    row = new Vector<double>(Unsafe.Add(ref w, 1));
                    (b0, b1, b2) = (Vector.FusedMultiplyAdd(row, x0, b0), Vector.FusedMultiplyAdd(row, x1, b1), Vector.FusedMultiplyAdd(row, x2, b2));
                    row = new Vector<double>(Unsafe.Add(ref w, 2));
                    (c0, c1, c2) = (Vector.FusedMultiplyAdd(row, x0, c0), Vector.FusedMultiplyAdd(row, x1, c1), Vector.FusedMultiplyAdd(row, x2, c2));
                    row = new Vector<double>(Unsafe.Add(ref w, 3));
                    (d0, d1, d2) = (Vector.FusedMultiplyAdd(row, x0, d0), Vector.FusedMultiplyAdd(row, x1, d1), Vector.FusedMultiplyAdd(row, x2, d2));
                    w = ref Unsafe.Add(ref w, Strip);
                    x = ref Unsafe.Add(ref x, Block);
                }

                ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(squares), n);
                (Vector.LoadUnsafe(ref to) + ((a0 * a0) + (b0 * b0)) + ((c0 * c0) + (d0 * d0))).StoreUnsafe(ref to);
                (Vector.LoadUnsafe(ref to, lanes) + ((a1 * a1) + (b1 * b1)) + ((c1 * c1) + (d1 * d1))).StoreUnsafe(ref to, lanes);
                (Vector.LoadUnsafe(ref to, 2 * lanes) + ((a2 * a2) + (b2 * b2)) + ((c2 * c2) + (d2 * d2))).StoreUnsafe(ref to, 2 * lanes);
            }

            strip = ref Unsafe.Add(ref strip, columns * Strip);
        }
    }

    private static double[] Pack(double[] inverse, int width)
    {
        var packed = new List<double>(Padded(width) * (Padded(width) + Strip) / 2);
        for (var first = 0; first < width; first += Strip)
        {
            for (var column = 0; column < first + Strip; column++)
            {
                for (var row = first; row < first + Strip; row++)
                {
                    packed.Add(row < width && column < width ? inverse[(row * width) + column] : 0);
                }
            }
        }

        return [.. packed];
    }
}
