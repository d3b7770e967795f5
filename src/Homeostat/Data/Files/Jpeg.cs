using System.Runtime.InteropServices;
using JpegLibrary;

namespace Homeostat;

/// <summary>
/// The reader of JPEG images of 8 bits, baseline and progressive, as gray ones or in colors, turned upright where they note how the camera was held. The format is decoded by JpegLibrary; here its values become colors as JFIF says, after checks that keep
/// a forged header from taking memory.
/// </summary>
internal static class Jpeg
{
    // A block of 64 pixels takes a bit at least, but for runs of empty blocks of a progressive image, which are rare in pictures.
    private const long MostPixelsOfByte = 1024;

    /// <summary>Finds out whether bytes begin as those of a JPEG image.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Reads an image.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="place">The path of the file, for messages.</param>
    /// <param name="isColored">Whether the image keeps its colors.</param>
    /// <exception cref="HomeostatException">The file is damaged or incomplete, or an image of another kind.</exception>
    public static PixelImage Read(byte[] bytes, string place, bool isColored = false)
    {
        try
        {
            return Decode(bytes, isColored);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException or NotSupportedException or IndexOutOfRangeException
            or NullReferenceException or ArithmeticException or InvalidCastException)
        {
            // The decoder tells most of what is wrong by InvalidDataException, and stumbles over the rest.
            var reason = e is InvalidDataException ? e.Message.TrimEnd('.') : "its content contradicts itself";
            throw new HomeostatException($"{place}: not a readable JPEG image: {reason}. Copy it again, or convert it to PNG.", e);
        }
    }

    private static PixelImage Decode(byte[] bytes, bool isColored)
    {
        var (isRgb, orientation) = JpegSegments.Check(bytes);
        var decoder = new JpegDecoder();
        decoder.SetInput(bytes);
        decoder.Identify();
        var (width, height, components) = (decoder.Width, decoder.Height, decoder.NumberOfComponents);
        if (decoder.Precision != 8 || components is not (1 or 3))
        {
            throw Unreadable.Of($"it has {components} components of {decoder.Precision} bits; 1 or 3 of 8 bits were expected");
        }

        if (width == 0 || height == 0 || (long)width * height > bytes.Length * MostPixelsOfByte || (long)width * height * components > Array.MaxLength / 8)
        {
            throw Unreadable.Of($"its header describes {width}×{height} pixels, which its {bytes.Length} bytes cannot hold");
        }

        var planes = new Planes(width, height, components);
        decoder.SetOutputWriter(planes);
        decoder.Decode();
        return ExifOrientation.Upright(new PixelImage(width, height, Pixels(planes, isRgb, isColored), PixelImage.ChannelsOf(isColored)), orientation);
    }

    private static byte[] Pixels(Planes planes, bool isRgb, bool isColored)
    {
        var size = planes.Size;
        var pixels = new byte[PixelImage.ChannelsOf(isColored) * size];
        for (var i = 0; i < size; i++)
        {
            var first = planes.Values[i];
            var (second, third) = planes.Components == 1 ? (0, 0) : (planes.Values[size + i], planes.Values[(2 * size) + i]);
            var (red, green, blue) = planes.Components == 1 ? (first, first, first) : isRgb ? (first, second, third) : Rgb(first, second - 128, third - 128);
            if (!isColored)
            {
                pixels[i] = (byte)(isRgb && planes.Components == 3 ? PixelImage.Luminance(red, green, blue) : first);
                continue;
            }

            (pixels[i], pixels[size + i], pixels[(2 * size) + i]) = ((byte)red, (byte)green, (byte)blue);
        }

        return pixels;
    }

    // JFIF 1.02, page 3, in whole numbers of 1/65536, so that every machine gives the same bytes.
    private static (int Red, int Green, int Blue) Rgb(int luminance, int blueness, int redness)
    {
        return (Clamped(91881 * redness), Clamped((-22554 * blueness) - (46802 * redness)), Clamped(116130 * blueness));

        int Clamped(int change) => Math.Clamp(luminance + ((change + 32768) >> 16), 0, 255);
    }

    /// <summary>The decoded values, component by component.</summary>
    private sealed class Planes(int width, int height, int components) : JpegBlockOutputWriter
    {
        private const int Side = 8;

        public int Size => width * height;

        public int Components => components;

        public byte[] Values { get; } = new byte[width * height * components];

        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
            var block = MemoryMarshal.CreateReadOnlySpan(ref blockRef, Side * Side);
            for (var row = 0; row < Math.Min(Side, height - y); row++)
            {
                for (var column = 0; column < Math.Min(Side, width - x); column++)
                {
                    Values[(componentIndex * Size) + ((y + row) * width) + x + column] = (byte)Math.Clamp(block[(row * Side) + column], (short)0, (short)255);
                }
            }
        }
    }
}
