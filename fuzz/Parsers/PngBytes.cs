using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Homeostat.Fuzz;

/// <summary>Writes PNG images chunk by chunk, right or wrong.</summary>
internal static class PngBytes
{
    public static byte[] Signature { get; } = [0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10];

    /// <summary>The bytes of an image of rows that are filtered already.</summary>
    /// <param name="header">The 13 bytes of the header.</param>
    /// <param name="rows">The rows, each after the number of its filter.</param>
    public static byte[] Of(byte[] header, byte[] rows) => [.. Signature, .. Chunk("IHDR", header), .. Chunk("IDAT", Pack(rows)), .. Chunk("IEND", [])];

    /// <summary>The header of an image.</summary>
    public static byte[] Header(int width, int height, byte depth, byte color = 0, byte interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, color, interlace);
        return header;
    }

    /// <summary>A chunk with its length and checksum.</summary>
    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksums.Crc32(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    /// <summary>The bytes packed in the zlib format.</summary>
    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }
}
