using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>Vectorized arithmetic of rows of numbers in double precision. The order of sums depends on their length alone.</summary>
internal static class RowVectors
{
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var (lanes, i) = (Vector<double>.Count, 0);
        for (; i <= x.Length - (2 * lanes); i += 2 * lanes)
        {
            first = Vector.FusedMultiplyAdd(new Vector<double>(x[i..]), new Vector<double>(y[i..]), first);
            second = Vector.FusedMultiplyAdd(new Vector<double>(x[(i + lanes)..]), new Vector<double>(y[(i + lanes)..]), second);
        }

        var sum = Vector.Sum(first + second);
        for (; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var (lanes, i) = (Vector<double>.Count, 0);
        for (; i <= x.Length - (2 * lanes); i += 2 * lanes)
        {
            var a = new Vector<double>(x[i..]) - new Vector<double>(y[i..]);
            var b = new Vector<double>(x[(i + lanes)..]) - new Vector<double>(y[(i + lanes)..]);
            (first, second) = (Vector.FusedMultiplyAdd(a, a, first), Vector.FusedMultiplyAdd(b, b, second));
        }

        var sum = Vector.Sum(first + second);
        for (; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return sum;
    }

    /// <summary>Adds a multiple of a row to another row.</summary>
    public static void AddScaled(ReadOnlySpan<double> x, double factor, Span<double> to)
    {
        var (lanes, i) = (Vector<double>.Count, 0);
        var factors = new Vector<double>(factor);
        for (; i <= x.Length - lanes; i += lanes)
        {
            Vector.FusedMultiplyAdd(new Vector<double>(x[i..]), factors, new Vector<double>(to[i..])).CopyTo(to[i..]);
        }

        for (; i < x.Length; i++)
        {
            to[i] += factor * x[i];
        }
    }

    /// <summary>Adds the lower triangle of w₀·x₀x₀ᵀ + … + w₃·x₃x₃ᵀ to a matrix, so that the matrix is read and written once for four rows.</summary>
    /// <param name="rows">The rows x₀ to x₃, one after the other.</param>
    /// <param name="weights">The four weights.</param>
    /// <param name="matrix">The matrix, square, row after row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquares(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> matrix)
    {
        var (width, lanes) = (rows.Length / 4, Vector<double>.Count);
        ref var x = ref MemoryMarshal.GetReference(rows);
        for (var i = 0; i < width; i++)
        {
            var row = matrix.Slice(i * width, width);
            var (a, b, c, d) = (weights[0] * rows[i], weights[1] * rows[width + i], weights[2] * rows[(2 * width) + i], weights[3] * rows[(3 * width) + i]);
            var (va, vb, vc, vd) = (new Vector<double>(a), new Vector<double>(b), new Vector<double>(c), new Vector<double>(d));
            var j = 0;
            for (; j <= i + 1 - lanes; j += lanes)
            {
                var sum = new Vector<double>(row[j..]);
                sum = Vector.FusedMultiplyAdd(va, Vector.LoadUnsafe(ref x, (nuint)j), sum);
                sum = Vector.FusedMultiplyAdd(vb, Vector.LoadUnsafe(ref x, (nuint)(width + j)), sum);
                sum = Vector.FusedMultiplyAdd(vc, Vector.LoadUnsafe(ref x, (nuint)((2 * width) + j)), sum);
                Vector.FusedMultiplyAdd(vd, Vector.LoadUnsafe(ref x, (nuint)((3 * width) + j)), sum).CopyTo(row[j..]);
            }

            for (; j <= i; j++)
            {
                row[j] += (a * rows[j]) + (b * rows[width + j]) + (c * rows[(2 * width) + j]) + (d * rows[(3 * width) + j]);
            }
        }
    }
}
