using System.Buffers.Binary;
using System.IO.Compression;

namespace Homeostat;

/// <summary>The limits of data that are packed by deflate (RFC 1951), and the reading of such data in the zlib format (RFC 1950), as in PNG and MATLAB files.</summary>
internal static class Deflate
{
    /// <summary>
    /// The largest factor by which deflate packs bytes. A file cannot hold more bytes than its size times this factor, whatever its header says.
    /// </summary>
    public const long LargestRatio = 1032;

    private const int ChunkBytes = 1 << 16;
    private const int ChecksumBytes = 4;
    private const uint AdlerBase = 65521;

    // So many bytes can be added up before the sums of Adler-32 exceed 32 bits.
    private const int AdlerRun = 5552;

    /// <summary>Unpacks zlib data. Memory grows with the bytes that are really there, so a header cannot ask for more.</summary>
    /// <param name="packed">The packed bytes: exactly one zlib stream.</param>
    /// <param name="most">The largest number of unpacked bytes.</param>
    /// <exception cref="InvalidDataException">The data are damaged or incomplete, other bytes follow them, or they are longer than expected.</exception>
    public static byte[] Unpack(byte[] packed, long most)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        var (content, chunk) = (new MemoryStream(), new byte[ChunkBytes]);
        try
        {
            for (int count; (count = zlib.Read(chunk)) > 0;)
            {
                content.Write(chunk, 0, count);
                if (content.Length > most)
                {
                    throw Unreadable.Of($"more than the expected {most} bytes are packed");
                }
            }
        }
        catch (IOException e)
        {
            // So the runtime tells of data that need a dictionary; memory has no failures of its own.
            throw new InvalidDataException("the packed data ask for a dictionary, which is not in the file", e);
        }

        // The decompressor of the runtime accepts data whose end is missing, and bytes after the end; the checksum at the end shows both.
        var bytes = content.ToArray();
        return packed.Length >= ChecksumBytes && BinaryPrimitives.ReadUInt32BigEndian(packed.AsSpan(packed.Length - ChecksumBytes)) == Adler32(bytes)
            ? bytes
            : throw new InvalidDataException("the packed data are cut off, or the checksum does not fit them");
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (1u, 0u);
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(AdlerRun, bytes.Length)];
            foreach (var value in run)
            {
                first += value;
                second += first;
            }

            (first, second) = (first % AdlerBase, second % AdlerBase);
            bytes = bytes[run.Length..];
        }

        return (second << 16) | first;
    }
}
