using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <content>The k-th largest value, for k-winners-take-all.</content>
internal static unsafe partial class Reductions
{
    /// <summary>
    /// The <paramref name="k"/>-th largest value of each row; equal values are counted separately. A NaN is ordered beyond infinity, on the
    /// side of its sign.
    /// </summary>
    /// <param name="x">The address of the first row.</param>
    /// <param name="stride">The distance between rows, in elements.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of elements of a row.</param>
    /// <param name="k">The rank, from 1 (the largest value) to <paramref name="columns"/>.</param>
    /// <param name="result">The address of the first row's result.</param>
    /// <param name="resultStride">The distance between results, in elements.</param>
    /// <param name="type">The element type of rows and results.</param>
    public static void RowKthLargest(byte* x, nint stride, int rows, int columns, int k, byte* result, nint resultStride, ElementType type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, columns);
        for (var row = 0; row < rows; row++)
        {
            if (type == ElementType.Float32)
            {
                ((float*)result)[row * resultStride] = BitConverter.Int32BitsToSingle(
                    Order(KthLargest<int, float>((int*)x + (row * stride), columns, k, 31), 31));
            }
            else
            {
                ((double*)result)[row * resultStride] = BitConverter.Int64BitsToDouble(
                    Order(KthLargest<long, double>((long*)x + (row * stride), columns, k, 63), 63));
            }
        }
    }

    /// <summary>
    /// Finds, bit by bit from the top, the largest whole number that at least k values reach. Floating-point numbers compare like whole
    /// numbers once the order of the negative ones is reversed. It needs no memory and does not branch on the values.
    /// </summary>
    private static TBits KthLargest<TBits, T>(TBits* x, int count, int k, int signBit)
        where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
        where T : unmanaged
    {
        // The sign bit is decided first: do k values reach zero?
        var found = CountAtLeast<TBits, T>(x, count, TBits.Zero, signBit) >= k ? TBits.Zero : TBits.MinValue;
        for (var bit = signBit - 1; bit >= 0; bit--)
        {
            var candidate = found | (TBits.One << bit);
            if (CountAtLeast<TBits, T>(x, count, candidate, signBit) >= k)
            {
                found = candidate;
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountAtLeast<TBits, T>(TBits* x, int count, TBits threshold, int signBit)
        where TBits : unmanaged, IBinaryInteger<TBits>
        where T : unmanaged
    {
        var (least, total) = (Vector512.Create(threshold), Vector512<TBits>.Zero);
        for (var i = 0; i < count; i += Vector512<TBits>.Count)
        {
            var bits = Vector512.Load(x + i);
            var sign = bits >> signBit;
            var ordered = bits ^ (sign & Vector512.Create(~(TBits.One << signBit)));

            // A lane that counts has all bits set, which is −1.
            total -= Vector512.GreaterThanOrEqual(ordered, least) & Within<T>(count - i).As<T, TBits>();
        }

        return int.CreateTruncating(Vector512.Sum(total));
    }

    /// <summary>Maps the bits of a number to a whole number with the same order, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Order<TBits>(TBits bits, int signBit)
        where TBits : IBinaryInteger<TBits> => bits ^ ((bits >> signBit) & ~(TBits.One << signBit));
}
