using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Homeostat.Substrates;

/// <summary>Copies a block to its transpose, with vector shuffles where the machine has them.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[column, row] = source[row, column]; strides in elements.</summary>
    public static void Copy(byte* source, nint sourceStride, int rows, int columns, byte* target, nint targetStride, ElementType type)
    {
        if (type == ElementType.Float32)
        {
            Copy((float*)source, sourceStride, rows, columns, (float*)target, targetStride);
        }
        else
        {
            Copy((double*)source, sourceStride, rows, columns, (double*)target, targetStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride)
    {
        var row = 0;
        if (Avx.IsSupported)
        {
            for (; row + 8 <= rows; row += 8)
            {
                var column = 0;
                for (; column + 8 <= columns; column += 8)
                {
                    Copy8(source + (row * sourceStride) + column, sourceStride, target + (column * targetStride) + row, targetStride);
                }

                CopyElements(source + (row * sourceStride) + column, sourceStride, 8, columns - column, target + (column * targetStride) + row, targetStride);
            }
        }

        if (Sse.IsSupported)
        {
            for (; row + 4 <= rows; row += 4)
            {
                var column = 0;
                for (; column + 4 <= columns; column += 4)
                {
                    Copy4(source + (row * sourceStride) + column, sourceStride, target + (column * targetStride) + row, targetStride);
                }

                CopyElements(source + (row * sourceStride) + column, sourceStride, 4, columns - column, target + (column * targetStride) + row, targetStride);
            }
        }

        CopyElements(source + (row * sourceStride), sourceStride, rows - row, columns, target + row, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(double* source, nint sourceStride, int rows, int columns, double* target, nint targetStride)
    {
        var row = 0;
        if (Avx.IsSupported)
        {
            for (; row + 4 <= rows; row += 4)
            {
                var column = 0;
                for (; column + 4 <= columns; column += 4)
                {
                    Copy4(source + (row * sourceStride) + column, sourceStride, target + (column * targetStride) + row, targetStride);
                }

                CopyElements(source + (row * sourceStride) + column, sourceStride, 4, columns - column, target + (column * targetStride) + row, targetStride);
            }
        }

        CopyElements(source + (row * sourceStride), sourceStride, rows - row, columns, target + row, targetStride);
    }

    private static void CopyElements<T>(T* source, nint sourceStride, int rows, int columns, T* target, nint targetStride)
        where T : unmanaged
    {
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy8(float* source, nint stride, float* target, nint targetStride)
    {
        // Each register takes half a row from the upper four rows and half from the lower four, so that only
        // four-by-four transpositions within the halves remain.
        var a0 = Halves(source, source + (4 * stride));
        var a1 = Halves(source + stride, source + (5 * stride));
        var a2 = Halves(source + (2 * stride), source + (6 * stride));
        var a3 = Halves(source + (3 * stride), source + (7 * stride));
        Store4(a0, a1, a2, a3, target, targetStride);
        a0 = Halves(source + 4, source + (4 * stride) + 4);
        a1 = Halves(source + stride + 4, source + (5 * stride) + 4);
        a2 = Halves(source + (2 * stride) + 4, source + (6 * stride) + 4);
        a3 = Halves(source + (3 * stride) + 4, source + (7 * stride) + 4);
        Store4(a0, a1, a2, a3, target + (4 * targetStride), targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* lower, float* upper) =>
        Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3, float* target, nint stride)
    {
        var (l01, h01) = (Avx.UnpackLow(a0, a1), Avx.UnpackHigh(a0, a1));
        var (l23, h23) = (Avx.UnpackLow(a2, a3), Avx.UnpackHigh(a2, a3));
        Avx.Shuffle(l01, l23, 0b01_00_01_00).Store(target);
        Avx.Shuffle(l01, l23, 0b11_10_11_10).Store(target + stride);
        Avx.Shuffle(h01, h23, 0b01_00_01_00).Store(target + (2 * stride));
        Avx.Shuffle(h01, h23, 0b11_10_11_10).Store(target + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy4(float* source, nint stride, float* target, nint targetStride)
    {
        var (a0, a1) = (Vector128.Load(source), Vector128.Load(source + stride));
        var (a2, a3) = (Vector128.Load(source + (2 * stride)), Vector128.Load(source + (3 * stride)));
        var (l01, h01) = (Sse.UnpackLow(a0, a1), Sse.UnpackHigh(a0, a1));
        var (l23, h23) = (Sse.UnpackLow(a2, a3), Sse.UnpackHigh(a2, a3));
        Sse.MoveLowToHigh(l01, l23).Store(target);
        Sse.MoveHighToLow(l23, l01).Store(target + targetStride);
        Sse.MoveLowToHigh(h01, h23).Store(target + (2 * targetStride));
        Sse.MoveHighToLow(h23, h01).Store(target + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy4(double* source, nint stride, double* target, nint targetStride)
    {
        var a0 = Vector256.Create(Vector128.Load(source), Vector128.Load(source + (2 * stride)));
        var a1 = Vector256.Create(Vector128.Load(source + stride), Vector128.Load(source + (3 * stride)));
        var a2 = Vector256.Create(Vector128.Load(source + 2), Vector128.Load(source + (2 * stride) + 2));
        var a3 = Vector256.Create(Vector128.Load(source + stride + 2), Vector128.Load(source + (3 * stride) + 2));
        Avx.UnpackLow(a0, a1).Store(target);
        Avx.UnpackHigh(a0, a1).Store(target + targetStride);
        Avx.UnpackLow(a2, a3).Store(target + (2 * targetStride));
        Avx.UnpackHigh(a2, a3).Store(target + (3 * targetStride));
    }
}
