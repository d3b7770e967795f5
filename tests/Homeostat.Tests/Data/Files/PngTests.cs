using System.Buffers.Binary;
using CsCheck;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

public class PngTests
{
    // Four bytes a pixel would be taken for the size in the header, were it believed.
    private const int MemoryOfARefusal = 1_000_000;

    private static readonly byte[] Good = PngBytes.Of(PngBytes.Header(5, 2, 8), [0, 1, 2, 3, 4, 5, 2, 1, 1, 1, 1, 1]);

    /// <summary>Written by Python's zlib and decoded by Pillow 9.4 (libpng) for the expected values; every filter occurs, and the rows are in two chunks.</summary>
    [Fact]
    public void Every_filter_gives_the_pixels_that_libpng_gives()
    {
        var image = Read(
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAGCAAAAAAukAuXAAAAA3RFWHRhAGLcSaI7AAAAB0lEQVR4nGNhUM3fpflGXQAAACZJREFUycwYbVRzTIApOqO0qZ952602w1iW6MjSt+YMx3XvXpcGANR3DTtPR105AAAAAElFTkSuQmCC");
        Assert.Equal((5, 6), (image.Width, image.Height));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (X: i % 5, Y: i / 5)).Select(at => (byte)((37 * at.X * at.X) + (91 * at.Y) + (at.X * at.Y * 13))), image.Pixels);
    }

    /// <summary>Images of two rows of six pixels, with the values that Pillow 9.4 gives.</summary>
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAYAAAACAQAAAABTJpDzAAAADElEQVR4nGMIYVgBAAGoAP1RA16xAAAAAElFTkSuQmCC", new byte[] { 0, 255, 0, 255, 0, 255, 255, 0, 255, 0, 255, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAYAAAACAgAAAAAUhuojAAAADklEQVR4nGOwNGDwcwAAAr8A+BBzIm0AAAAASUVORK5CYII=", new byte[] { 0, 255, 170, 85, 0, 255, 85, 0, 255, 170, 85, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAYAAAACBAAAAACbxh+DAAAAEElEQVR4nGNgzjzPIFJ1AQAIngKa9WHIjQAAAABJRU5ErkJggg==", new byte[] { 0, 51, 102, 153, 204, 255, 17, 68, 119, 170, 221, 0 })]
    public void Fewer_bits_are_scaled_to_white(string image, byte[] expected) => Assert.Equal(expected, Read(image).Pixels);

    /// <summary>Images of three rows of four pixels that Pillow 9.4 wrote: colors, colors with opacity, gray with opacity, a palette of 4 bits, gray of 16 bits. The values are computed by Python from the pixels that were written.</summary>
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAMElEQVR4nGNo2s5XLxWw70OdST0bk98N/0tc35uCm8zf+zEdEeTgcag9XXrlvuRZADxXEKzGIeomAAAAAElFTkSuQmCC", new byte[] { 148, 62, 212, 91, 157, 53, 58, 106, 150, 109, 135, 105 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAYAAAC09K7GAAAAPklEQVR4nAEzAMz/AIK3Du5/GlA5vvB+wjR/Bm4CTthP2dIK96qCU4JAN+9O5wLEEQihDEB9tct11FLfGc1UWFYXqdLw9E8AAAAASUVORK5CYII=", new byte[] { 155, 212, 222, 184, 179, 75, 253, 205, 212, 168, 215, 156 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAQAAAAe/WZNAAAAJElEQVR4nGNo2l4vte+DST2T341LXE3B5u9ZjgjyOOwK4ToPAKHUCz9tYYnaAAAAAElFTkSuQmCC", new byte[] { 165, 242, 194, 154, 229, 230, 205, 191, 188, 191, 79, 159 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADBAMAAABG2rP1AAAAMFBMVEWaAa0hnrWc9qFe9vFaHYMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAuZQjvAAAAEUlEQVR4nGNgMmBwVmZwMAAAA/QBCd/cXlQAAAAASUVORK5CYII=", new byte[] { 66, 209, 200, 66, 59, 200, 209, 200, 59, 66, 200, 66 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADEAAAAADBDy1ZAAAAJElEQVR4nGOMWcjx90aQIz/jm2VH1rCGnj7HxBDSzsCeLs4GAJtOCdw2tPQoAAAAAElFTkSuQmCC", new byte[] { 92, 100, 60, 125, 236, 176, 181, 128, 236, 55, 188, 151 })]
    public void Colors_become_their_luminance_on_white(string image, byte[] expected) => Assert.Equal(expected, Read(image).Pixels);

    [Fact]
    public void Colors_are_kept_channel_by_channel_and_stand_on_white_where_they_are_transparent()
    {
        byte[] two = [0, 10, 20, 30, 0, 40, 50, 60, 255];
        Assert.Equal([255, 40, 255, 50, 255, 60], Png.Read(PngBytes.Of(PngBytes.Header(2, 1, 8, color: 6), two), "two", isColored: true).Pixels);
        Assert.Equal([7, 9, 7, 9, 7, 9], Png.Read(PngBytes.Of(PngBytes.Header(2, 1, 8), [0, 7, 9]), "gray", isColored: true).Pixels);

        // A palette, the colors of which are half transparent and opaque; a gray value and a color that are transparent.
        var palette = With(PngBytes.Header(2, 1, 8, color: 3), [0, 0, 1], ("PLTE", [0, 100, 200, 1, 2, 3]), ("tRNS", [128]));
        Assert.Equal([127, 1, 177, 2, 227, 3], Png.Read(palette, "palette", isColored: true).Pixels);
        Assert.Equal([255, 9], Png.Read(With(PngBytes.Header(2, 1, 8), [0, 7, 9], ("tRNS", [0, 7])), "gray").Pixels);
        Assert.Equal([255, 1], Png.Read(With(PngBytes.Header(2, 1, 8, color: 2), [0, 1, 2, 3, 1, 1, 1], ("tRNS", [0, 1, 0, 2, 0, 3])), "color").Pixels);
        Assert.Contains("3 bytes say what is transparent", Refusal(With(PngBytes.Header(2, 1, 8), [0, 7, 9], ("tRNS", [0, 7, 0]))), StringComparison.Ordinal);
        Assert.Contains("2 bytes say what is transparent", Refusal(With(PngBytes.Header(2, 1, 8, color: 3), [0, 0, 0], ("PLTE", [0, 0, 0]), ("tRNS", [1, 2]))), StringComparison.Ordinal);

        static byte[] With(byte[] header, byte[] rows, params (string Type, byte[] Content)[] chunks) =>
            [.. PngBytes.Signature, .. PngBytes.Chunk("IHDR", header), .. chunks.SelectMany(chunk => PngBytes.Chunk(chunk.Type, chunk.Content)), .. PngBytes.Chunk("IDAT", PngBytes.Pack(rows)), .. PngBytes.Chunk("IEND", [])];
    }

    /// <summary>Interlaced images that netpbm 11.01 wrote: 9×10 gray of 8 bits, 5×3 of one bit, 1×1 and 6×9 with palettes, 11×2 of 4 bits. The values are Pillow 9.4's, colors as their luminance.</summary>
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAkAAAAKCAAAAAE0aRv0AAAAeUlEQVQImQFuAJH/AXn+Av9ZACECBgGEQecAvfAE3RMCBEABIPX64+gDEN0tATQAQvIGhAMw+TlAAd/43MMB9jf1KwIc1hUYAGLw88tNdk3HBwDK40S7MRJF/W8DqRfqIMlJMM+/AZZE+mjaAaro5QT/rMnZmPP3nXuPqjGr4TKeuwAAAABJRU5ErkJggg==", new byte[] { 121, 66, 189, 242, 33, 6, 240, 132, 119, 98, 240, 243, 203, 77, 118, 77, 199, 7, 32, 81, 21, 154, 15, 137, 242, 198, 218, 202, 227, 68, 187, 49, 18, 69, 253, 111, 132, 223, 154, 215, 197, 179, 208, 118, 172, 14, 143, 83, 167, 53, 108, 136, 145, 63, 32, 246, 247, 45, 176, 34, 210, 77, 10, 150, 218, 212, 60, 22, 23, 193, 169, 142, 120, 18, 158, 3, 39, 55, 16, 101, 208, 149, 134, 79, 21, 173, 160, 184, 70, 193 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAUAAAADAQAAAAEESsjDAAAAEklEQVQImWNoYADBBUB8gGEHABpmBBklDQ+DAAAAAElFTkSuQmCC", new byte[] { 255, 255, 255, 0, 255, 255, 0, 255, 255, 255, 255, 255, 0, 255, 255 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQMAAAFS3GZcAAAAA1BMVEUKCgqw17mYAAAACklEQVQImWNgAAAAAgAB9HFkpgAAAABJRU5ErkJggg==", new byte[] { 10 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAYAAAAJCAMAAAFRQ505AAAAolBMVEXcGQbbP0HcG760jvqSPX3Hm7jrwhY0pKoQ6ZMks8W6XqAXEWVxZT70H7Q9EWEBwijREtMZI/corG9PZgI9V3r2PVe9gOm9h5mHYahAFz+ZegrTGzpf3jGYo1quK7DARB5y4FauQIHBNQ303nGq7rQLHwqudCKJeqeMQQOKf4nminPYGvLVlNb5zBmhUKGK7bFDnnGhXY5C15UQLPqlABxbFb87NxL6AAAAS0lEQVQImQXBhwJCAABAwWdlRdlE2buM0v//mjtyYkIu1CYSHTdU18b/zDTtk2La0WQYxgPhL2JE1dZnvL7r++4RPNLSupI4v0VXTrRQBZhcEp/fAAAAAElFTkSuQmCC", new byte[] { 101, 211, 166, 23, 158, 151, 129, 153, 90, 126, 132, 164, 131, 175, 126, 163, 39, 119, 97, 163, 201, 175, 97, 84, 216, 158, 124, 94, 28, 81, 119, 119, 86, 104, 112, 100, 83, 80, 197, 131, 107, 53, 40, 56, 59, 113, 138, 171, 116, 110, 119, 61, 187, 103 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAsAAAACBAAAAAEZP6SlAAAAG0lEQVQImWP4wfCA4foFhrVsCgy1DqubHx8AAEU2B+FGS6DhAAAAAElFTkSuQmCC", new byte[] { 255, 170, 221, 221, 238, 0, 119, 102, 136, 34, 221, 119, 221, 68, 0, 170, 187, 136, 51, 238, 51, 204 })]
    public void Interlaced_images_give_the_pixels_that_libpng_gives(string image, byte[] expected) => Assert.Equal(expected, Read(image).Pixels);

    [Fact]
    public void An_interlaced_image_is_the_image() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Byte.Array[1200], Gen.Bool).Sample((width, height, values, isColored) =>
    {
        var samples = isColored ? 3 : 1;
        var rows = Enumerable.Range(0, height).SelectMany(y => (byte[])[0, .. values.AsSpan(y * width * samples, width * samples)]).ToArray();

        // The passes as PNG's section 8.2 draws them: the number of the pass of each pixel of a square of eight.
        int[] square = [1, 6, 4, 6, 2, 6, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 5, 6, 5, 6, 5, 6, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7, 3, 6, 4, 6, 3, 6, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 5, 6, 5, 6, 5, 6, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7];
        var passes = Enumerable.Range(1, 7).SelectMany(pass => Enumerable.Range(0, height)
            .Select(y => Enumerable.Range(0, width).Where(x => square[(y % 8 * 8) + (x % 8)] == pass).SelectMany(x => values.Skip(((y * width) + x) * samples).Take(samples)).ToArray())
            .Where(row => row.Length > 0).SelectMany(row => (byte[])[0, .. row])).ToArray();
        var color = (byte)(isColored ? 2 : 0);
        Assert.Equal(
            Png.Read(PngBytes.Of(PngBytes.Header(width, height, 8, color), rows), "plain", isColored).Pixels,
            Png.Read(PngBytes.Of(PngBytes.Header(width, height, 8, color, interlace: 1), passes), "interlaced", isColored).Pixels);
    }, iter: 100);

    /// <summary>What Pillow 9.4 (ImageOps.exif_transpose) makes of the rows 10 20 30 and 40 50 60.</summary>
    [Theory]
    [InlineData(1, 3, new byte[] { 10, 20, 30, 40, 50, 60 })]
    [InlineData(2, 3, new byte[] { 30, 20, 10, 60, 50, 40 })]
    [InlineData(3, 3, new byte[] { 60, 50, 40, 30, 20, 10 })]
    [InlineData(4, 3, new byte[] { 40, 50, 60, 10, 20, 30 })]
    [InlineData(5, 2, new byte[] { 10, 40, 20, 50, 30, 60 })]
    [InlineData(6, 2, new byte[] { 40, 10, 50, 20, 60, 30 })]
    [InlineData(7, 2, new byte[] { 60, 30, 50, 20, 40, 10 })]
    [InlineData(8, 2, new byte[] { 30, 60, 20, 50, 10, 40 })]
    public void An_image_is_turned_as_the_camera_was_held(byte orientation, int width, byte[] expected)
    {
        foreach (var exif in new byte[][] { ExifBytes.Of(orientation, isLittle: true), ExifBytes.Of(orientation, isLittle: false) })
        {
            byte[] image =
            [
                .. PngBytes.Signature, .. PngBytes.Chunk("IHDR", PngBytes.Header(3, 2, 8)), .. PngBytes.Chunk("eXIf", exif),
                .. PngBytes.Chunk("IDAT", PngBytes.Pack([0, 10, 20, 30, 0, 40, 50, 60])), .. PngBytes.Chunk("IEND", []),
            ];
            var read = Png.Read(image, "turned");
            Assert.Equal(width, read.Width);
            Assert.Equal(expected, read.Pixels);

            // Each channel is turned as the gray image is.
            Assert.Equal([.. expected, .. expected, .. expected], Png.Read(image, "turned", isColored: true).Pixels);
        }
    }

    [Fact]
    public void A_damaged_note_of_the_camera_changes_nothing() => Gen.Select(Gen.Int[0, 25], Gen.Byte.Array[0, 40]).Sample((cut, bytes) =>
    {
        Assert.Equal(1, ExifOrientation.Of(ExifBytes.Of(6, isLittle: false).AsSpan(0, Math.Min(cut, 19))));
        Assert.InRange(ExifOrientation.Of([.. "MM\0*"u8, .. bytes]), 1, 8);
        Assert.Equal(1, ExifOrientation.Of(ExifBytes.Of(9, isLittle: true)));
    }, iter: 300);

    [Fact]
    public void A_truncated_or_changed_image_is_never_read() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[1, 255], Gen.Bool).Sample((at, change, isCut) =>
        {
            var bytes = isCut ? Good[..at] : (byte[])Good.Clone();
            if (!isCut)
            {
                bytes[at] ^= (byte)change;
            }

            Assert.StartsWith("the-file: not a readable PNG image: ", Assert.Throws<HomeostatException>(() => Png.Read(bytes, "the-file")).Message, StringComparison.Ordinal);
        });

    [Fact]
    public void A_size_that_the_bytes_cannot_hold_costs_no_memory()
    {
        foreach (var header in new[] { PngBytes.Header(60_000, 60_000, 8), PngBytes.Header(60_000, 10_000, 1), PngBytes.Header(-1, 1, 8) })
        {
            var image = PngBytes.Of(header, [0, 1, 2]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<HomeostatException>(() => Png.Read(image, "forged"));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MemoryOfARefusal);
        }
    }

    /// <summary>Sixteen million zeros, packed a thousandfold, behind a header of one pixel.</summary>
    [Fact]
    public void Rows_beyond_the_size_are_not_unpacked()
    {
        var image = PngBytes.Of(PngBytes.Header(1, 1, 8), new byte[16_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than the expected 2 bytes", Refusal(image), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MemoryOfARefusal);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        byte[] rows = [0, 1, 2];
        var (header, data, end) = (PngBytes.Chunk("IHDR", PngBytes.Header(2, 1, 8)), PngBytes.Chunk("IDAT", PngBytes.Pack(rows)), PngBytes.Chunk("IEND", []));
        Assert.Equal([1, 2], Png.Read([.. PngBytes.Signature, .. header, .. PngBytes.Chunk("tIME", [1, 2]), .. data, .. end], "good").Pixels);
        Says("starts with the bytes FFD8FFE0; 89504E470D0A1A0A", [0xff, 0xd8, 0xff, 0xe0]);
        Says("color type is 5, with 8 bits", PngBytes.Of(PngBytes.Header(2, 1, 8, color: 5), rows));
        Says("color type is 2, with 4 bits", PngBytes.Of(PngBytes.Header(2, 1, 4, color: 2), rows));
        Says("interlacing are 0, 0 and 2", PngBytes.Of(PngBytes.Header(2, 1, 8, interlace: 2), rows));
        Says("the colors are missing", PngBytes.Of(PngBytes.Header(2, 1, 8, color: 3), rows));
        Says("its size is 0×1", PngBytes.Of(PngBytes.Header(0, 1, 8), rows));
        Says("describes 3 bytes of rows but only 2 follow", PngBytes.Of(PngBytes.Header(2, 1, 8), rows[..2]));
        Says("a row has the filter 5", PngBytes.Of(PngBytes.Header(2, 1, 8), [5, 1, 2]));
        Says("cut off within a chunk", [.. PngBytes.Signature, .. header, .. data]);
        Says("a chunk IDAT of 11 bytes is where it cannot be", [.. PngBytes.Signature, .. data, .. header, .. end]);
        Says("a chunk IHDR of 13 bytes is where it cannot be", [.. PngBytes.Signature, .. header, .. header, .. data, .. end]);
        Says("a chunk XXXX, which is not known", [.. PngBytes.Signature, .. header, .. PngBytes.Chunk("XXXX", [1, 2, 3]), .. data, .. end]);
        Says("a chunk PLTE of 4 bytes is where it cannot be", [.. PngBytes.Signature, .. header, .. PngBytes.Chunk("PLTE", [1, 2, 3, 4]), .. data, .. end]);
        var indexed = PngBytes.Chunk("IHDR", PngBytes.Header(2, 1, 8, color: 3));
        Says("a pixel has the color 2, but there are 2", [.. PngBytes.Signature, .. indexed, .. PngBytes.Chunk("PLTE", [0, 0, 0, 9, 9, 9]), .. data, .. end]);
        Says("other bytes follow its end", [.. PngBytes.Signature, .. header, .. data, .. end, 0]);
        Says("can hold", [.. PngBytes.Signature, .. header, .. end]);

        // A checksum of the packed data that does not fit, in a chunk whose own checksum fits.
        var packed = PngBytes.Pack(rows);
        packed[^1] ^= 1;
        Says("not a readable PNG image", [.. PngBytes.Signature, .. header, .. PngBytes.Chunk("IDAT", packed), .. end]);
        var sum = (byte[])Good.Clone();
        BinaryPrimitives.WriteInt32BigEndian(sum.AsSpan(29), 7);
        Says("the checksum of its chunk IHDR does not fit", sum);

        static void Says(string expected, byte[] image) => Assert.Contains(expected, Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void A_smaller_image_holds_the_mean_of_the_area_of_each_pixel()
    {
        // Of 3 to 2: a new pixel is one and a half old ones long.
        Assert.Equal([20, 40], new PixelImage(3, 1, [15, 30, 45]).Shrink(2, 1).Pixels);
        Assert.Equal([9, 18], new PixelImage(1, 3, [0, 27, 13]).Shrink(1, 2).Pixels);
        Assert.Equal([3], new PixelImage(2, 2, [1, 2, 3, 4]).Shrink(1, 1).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelImage(2, 2, [1, 2, 3, 4]).Shrink(3, 1));
    }

    [Fact]
    public void A_smaller_image_has_the_mean_of_the_image() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Byte.Array[144]).SelectMany(t => Gen.Select(Gen.Int[1, t.Item1], Gen.Int[1, t.Item2], Gen.Const(t))).Sample((width, height, t) =>
        {
            var image = new PixelImage(t.Item1, t.Item2, t.Item3[..(t.Item1 * t.Item2)]);

            // Each new pixel is rounded by half a level at most.
            Assert.Equal(image.Pixels.Average(p => (double)p), image.Shrink(width, height).Pixels.Average(p => (double)p), 0.5 + 1e-9);
            Assert.Equal(image.Pixels, image.Shrink(image.Width, image.Height).Pixels);

            // A channel is shrunk as if it were an image.
            var two = new PixelImage(image.Width, image.Height, [.. image.Pixels, .. image.Pixels.AsEnumerable().Reverse()], Channels: 2).Shrink(width, height).Pixels;
            Assert.Equal([.. image.Shrink(width, height).Pixels, .. (image with { Pixels = [.. image.Pixels.AsEnumerable().Reverse()] }).Shrink(width, height).Pixels], two);
        });

    private static PixelImage Read(string base64) => Png.Read(Convert.FromBase64String(base64), "an-image");

    private static string Refusal(byte[] image) => Assert.Throws<HomeostatException>(() => Png.Read(image, "bad")).Message;
}
