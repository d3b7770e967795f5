using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>Eight numbers of a row at a time. A row of fewer fills a part of one vector.</summary>
internal static class Lanes8
{
    public const int Count = 8;

    /// <summary>The first of the numbers at a place: the last vector of a row ends where the row ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start(int k, int length) => Math.Max(0, Math.Min(k, length - Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> row, int k) =>
        row.Length >= Count ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)k) : Few(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> values, Span<double> row, int k)
    {
        if (row.Length >= Count)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(row), (nuint)k);
            return;
        }

        for (var lane = 0; lane < row.Length; lane++)
        {
            row[lane] = values[lane];
        }
    }

    private static Vector512<double> Few(ReadOnlySpan<double> row)
    {
        var values = Vector512<double>.Zero;
        for (var lane = 0; lane < row.Length; lane++)
        {
            values = values.WithElement(lane, row[lane]);
        }

        return values;
    }
}
