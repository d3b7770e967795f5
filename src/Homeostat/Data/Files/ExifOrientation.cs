using System.Buffers.Binary;

namespace Homeostat;

/// <summary>The note of a camera, in the form Exif, of how it was held.</summary>
internal static class ExifOrientation
{
    private const int EntryBytes = 12;
    private const ushort Orientation = 0x0112, ShortNumber = 3;

    /// <summary>The place of the image's corners, 1 to 8, as Exif counts them; 1, for an image that is as it is stored, if the note is missing or damaged.</summary>
    /// <param name="exif">The content of the note, which has the form of a TIFF file.</param>
    public static int Of(ReadOnlySpan<byte> exif)
    {
        var isLittle = exif.StartsWith("II"u8);
        if (exif.Length < 8 || (!isLittle && !exif.StartsWith("MM"u8)) || Short(exif[2..], isLittle) != 42)
        {
            return 1;
        }

        var first = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (first > exif.Length - 2)
        {
            return 1;
        }

        var entries = exif[(int)first..];
        for (int count = Short(entries, isLittle), n = 0; n < count && 2 + ((n + 1) * EntryBytes) <= entries.Length; n++)
        {
            var entry = entries.Slice(2 + (n * EntryBytes), EntryBytes);
            if (Short(entry, isLittle) == Orientation && Short(entry[2..], isLittle) == ShortNumber)
            {
                return Short(entry[8..], isLittle) is >= 1 and <= 8 and var found ? found : 1;
            }
        }

        return 1;
    }

    /// <summary>The image as it was seen.</summary>
    /// <param name="image">The image as it is stored.</param>
    /// <param name="orientation">The place of its corners, 1 to 8.</param>
    public static PixelImage Upright(PixelImage image, int orientation)
    {
        if (orientation == 1)
        {
            return image;
        }

        var (right, bottom) = (image.Width - 1, image.Height - 1);
        var (width, height) = orientation >= 5 ? (image.Height, image.Width) : (image.Width, image.Height);
        var pixels = new byte[image.Pixels.Length];
        for (var n = 0; n < pixels.Length; n++)
        {
            var (channel, y, x) = (n / (width * height), n / width % height, n % width);
            var (column, row) = orientation switch
            {
                2 => (right - x, y),
                3 => (right - x, bottom - y),
                4 => (x, bottom - y),
                5 => (y, x),
                6 => (y, bottom - x),
                7 => (right - y, bottom - x),
                _ => (right - y, x),
            };
            pixels[n] = image.Pixels[(((channel * image.Height) + row) * image.Width) + column];
        }

        return image with { Width = width, Height = height, Pixels = pixels };
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
