using System.Buffers.Binary;

namespace Homeostat;

/// <summary>How the pixels of a PNG image are written.</summary>
/// <param name="Channels">The number of samples of a pixel: gray, gray and opacity, red, green and blue, or these and opacity.</param>
/// <param name="Depth">The number of bits of a sample.</param>
/// <param name="Palette">The colors that samples stand for, three bytes each; null where samples are values.</param>
/// <param name="Transparent">The opacity of each color of the palette, or the samples of the one color that is transparent, two bytes each; null where nothing is.</param>
/// <param name="IsInterlaced">Whether the pixels are stored in seven passes.</param>
internal readonly record struct PngForm(int Channels, int Depth, byte[]? Palette, byte[]? Transparent, bool IsInterlaced)
{
    private const int Indexed = 3;

    /// <summary>The number of bits of a pixel.</summary>
    public int Bits => Channels * Depth;

    /// <summary>The form that the header of an image describes.</summary>
    /// <exception cref="InvalidDataException">There is no such form, or it is not read here.</exception>
    public static PngForm Of(ReadOnlySpan<byte> header, byte[]? palette, byte[]? transparent)
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
        if ((compression, filter) != (0, 0) || interlace > 1)
        {
            throw Unreadable.Of($"its compression, filter and interlacing are {compression}, {filter} and {interlace}; 0, 0 and 0 or 1 were expected");
        }

        if (transparent is not null && (color == Indexed ? transparent.Length > palette?.Length / 3 : color > 2 || transparent.Length != 2 * channels))
        {
            throw Unreadable.Of($"{transparent.Length} bytes say what is transparent, which fits no image of its color type {color}");
        }

        return color != Indexed ? new PngForm(channels, depth, null, transparent, interlace == 1)
            : palette is not null ? new PngForm(channels, depth, palette, transparent, interlace == 1)
            : throw new InvalidDataException("its pixels are numbers of colors, but the colors are missing");
    }

    /// <summary>The gray value of a pixel on white, 0 to 255.</summary>
    /// <param name="row">The bytes of its row.</param>
    /// <param name="x">Its place in the row.</param>
    /// <exception cref="InvalidDataException">The pixel has a color that is not in the palette.</exception>
    public byte Gray(ReadOnlySpan<byte> row, int x) => OnWhite(
        Palette is null && Channels < 3 ? Value(row, x * Channels) : PixelImage.Luminance(Part(row, x, 0), Part(row, x, 1), Part(row, x, 2)), row, x);

    /// <summary>The red, green or blue of a pixel on white, 0 to 255.</summary>
    /// <param name="row">The bytes of its row.</param>
    /// <param name="x">Its place in the row.</param>
    /// <param name="channel">0 for red, 1 for green, 2 for blue.</param>
    /// <exception cref="InvalidDataException">The pixel has a color that is not in the palette.</exception>
    public byte Color(ReadOnlySpan<byte> row, int x, int channel) => OnWhite(Part(row, x, channel), row, x);

    private int Part(ReadOnlySpan<byte> row, int x, int channel)
    {
        if (Palette is null)
        {
            return Value(row, (x * Channels) + (Channels < 3 ? 0 : channel));
        }

        var color = Sample(row, x);
        return (3 * color) + 2 < Palette.Length ? Palette[(3 * color) + channel] : throw Unreadable.Of($"a pixel has the color {color}, but there are {Palette.Length / 3}");
    }

    private byte OnWhite(int value, ReadOnlySpan<byte> row, int x)
    {
        var opacity = Opacity(row, x);
        return (byte)(((value * opacity) + (255 * (255 - opacity)) + 127) / 255);
    }

    private int Opacity(ReadOnlySpan<byte> row, int x)
    {
        if (Channels is 2 or 4)
        {
            return Value(row, (x * Channels) + Channels - 1);
        }

        if (Transparent is null)
        {
            return 255;
        }

        if (Palette is not null)
        {
            return Sample(row, x) is var color && color < Transparent.Length ? Transparent[color] : 255;
        }

        for (var channel = 0; channel < Channels; channel++)
        {
            if (Sample(row, (x * Channels) + channel) != BinaryPrimitives.ReadUInt16BigEndian(Transparent.AsSpan(2 * channel)))
            {
                return 255;
            }
        }

        return 0;
    }

    // A sample from 0 to 255. Of 16 bits the upper 8 count.
    private int Value(ReadOnlySpan<byte> row, int sample) => Depth == 16 ? row[2 * sample] : Sample(row, sample) * 255 / ((1 << Depth) - 1);

    private int Sample(ReadOnlySpan<byte> row, int sample)
    {
        if (Depth == 16)
        {
            return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * sample)..]);
        }

        var bit = sample * Depth;
        return (row[bit / 8] >> (8 - Depth - (bit % 8))) & ((1 << Depth) - 1);
    }
}
