using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Homeostat.Tests.Plots;

/// <summary>Animated PNG files, read chunk by chunk.</summary>
public sealed class AnimationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_come_back_as_they_were_drawn()
    {
        float[][] frames = [[0, 1, .5f, .2f, -3, 7], [1, 0, 0, 0, 0, 0], [.4f, .4f, .4f, .4f, .4f, .4f]];
        Plot.Animation(_folder["a.png"], frames, width: 3, height: 2, zoom: 2, milliseconds: 40);
        var chunks = Chunks(File.ReadAllBytes(_folder["a.png"]));
        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal([0, 0, 0, 6, 0, 0, 0, 4, 8, 0, 0, 0, 0], chunks[0].Data);
        Assert.Equal((3, 0), (Number(chunks[1].Data, 0), Number(chunks[1].Data, 4)));

        // Chunks of frames are numbered from 0 without a gap; each frame fills the picture and is shown for 40 ms.
        Assert.Equal([0, 1, 2, 3, 4], chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT").Select(chunk => Number(chunk.Data, 0)));
        Assert.All(chunks.Where(chunk => chunk.Type == "fcTL"), chunk =>
        {
            Assert.Equal(26, chunk.Data.Length);
            Assert.Equal((6, 4, 0, 0), (Number(chunk.Data, 4), Number(chunk.Data, 8), Number(chunk.Data, 12), Number(chunk.Data, 16)));
            Assert.Equal([0, 40, 3, 232, 0, 0], chunk.Data[20..]);
        });
        var pictures = chunks.Where(chunk => chunk.Type is "IDAT" or "fdAT").Select(chunk => Inflated(chunk.Data[(chunk.Type == "IDAT" ? 0 : 4)..])).ToArray();
        for (var frame = 0; frame < 3; frame++)
        {
            Assert.Equal(4 * 7, pictures[frame].Length);
            for (var n = 0; n < 24; n++)
            {
                var (row, column) = (n / 6, n % 6);
                Assert.Equal(0, pictures[frame][row * 7]);
                Assert.Equal((byte)Math.Round(255 * Math.Clamp(frames[frame][(row / 2 * 3) + (column / 2)], 0, 1), MidpointRounding.AwayFromZero), pictures[frame][(row * 7) + 1 + column]);
            }
        }

        // Whoever knows no animations sees the first frame.
        using var first = SKBitmap.Decode(_folder["a.png"]);
        Assert.Equal((6, 4, 255, 51), (first.Width, first.Height, first.GetPixel(2, 1).Red, first.GetPixel(0, 3).Red));
    }

    [Fact]
    public void Frames_that_do_not_fit_are_refused()
    {
        Assert.Contains("image 1 has 3 numbers", Assert.Throws<HomeostatException>(() => Plot.Animation(_folder["x.png"], [new float[4], new float[3]], 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("0 images", Assert.Throws<HomeostatException>(() => Plot.Animation(_folder["x.png"], [], 2, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plot.Animation(_folder["x.png"], [new float[4]], 2, 2, milliseconds: 70_000));
        Assert.False(File.Exists(_folder["x.png"]));
    }

    private static List<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var chunks = new List<(string Type, byte[] Data)>();
        for (var at = 8; at < file.Length;)
        {
            var length = Number(file, at);
            Assert.Equal(Crc(file[(at + 4)..(at + 8 + length)]), (uint)Number(file, at + 8 + length));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        return chunks;
    }

    // Bit by bit, as in annex D of the PNG specification.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            }
        }

        return ~crc;
    }

    private static byte[] Inflated(byte[] data)
    {
        using var result = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        zlib.CopyTo(result);
        return result.ToArray();
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
