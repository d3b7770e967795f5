using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>Copies runs of pixels from images to rows of a matrix, and adds them back to images.</summary>
internal static unsafe class PixelRuns
{
    private const int VectorBytes = Matrix.Alignment;

    // As many bytes of ones as of zeros: a vector that begins r bytes before the middle keeps r bytes.
    private static readonly byte* Masks = AllocateMasks();

    /// <summary>A panel that <see cref="Gather"/> can write to: it has room for a vector behind its last row.</summary>
    public static PackedMatrix Packed(int depth, DenseProduct product)
    {
        using var row = new PackedMatrix(1, product.PanelColumns, product.Type, product.Width);
        return new PackedMatrix(depth + (VectorBytes / (int)row.ByteLength) + 1, product.PanelColumns, product.Type, product.Width);
    }

    /// <summary>
    /// For each row, copies the runs one after another. Whole vectors are copied, so up to a vector behind the last run of a row is
    /// overwritten; for this reason rows are written in ascending order.
    /// </summary>
    /// <param name="images">The address from which rows and runs are counted.</param>
    /// <param name="rows">The offset of each row in bytes: the position of its weight.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="target">The first row.</param>
    /// <param name="targetRow">The distance between rows of the target, in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(byte* images, ReadOnlySpan<nint> rows, ReadOnlySpan<PixelRun> runs, byte* target, nint targetRow)
    {
        foreach (var row in rows)
        {
            foreach (ref readonly var run in runs)
            {
                var from = images + row + run.Image;
                var to = target + run.Column;
                for (nint done = 0; done < run.Bytes; done += VectorBytes)
                {
                    Vector512.Store(Vector512.Load(from + done), to + done);
                }
            }

            target += targetRow;
        }
    }

    /// <summary>Copies exactly the given number of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* from, byte* to, nint bytes)
    {
        nint done = 0;
        for (; done + VectorBytes <= bytes; done += VectorBytes)
        {
            Vector512.Store(Vector512.Load(from + done), to + done);
        }

        if (done < bytes)
        {
            new ReadOnlySpan<byte>(from + done, (int)(bytes - done)).CopyTo(new Span<byte>(to + done, (int)(bytes - done)));
        }
    }

    /// <summary>For each row, adds the runs to the images.</summary>
    /// <inheritdoc cref="Gather"/>
    public static void Scatter(
        byte* source, nint sourceRow, ReadOnlySpan<nint> rows, ReadOnlySpan<PixelRun> runs, byte* images, ElementType type)
    {
        if (type == ElementType.Float32)
        {
            Scatter<float>(source, sourceRow, rows, runs, images);
        }
        else
        {
            Scatter<double>(source, sourceRow, rows, runs, images);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter<T>(byte* source, nint sourceRow, ReadOnlySpan<nint> rows, ReadOnlySpan<PixelRun> runs, byte* images)
        where T : unmanaged, INumber<T>
    {
        foreach (var row in rows)
        {
            foreach (ref readonly var run in runs)
            {
                var from = source + run.Column;
                var to = images + row + run.Image;
                nint done = 0;
                for (; done + VectorBytes <= run.Bytes; done += VectorBytes)
                {
                    Vector512.Store(Vector512.Load((T*)(from + done)) + Vector512.Load((T*)(to + done)), (T*)(to + done));
                }

                if (done < run.Bytes)
                {
                    // Zeros are added behind the run; a sum that began with zero does not change by this.
                    var kept = Vector512.Load(from + done) & Vector512.Load(Masks + VectorBytes - (run.Bytes - done));
                    Vector512.Store(kept.As<byte, T>() + Vector512.Load((T*)(to + done)), (T*)(to + done));
                }
            }

            source += sourceRow;
        }
    }

    private static byte* AllocateMasks()
    {
        var masks = (byte*)NativeMemory.AlignedAlloc(2 * VectorBytes, VectorBytes);
        new Span<byte>(masks, VectorBytes).Fill(byte.MaxValue);
        new Span<byte>(masks + VectorBytes, VectorBytes).Clear();
        return masks;
    }
}
