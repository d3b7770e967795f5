namespace Homeostat;

/// <summary>How the pixels of a PNG image are written.</summary>
/// <param name="Channels">The number of samples of a pixel: gray, gray and opacity, red, green and blue, or these and opacity.</param>
/// <param name="Depth">The number of bits of a sample.</param>
/// <param name="Palette">The colors that samples stand for, three bytes each; null where samples are values.</param>
internal readonly record struct PngForm(int Channels, int Depth, byte[]? Palette)
{
    private const int Indexed = 3;

    /// <summary>The number of bits of a pixel.</summary>
    public int Bits => Channels * Depth;

    /// <summary>The form that the header of an image describes.</summary>
    /// <exception cref="InvalidDataException">There is no such form, or it is not read here.</exception>
    public static PngForm Of(ReadOnlySpan<byte> header, byte[]? palette)
    {
        var (depth, color, compression, filter, interlace) = (header[8], header[9], header[10], header[11], header[12]);
        var channels = (color, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (Indexed, 1 or 2 or 4 or 8) => 1,
            (4, 8 or 16) => 2,
            (2, 8 or 16) => 3,
            (6, 8 or 16) => 4,
            _ => throw Unreadable.Of($"its color type is {color}, with {depth} bits, which no PNG image has"),
        };
        if ((compression, filter, interlace) != (0, 0, 0))
        {
            throw Unreadable.Of($"its compression, filter and interlacing are {compression}, {filter} and {interlace}; 0, 0 and 0 were expected");
        }

        return color != Indexed ? new PngForm(channels, depth, null)
            : palette is not null ? new PngForm(channels, depth, palette)
            : throw new InvalidDataException("its pixels are numbers of colors, but the colors are missing");
    }

    /// <summary>The gray value of a pixel, 0 to 255.</summary>
    /// <param name="row">The bytes of its row.</param>
    /// <param name="x">Its place in the row.</param>
    /// <exception cref="InvalidDataException">The pixel has a color that is not in the palette.</exception>
    public byte Gray(ReadOnlySpan<byte> row, int x)
    {
        var first = x * Channels;
        if (Palette is not null)
        {
            var color = Sample(row, x);
            return (3 * color) + 2 < Palette.Length ? (byte)Luminance(Palette[3 * color], Palette[(3 * color) + 1], Palette[(3 * color) + 2]) : throw Unreadable.Of(
                $"a pixel has the color {color}, but there are {Palette.Length / 3}");
        }

        var gray = Channels < 3 ? Value(row, first) : Luminance(Value(row, first), Value(row, first + 1), Value(row, first + 2));
        if (Channels is 1 or 3)
        {
            return (byte)gray;
        }

        var opacity = Value(row, first + Channels - 1);
        return (byte)(((gray * opacity) + (255 * (255 - opacity)) + 127) / 255);
    }

    private static int Luminance(int red, int green, int blue) => ((299 * red) + (587 * green) + (114 * blue) + 500) / 1000;

    // A sample from 0 to 255. Of 16 bits the upper 8 count.
    private int Value(ReadOnlySpan<byte> row, int sample) => Depth == 16 ? row[2 * sample] : Sample(row, sample) * 255 / ((1 << Depth) - 1);

    private int Sample(ReadOnlySpan<byte> row, int sample)
    {
        var bit = sample * Depth;
        return (row[bit / 8] >> (8 - Depth - (bit % 8))) & ((1 << Depth) - 1);
    }
}
