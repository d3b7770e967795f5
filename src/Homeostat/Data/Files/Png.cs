using System.Buffers.Binary;
using System.Text;

namespace Homeostat;

/// <summary>
/// The reader of PNG images (W3C, Portable Network Graphics, third edition), as gray ones, in which colors become their luminance, or in colors. What is transparent stands on white, and an image that
/// notes how the camera was held is turned upright. Every checksum is compared.
/// </summary>
internal static class Png
{
    private const int LargestSide = 1 << 16;

    // The length, the type and the checksum of a chunk.
    private const int FrameBytes = 12;

    private static readonly byte[] Signature = [0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n'];

    /// <summary>Reads an image.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="place">The path of the file, for messages.</param>
    /// <param name="isColored">Whether the image keeps its colors.</param>
    /// <exception cref="HomeostatException">The file is damaged or incomplete, or an image of another kind.</exception>
    public static PixelImage Read(ReadOnlySpan<byte> bytes, string place, bool isColored = false)
    {
        try
        {
            var (header, palette, transparent, exif, data) = Chunks(bytes);
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
            var form = PngForm.Of(header, palette, transparent);
            if (width is 0 or > LargestSide || height is 0 or > LargestSide)
            {
                throw Unreadable.Of($"its size is {width}×{height}; sides of 1 to {LargestSide} were expected");
            }

            // One byte before each row says how the row is filtered. The size is compared before memory is taken for it.
            var passes = PngPass.Of((int)width, (int)height, form.IsInterlaced);
            var size = passes.Sum(pass => pass.Size(form.Bits));
            if (size > data.Length * Deflate.LargestRatio || size > Array.MaxLength / 8)
            {
                throw Unreadable.Of($"its header describes {width}×{height} pixels, more than its {data.Length} bytes can hold");
            }

            var rows = Deflate.Unpack(data, size);
            if (rows.Length < size)
            {
                throw Unreadable.Of($"its header describes {size} bytes of rows but only {rows.Length} follow");
            }

            var image = new PixelImage((int)width, (int)height, new byte[checked(PixelImage.ChannelsOf(isColored) * (int)width * (int)height)], PixelImage.ChannelsOf(isColored));
            var next = 0;
            foreach (var pass in passes)
            {
                var stored = rows.AsSpan(next, (int)pass.Size(form.Bits));
                Unfilter(stored, pass.Stride(form.Bits), Math.Max(1, form.Bits / 8));
                Place(stored, pass, form, image);
                next += stored.Length;
            }

            return ExifOrientation.Upright(image, ExifOrientation.Of(exif));
        }
        catch (InvalidDataException e)
        {
            throw new HomeostatException($"{place}: not a readable PNG image: {e.Message.TrimEnd('.')}. Copy it again, or convert it.", e);
        }
    }

    /// <summary>The content of the header, the colors, what of them is transparent, the camera's note, and the packed rows, which may be divided into several chunks.</summary>
    private static (byte[] Header, byte[]? Palette, byte[]? Transparent, byte[]? Exif, byte[] Data) Chunks(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Signature))
        {
            throw Unreadable.Of($"it starts with the bytes {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}; {Convert.ToHexString(Signature)} was expected");
        }

        var (header, palette, transparent, exif, data, isData) = ((byte[]?)null, (byte[]?)null, (byte[]?)null, (byte[]?)null, new MemoryStream(), false);
        for (var rest = bytes[Signature.Length..]; ;)
        {
            var length = rest.Length < FrameBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - FrameBytes)
            {
                throw new InvalidDataException("it is cut off within a chunk");
            }

            var chunk = rest.Slice(4, 4 + (int)length);
            var (type, content) = (Encoding.ASCII.GetString(chunk[..4]), chunk[4..].ToArray());
            if (Checksums.Crc32(chunk) != BinaryPrimitives.ReadUInt32BigEndian(rest[(4 + chunk.Length)..]))
            {
                throw Unreadable.Of($"the checksum of its chunk {type} does not fit the bytes");
            }

            // The header is the first chunk and there only. The chunks of rows follow one another.
            if ((type == "IHDR") != (header is null) || (type == "IHDR" && length != 13) || (type == "IDAT" && data.Length > 0 && !isData) || (type == "PLTE" && (palette is not null || data.Length > 0 || length is 0 or > 768 || length % 3 != 0)))
            {
                throw Unreadable.Of($"a chunk {type} of {length} bytes is where it cannot be");
            }

            isData = type == "IDAT";
            rest = rest[(FrameBytes + content.Length)..];
            switch (type)
            {
                case "IHDR":
                    header = content;
                    break;
                case "PLTE":
                    palette = content;
                    break;
                case "tRNS":
                    transparent = content;
                    break;
                case "eXIf":
                    exif = content;
                    break;
                case "IDAT":
                    data.Write(content);
                    break;
                case "IEND":
                    return length == 0 && rest.IsEmpty ? (header!, palette, transparent, exif, data.ToArray()) : throw new InvalidDataException("other bytes follow its end");
                case var other when !char.IsAsciiLetterLower(other[0]):
                    // Chunks whose first letter is small may be passed over, such as that of the time.
                    throw Unreadable.Of($"it has a chunk {type}, which is not known");
            }
        }
    }

    /// <summary>Replaces the bytes of each row, which are differences from their neighbors to the left and above, by the values.</summary>
    private static void Unfilter(Span<byte> rows, int stride, int distance)
    {
        ReadOnlySpan<byte> above = new byte[stride];
        for (; !rows.IsEmpty; rows = rows[(1 + stride)..])
        {
            var row = rows.Slice(1, stride);
            for (var i = 0; i < stride; i++)
            {
                var (left, up, corner) = (i >= distance ? row[i - distance] : 0, above[i], i >= distance ? above[i - distance] : 0);
                row[i] += (byte)(rows[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    var filter => throw Unreadable.Of($"a row has the filter {filter}; 0 to 4 was expected"),
                });
            }

            above = row;
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    /// <summary>Puts the pixels of a pass in their places.</summary>
    private static void Place(ReadOnlySpan<byte> rows, PngPass pass, PngForm form, PixelImage image)
    {
        var stride = 1 + pass.Stride(form.Bits);
        var size = image.Width * image.Height;
        for (var y = 0; y < pass.Height; y++)
        {
            var row = rows.Slice((y * stride) + 1, stride - 1);
            for (var x = 0; x < pass.Width; x++)
            {
                var at = ((pass.Top + (y * pass.Down)) * image.Width) + pass.Left + (x * pass.Across);
                if (image.Channels == 1)
                {
                    image.Pixels[at] = form.Gray(row, x);
                    continue;
                }

                for (var channel = 0; channel < 3; channel++)
                {
                    image.Pixels[(channel * size) + at] = form.Color(row, x, channel);
                }
            }
        }
    }
}
