using System.Buffers.Binary;
using System.IO.Compression;

namespace Homeostat.Tests.Data;

/// <summary>Writes the IDX format, independently of the reader.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int height, int width, Func<int, byte> pixel) =>
        Of([count, height, width], [.. Enumerable.Range(0, count * height * width).Select(pixel)]);

    public static byte[] Labels(params byte[] labels) => Of([labels.Length], labels);

    public static byte[] Of(int[] shape, byte[] values)
    {
        var bytes = new byte[4 + (4 * shape.Length) + values.Length];
        (bytes[2], bytes[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), shape[i]);
        }

        values.CopyTo(bytes, 4 + (4 * shape.Length));
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
