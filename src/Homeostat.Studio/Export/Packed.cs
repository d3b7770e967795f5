using System.Runtime.InteropServices;

namespace Homeostat.Studio.Export;

/// <summary>Arrays as text, for a page that has no other file: base64 of little-endian numbers of 4 bytes.</summary>
internal static class Packed
{
    /// <summary>The characters of text that a number takes.</summary>
    public const double Characters = 16.0 / 3;

    /// <summary>The text of numbers, rounded to single precision.</summary>
    public static string Numbers(IEnumerable<double> values) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(values.Select(value => (float)value).ToArray()));

    /// <summary>The text of whole numbers from 0 to 2³² − 1.</summary>
    public static string Whole(IEnumerable<long> values) => Convert.ToBase64String(MemoryMarshal.AsBytes<uint>(values.Select(value => (uint)value).ToArray()));

    /// <summary>The indices of at most so many of a number of items, evenly spread, the last always among them.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="most">The largest number of indices.</param>
    public static int[] Spread(int count, int most)
    {
        var stretch = Math.Max(1, (count + most - 1) / Math.Max(1, most));
        return [.. Enumerable.Range(0, count).Where(n => (count - 1 - n) % stretch == 0)];
    }
}
