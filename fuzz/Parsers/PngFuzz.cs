namespace Homeostat.Fuzz;

/// <summary>
/// PNG images. Inputs that begin with the signature of PNG are read as they are; of all others an image with right checksums is made, whose header and rows
/// they are.
/// </summary>
internal sealed class PngFuzz : ParserFuzz
{
    private const int HeaderBytes = 13;

    public override string Name => "png";

    public override string Summary => "PNG images, and headers and rows in images that are intact";

    public override void Read(byte[] input)
    {
        var image = input.Length < HeaderBytes || input.AsSpan().StartsWith(PngBytes.Signature) ? input : PngBytes.Of(input[..HeaderBytes], input[HeaderBytes..]);
        foreach (var isColored in (bool[])[false, true])
        {
            var read = Png.Read(image, "the-file", isColored);
            if (read.Pixels.LongLength != (long)read.Width * read.Height * read.Channels)
            {
                throw new InvalidOperationException($"{read.Pixels.Length} values of {read.Width} x {read.Height} pixels of {read.Channels} channels were read");
            }
        }
    }

    protected override IEnumerable<byte[]> Sources()
    {
        foreach (var (width, depth, color, channels) in new (int, byte, byte, int)[] { (7, 1, 0, 1), (5, 2, 0, 1), (3, 4, 0, 1), (6, 8, 0, 1), (3, 16, 0, 1), (3, 8, 2, 3), (3, 8, 4, 2), (2, 16, 6, 4) })
        {
            var (header, stride) = (PngBytes.Header(width, 5, depth, color), ((width * depth * channels) + 7) / 8);
            byte[] rows = [.. Enumerable.Range(0, 5).SelectMany(filter => (byte[])[(byte)filter, .. Enumerable.Range(0, stride).Select(i => (byte)((50 * filter) + i))])];
            yield return [.. header, .. rows];
            yield return PngBytes.Of(header, rows);
            yield return [.. PngBytes.Header(width, 5, depth, color, interlace: 1), .. new byte[PngPass.Of(width, 5, isInterlaced: true).Sum(pass => pass.Size(depth * channels))]];
        }
    }
}
