using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <content>The k-th largest value, for k-winners-take-all.</content>
internal static unsafe partial class Reductions
{
    /// <summary>
    /// The <paramref name="k"/>-th largest value of each row; equal values count each. A NaN is beyond infinity on the side
    /// of its sign.
    /// </summary>
    /// <param name="x">The first row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="k">From 1, the largest, to <paramref name="columns"/>.</param>
    /// <param name="result">Where the first row's result goes.</param>
    /// <param name="resultStride">Elements from one result to the next.</param>
    /// <param name="type">Element type of rows and results.</param>
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
    /// Finds, bit by bit from the top, the largest whole number that at least k values reach; floating-point numbers
    /// compare as whole numbers do once the negative ones are turned round. No scratch, no branches on the values.
    /// </summary>
    private static TBits KthLargest<TBits, T>(TBits* x, int count, int k, int signBit)
        where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
        where T : unmanaged
    {
        // The sign bit first: do k values reach zero?
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

            // A lane that counts is all ones, which is minus one.
            total -= Vector512.GreaterThanOrEqual(ordered, least) & Within<T>(count - i).As<T, TBits>();
        }

        return int.CreateTruncating(Vector512.Sum(total));
    }

    /// <summary>From a number's bits to the whole number it is ordered by, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Order<TBits>(TBits bits, int signBit)
        where TBits : IBinaryInteger<TBits> => bits ^ ((bits >> signBit) & ~(TBits.One << signBit));
}
