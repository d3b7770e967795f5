using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Homeostat;

/// <summary>
/// Animated PNG files of gray frames that repeat for ever (PNG specification, third edition, W3C 2025). A viewer that knows no animations shows the first frame.
/// </summary>
internal static class AnimatedPng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes frames.</summary>
    /// <param name="frames">Each height × width shades, 0 for black to 255 for white, row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="milliseconds">The time for which each frame is shown.</param>
    public static byte[] Encode(IReadOnlyList<byte[]> frames, int width, int height, int milliseconds)
    {
        using var file = new MemoryStream();
        file.Write(Signature);

        // 8 bits a pixel, gray, and the only methods there are for compression, filter and interlace.
        Chunk(file, "IHDR", [.. Bytes(width), .. Bytes(height), 8, 0, 0, 0, 0]);
        Chunk(file, "acTL", [.. Bytes(frames.Count), .. Bytes(0)]);

        // Chunks that control or hold frames are numbered; the first frame is the picture itself and has no number.
        var number = 0;
        for (var frame = 0; frame < frames.Count; frame++)
        {
            Chunk(file, "fcTL", [.. Bytes(number++), .. Bytes(width), .. Bytes(height), .. Bytes(0), .. Bytes(0), .. Short(milliseconds), .. Short(1000), 0, 0]);
            var pixels = Deflated(frames[frame], width);
            Chunk(file, frame == 0 ? "IDAT" : "fdAT", frame == 0 ? pixels : [.. Bytes(number++), .. pixels]);
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Before each row stands the filter of the row, 0 for none.
    private static byte[] Deflated(byte[] frame, int width)
    {
        using var stream = new MemoryStream();
        using (var deflate = new ZLibStream(stream, CompressionLevel.SmallestSize))
        {
            for (var start = 0; start < frame.Length; start += width)
            {
                deflate.WriteByte(0);
                deflate.Write(frame, start, width);
            }
        }

        return stream.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(Bytes(data.Length));
        file.Write(named);
        file.Write(Bytes((int)Checksums.Crc32(named.AsSpan())));
    }

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Short(int number) => Bytes(number)[2..];
}
