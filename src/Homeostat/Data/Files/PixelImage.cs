namespace Homeostat;

/// <summary>An image, gray or in colors.</summary>
/// <param name="Width">The number of pixels in a row.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Pixels">The values, channel by channel and in each row by row, 0 for black to 255 for white.</param>
/// <param name="Channels">The number of values of a pixel: 1 for gray, 3 for red, green and blue.</param>
internal sealed record PixelImage(int Width, int Height, byte[] Pixels, int Channels = 1)
{
    /// <summary>The number of channels of gray images or of those in colors.</summary>
    public static int ChannelsOf(bool isColored) => isColored ? 3 : 1;

    /// <summary>The gray value of a color, 0.299 red + 0.587 green + 0.114 blue, rounded.</summary>
    public static int Luminance(int red, int green, int blue) => ((299 * red) + (587 * green) + (114 * blue) + 500) / 1000;

    /// <summary>
    /// The image in a smaller size. Each new pixel is the mean of the area that it covers; pixels at its border count by the part that is covered.
    /// Arithmetic is in whole numbers, so that every machine gives the same bytes.
    /// </summary>
    /// <param name="width">The new number of pixels in a row, 1 to <see cref="Width"/>.</param>
    /// <param name="height">The new number of rows, 1 to <see cref="Height"/>.</param>
    public PixelImage Shrink(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Height);
        var (pixels, area) = (new byte[Channels * width * height], (long)Width * Height);
        for (var n = 0; n < pixels.Length; n++)
        {
            var (channel, y, x) = (n / (width * height), n / width % height, n % width);
            pixels[n] = (byte)((Covered(Pixels.AsSpan(channel * Width * Height), x, y, width, height) + (area / 2)) / area);
        }

        return new PixelImage(width, height, pixels, Channels);
    }

    // Lengths are measured in 1/width of an old pixel across and 1/height down: a new pixel is Width long, an old one width.
    private long Covered(ReadOnlySpan<byte> values, int x, int y, int width, int height)
    {
        var (left, top, sum) = ((long)x * Width, (long)y * Height, 0L);
        for (var row = top / height; row * height < top + Height; row++)
        {
            var down = Math.Min((row + 1) * height, top + Height) - Math.Max(row * height, top);
            for (var column = left / width; column * width < left + Width; column++)
            {
                var across = Math.Min((column + 1) * width, left + Width) - Math.Max(column * width, left);
                sum += down * across * values[(int)((row * Width) + column)];
            }
        }

        return sum;
    }
}
