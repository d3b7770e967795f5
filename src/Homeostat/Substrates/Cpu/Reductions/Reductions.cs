using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// Sums and largest values over rows (a population) and columns (a batch). Rows are read in whole 64-byte vectors, so they
/// must be padded like those of a <see cref="Matrix"/>; padding does not affect the result. The order of every sum depends only on
/// the number of columns (or rows): it depends neither on threads and blocks nor on the machine's vector width.
/// </summary>
internal static unsafe partial class Reductions
{
    /// <summary>The sum of each row.</summary>
    /// <param name="x">The address of the first row.</param>
    /// <param name="stride">The distance between rows, in elements.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of elements of a row.</param>
    /// <param name="result">The address of the first row's result.</param>
    /// <param name="resultStride">The distance between results, in elements.</param>
    /// <param name="type">The element type of rows and results.</param>
    public static void RowSum(byte* x, nint stride, int rows, int columns, byte* result, nint resultStride, ElementType type)
    {
        for (var row = 0; row < rows; row++)
        {
            if (type == ElementType.Float32)
            {
                ((float*)result)[row * resultStride] = Sum((float*)x + (row * stride), columns);
            }
            else
            {
                ((double*)result)[row * resultStride] = Sum((double*)x + (row * stride), columns);
            }
        }
    }

    /// <summary>The largest value of each row; NaN if the row has one.</summary>
    /// <inheritdoc cref="RowSum"/>
    public static void RowMax(byte* x, nint stride, int rows, int columns, byte* result, nint resultStride, ElementType type)
    {
        for (var row = 0; row < rows; row++)
        {
            if (type == ElementType.Float32)
            {
                ((float*)result)[row * resultStride] = Max((float*)x + (row * stride), columns, float.NegativeInfinity);
            }
            else
            {
                ((double*)result)[row * resultStride] = Max((double*)x + (row * stride), columns, double.NegativeInfinity);
            }
        }
    }

    /// <summary>The sum of each column over the rows, in the order of the rows.</summary>
    /// <param name="x">The matrix.</param>
    /// <param name="rows">The number of rows to add up, from the first.</param>
    /// <param name="result">The sums [1 × columns].</param>
    /// <exception cref="ArgumentException">The result has another type or number of columns, or the matrix has fewer rows.</exception>
    public static void ColumnSum(Matrix x, int rows, Matrix result)
    {
        RequireColumns(x, rows, result);
        if (x.Type == ElementType.Float32)
        {
            SumColumns((float*)x.Pointer, x.Stride, rows, (float*)result.Pointer);
        }
        else
        {
            SumColumns((double*)x.Pointer, x.Stride, rows, (double*)result.Pointer);
        }
    }

    /// <summary>The largest value of each column; NaN if the column has one.</summary>
    /// <inheritdoc cref="ColumnSum"/>
    public static void ColumnMax(Matrix x, int rows, Matrix result)
    {
        RequireColumns(x, rows, result);
        if (x.Type == ElementType.Float32)
        {
            MaxColumns((float*)x.Pointer, x.Stride, rows, (float*)result.Pointer, float.NegativeInfinity);
        }
        else
        {
            MaxColumns((double*)x.Pointer, x.Stride, rows, (double*)result.Pointer, double.NegativeInfinity);
        }
    }

    private static void RequireColumns(Matrix x, int rows, Matrix result)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(result);
        if (result.Columns != x.Columns || result.Type != x.Type || rows < 0 || rows > x.Rows)
        {
            throw new ArgumentException(
                $"The sums over {rows} rows of a {x.Rows} x {x.Columns} matrix of {x.Type} can't go to a {result.Rows} x {result.Columns} matrix of {result.Type}.");
        }
    }

    // Four independent sums hide the latency of addition.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Sum<T>(T* x, int count)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var lanes = Vector512<T>.Count;
        var (s0, s1, s2, s3) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        var i = 0;
        for (; i + (4 * lanes) <= count; i += 4 * lanes)
        {
            s0 += Vector512.Load(x + i);
            s1 += Vector512.Load(x + i + lanes);
            s2 += Vector512.Load(x + i + (2 * lanes));
            s3 += Vector512.Load(x + i + (3 * lanes));
        }

        for (; i < count; i += lanes)
        {
            s0 += Vector512.ConditionalSelect(Within<T>(count - i), Vector512.Load(x + i), Vector512<T>.Zero);
        }

        return Fold(s0 + s1 + (s2 + s3));
    }

    /// <summary>Adds the upper half to the lower one, repeatedly: the same order on any machine, which Vector512.Sum does not guarantee.</summary>
    private static T Fold<T>(Vector512<T> sums)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var quarters = sums.GetLower() + sums.GetUpper();
        var eighths = quarters.GetLower() + quarters.GetUpper();
        var (even, odd) = (eighths[0], eighths[1]);
        for (var i = 2; i < Vector128<T>.Count; i += 2)
        {
            even += eighths[i];
            odd += eighths[i + 1];
        }

        return even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Max<T>(T* x, int count, T lowest)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var max = Vector512.Create(lowest);
        for (var i = 0; i < count; i += Vector512<T>.Count)
        {
            max = Vector512.Max(max, Vector512.ConditionalSelect(Within<T>(count - i), Vector512.Load(x + i), Vector512.Create(lowest)));
        }

        var result = max[0];
        for (var i = 1; i < Vector512<T>.Count; i++)
        {
            result = T.Max(result, max[i]);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumns<T>(T* x, nint stride, int rows, T* result)
        where T : unmanaged
    {
        for (nint column = 0; column < stride; column += Vector512<T>.Count)
        {
            var sum = Vector512<T>.Zero;
            for (var row = 0; row < rows; row++)
            {
                sum += Vector512.Load(x + (row * stride) + column);
            }

            sum.Store(result + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxColumns<T>(T* x, nint stride, int rows, T* result, T lowest)
        where T : unmanaged
    {
        for (nint column = 0; column < stride; column += Vector512<T>.Count)
        {
            var max = Vector512.Create(lowest);
            for (var row = 0; row < rows; row++)
            {
                max = Vector512.Max(max, Vector512.Load(x + (row * stride) + column));
            }

            max.Store(result + column);
        }
    }

    /// <summary>A mask with all bits set in the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Within<T>(int count)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>();
        }

        return Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
    }
}
