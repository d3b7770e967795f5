namespace Homeostat.Fuzz;

/// <summary>JPEG images, read as gray ones and in colors.</summary>
internal sealed class JpegFuzz : ParserFuzz
{
    public override string Name => "jpeg";

    public override string Summary => "JPEG images";

    public override void Read(byte[] input)
    {
        foreach (var isColored in (bool[])[false, true])
        {
            var read = Jpeg.Read(input, "the-file", isColored);
            if (read.Pixels.LongLength != (long)read.Width * read.Height * read.Channels)
            {
                throw new InvalidOperationException($"{read.Pixels.Length} values of {read.Width} x {read.Height} pixels of {read.Channels} channels were read");
            }
        }
    }

    protected override IEnumerable<byte[]> Sources() => JpegSample.All.Select(sample => Convert.FromBase64String(sample.Image));
}
