namespace Homeostat;

/// <summary>The segments of a JPEG image, of which those are looked at here that the decoder does not look at, or trusts.</summary>
internal static class JpegSegments
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, HuffmanTables = 0xC4, Exif = 0xE1, Adobe = 0xEE;
    private const int LongestCode = 16;

    /// <summary>Checks that the image is whole and its Huffman tables are possible; says whether its three components are red, green and blue themselves, and how the camera was held (<see cref="ExifOrientation"/>).</summary>
    /// <exception cref="InvalidDataException">The image is cut off, or a table has more codes than there are of their lengths, which would keep the decoder busy for long.</exception>
    public static (bool IsRgb, int Orientation) Check(ReadOnlySpan<byte> bytes)
    {
        var (isRgb, orientation) = (false, (int?)null);
        for (var rest = bytes; ;)
        {
            var (marker, content) = Next(ref rest);
            switch (marker)
            {
                case EndOfImage:
                    // After the end, cameras put what they like.
                    return (isRgb, orientation ?? 1);
                case HuffmanTables:
                    CheckTables(content);
                    break;
                case Exif when content.StartsWith("Exif\0\0"u8):
                    orientation ??= ExifOrientation.Of(content[6..]);
                    break;
                case Adobe when content.Length >= 12 && content.StartsWith("Adobe"u8):
                    // Where there is no such segment, three components are as JFIF says.
                    isRgb = content[11] == 0;
                    break;
                case StartOfScan:
                    rest = rest[EndOfScan(rest)..];
                    break;
            }
        }
    }

    private static Segment Next(ref ReadOnlySpan<byte> rest)
    {
        // Any number of bytes FF may stand before a marker.
        while (rest is [0xFF, 0xFF, ..])
        {
            rest = rest[1..];
        }

        if (rest is not [0xFF, var marker, ..])
        {
            throw new InvalidDataException(rest.Length < 2 ? "it is cut off" : "bytes stand between its segments");
        }

        rest = rest[2..];
        if (marker is StartOfImage or EndOfImage)
        {
            return new Segment(marker, []);
        }

        var length = rest.Length < 2 ? 0 : (rest[0] << 8) | rest[1];
        if (length < 2 || length > rest.Length)
        {
            throw new InvalidDataException("it is cut off");
        }

        var content = rest[2..length];
        rest = rest[length..];
        return new Segment(marker, content);
    }

    // Within a scan, a byte FF is followed by 0 or by the number of a restart.
    private static int EndOfScan(ReadOnlySpan<byte> scan)
    {
        for (var at = 0; at + 1 < scan.Length; at++)
        {
            if (scan[at] == 0xFF && scan[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }

        throw new InvalidDataException("it is cut off within a scan");
    }

    private static void CheckTables(ReadOnlySpan<byte> tables)
    {
        while (!tables.IsEmpty)
        {
            var (codes, values) = (0, 0);
            for (var length = 1; length <= LongestCode; length++)
            {
                var count = length < tables.Length ? tables[length] : byte.MaxValue;
                (codes, values) = ((2 * codes) + count, values + count);
                if (codes > 1 << length)
                {
                    throw new InvalidDataException("a Huffman table has more codes than there can be");
                }
            }

            if (1 + LongestCode + values > tables.Length)
            {
                throw new InvalidDataException("a Huffman table is cut off");
            }

            tables = tables[(1 + LongestCode + values)..];
        }
    }

    private readonly ref struct Segment(byte marker, ReadOnlySpan<byte> content)
    {
        private readonly ReadOnlySpan<byte> _content = content;

        public void Deconstruct(out byte kind, out ReadOnlySpan<byte> bytes)
        {
            kind = marker;
            bytes = _content;
        }
    }
}
