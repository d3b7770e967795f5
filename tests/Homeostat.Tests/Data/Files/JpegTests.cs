using CsCheck;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

public class JpegTests
{
    // Decoders may round the cosines differently, and each of three channels then enters a color.
    private const int MostRounding = 3;

    public static TheoryData<string> Names => [.. JpegSample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_values_are_those_of_libjpeg(string name)
    {
        var (sample, bytes, expected) = Sample(name);
        var read = Jpeg.Read(bytes, name, isColored: true);
        Assert.Equal((sample.Width, sample.Height, 3), (read.Width, read.Height, read.Channels));
        var (size, channels) = (read.Width * read.Height, expected.Length / (read.Width * read.Height));
        for (var i = 0; i < 3 * size; i++)
        {
            Assert.InRange(read.Pixels[i], expected[(i % size * channels) + (i / size % channels)] - MostRounding, expected[(i % size * channels) + (i / size % channels)] + MostRounding);
        }

        var gray = Jpeg.Read(bytes, name);
        Assert.Equal((size, 1), (gray.Pixels.Length, gray.Channels));
        for (var i = 0; i < size; i++)
        {
            Assert.InRange(gray.Pixels[i] - (.299 * read.Pixels[i]) - (.587 * read.Pixels[size + i]) - (.114 * read.Pixels[(2 * size) + i]), -12, 12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_is_turned_as_the_camera_was_held(string name)
    {
        var (_, bytes, _) = Sample(name);
        byte[] note = [.. "Exif\0\0"u8, .. ExifBytes.Of(6, isLittle: false)];
        var (stored, turned) = (Jpeg.Read(bytes, name, isColored: true), Jpeg.Read([.. bytes.AsSpan(0, 2), 0xFF, 0xE1, 0, (byte)(note.Length + 2), .. note, .. bytes.AsSpan(2)], name, isColored: true));
        Assert.Equal((stored.Height, stored.Width, 3), (turned.Width, turned.Height, turned.Channels));
        Assert.Equal(stored.Pixels[(stored.Height - 1) * stored.Width], turned.Pixels[0]);
        Assert.Equal(ExifOrientation.Upright(stored, 6).Pixels, turned.Pixels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_image_is_never_read(string name)
    {
        var (_, bytes, _) = Sample(name);
        Gen.Int[0, bytes.Length - 2].Sample(length => Assert.StartsWith(
            "cut: not a readable JPEG image: ", Assert.Throws<HomeostatException>(() => Jpeg.Read(bytes[..length], "cut")).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_size_that_the_bytes_cannot_hold_costs_no_memory()
    {
        var (_, bytes, _) = Sample("gray");
        var frame = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        bytes.AsSpan(frame + 5, 4).Fill(0xFF);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("describes 65535×65535 pixels", Assert.Throws<HomeostatException>(() => Jpeg.Read(bytes, "forged")).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_table_with_more_codes_than_there_can_be_is_refused()
    {
        var (_, bytes, _) = Sample("gray");
        var table = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC4]);
        bytes[table + 5] = 0x20;
        Assert.Contains("more codes than there can be", Assert.Throws<HomeostatException>(() => Jpeg.Read(bytes, "forged")).Message, StringComparison.Ordinal);
    }

    private static (JpegSample Sample, byte[] Bytes, byte[] Expected) Sample(string name)
    {
        var sample = JpegSample.All.Single(sample => sample.Name == name);
        return (sample, Convert.FromBase64String(sample.Image), Convert.FromBase64String(sample.Pixels));
    }
}
