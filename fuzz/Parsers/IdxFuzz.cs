using System.IO.Compression;

namespace Homeostat.Fuzz;

/// <summary>IDX files, plain and gzipped.</summary>
internal sealed class IdxFuzz : ParserFuzz
{
    public override string Name => "idx";

    public override string Summary => "IDX files, plain and gzipped";

    public override void Read(byte[] input)
    {
        var read = Idx.Read(new MemoryStream(input), "the-file");
        if (read.Values.Length != read.Shape.Aggregate(1L, (count, size) => count * size))
        {
            throw new InvalidOperationException($"{read.Values.Length} values of shape {string.Join(" x ", read.Shape)} were read");
        }
    }

    protected override IEnumerable<byte[]> Sources()
    {
        byte[][] plain =
        [
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. Enumerable.Range(0, 12).Select(k => (byte)k)],
            [0, 0, 8, 1, 0, 0, 0, 5, 1, 2, 3, 4, 5],
            [0, 0, 8, 2, 0, 0, 1, 0, 0, 0, 0, 4, .. new byte[1024]],
        ];
        return plain.Concat(plain.Select(Packed));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
