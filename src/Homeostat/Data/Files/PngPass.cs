namespace Homeostat;

/// <summary>Pixels of a PNG image that are stored as rows one after the other: all of them, or those of one of the seven passes of an interlaced image.</summary>
/// <param name="Left">The column of the first pixel.</param>
/// <param name="Top">The row of the first pixel.</param>
/// <param name="Across">The distance of the columns.</param>
/// <param name="Down">The distance of the rows.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Height">The number of rows.</param>
internal readonly record struct PngPass(int Left, int Top, int Across, int Down, int Width, int Height)
{
    // Adam7: PNG, third edition, section 8.2.
    private static readonly (int Left, int Top, int Across, int Down)[] Interlaced = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of an image in which there are pixels, in the order in which they are stored.</summary>
    public static IReadOnlyList<PngPass> Of(int width, int height, bool isInterlaced) => !isInterlaced
        ? [new(0, 0, 1, 1, width, height)]
        : [.. Interlaced.Select(p => new PngPass(p.Left, p.Top, p.Across, p.Down, Count(width, p.Left, p.Across), Count(height, p.Top, p.Down))).Where(p => p is { Width: > 0, Height: > 0 })];

    /// <summary>The number of bytes of a row without that of its filter.</summary>
    /// <param name="bits">The number of bits of a pixel.</param>
    public int Stride(int bits) => (int)((((long)Width * bits) + 7) / 8);

    /// <summary>The number of bytes, those of the filters included.</summary>
    /// <param name="bits">The number of bits of a pixel.</param>
    public long Size(int bits) => Height * (1L + Stride(bits));

    private static int Count(int length, int first, int distance) => (length - first + distance - 1) / distance;
}
