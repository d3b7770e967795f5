namespace Homeostat;

/// <summary>A gray image.</summary>
/// <param name="Width">The number of pixels in a row.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Pixels">The pixels row by row, 0 for black to 255 for white.</param>
internal sealed record GrayImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>
    /// The image in a smaller size. Each new pixel is the mean of the area that it covers; pixels at its border count by the part that is covered.
    /// Arithmetic is in whole numbers, so that every machine gives the same bytes.
    /// </summary>
    /// <param name="width">The new number of pixels in a row, 1 to <see cref="Width"/>.</param>
    /// <param name="height">The new number of rows, 1 to <see cref="Height"/>.</param>
    public GrayImage Shrink(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Height);
        var (pixels, area) = (new byte[width * height], (long)Width * Height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = (byte)((Covered(x, y, width, height) + (area / 2)) / area);
            }
        }

        return new GrayImage(width, height, pixels);
    }

    // Lengths are measured in 1/width of an old pixel across and 1/height down: a new pixel is Width long, an old one width.
    private long Covered(int x, int y, int width, int height)
    {
        var (left, top, sum) = ((long)x * Width, (long)y * Height, 0L);
        for (var row = top / height; row * height < top + Height; row++)
        {
            var down = Math.Min((row + 1) * height, top + Height) - Math.Max(row * height, top);
            for (var column = left / width; column * width < left + Width; column++)
            {
                var across = Math.Min((column + 1) * width, left + Width) - Math.Max(column * width, left);
                sum += down * across * Pixels[(row * Width) + column];
            }
        }

        return sum;
    }
}
