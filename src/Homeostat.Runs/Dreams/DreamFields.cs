namespace Homeostat.Runs;

/// <summary>The topmost units projected down to the image.</summary>
internal static class DreamFields
{
    private const int Columns = 16;
    private const int Most = 144;

    public static void Draw(DreamAlbum album, Imagination imagination, LabeledImages images, TextWriter output)
    {
        var activity = imagination.Causes(images).Cast<double>().Max(Math.Abs);
        var fields = imagination.Fields(activity);
        float[][] strongest = [.. DreamAlbum.Images(fields).OrderByDescending(field => field.Sum(x => x * x)).Take(Most)];
        Plot.Images(
            album["fields.png"], $"What the {strongest.Length} topmost units that paint most paint alone, less what is painted at rest", strongest, images.Width, images.Height, Columns,
            diverging: true);
        album.Keep("fields", fields);
        output.WriteLine(FormattableString.Invariant($"Fields: each of {fields.GetLength(0)} topmost units alone at {activity:G3}, the largest cause of {images.Count} test images."));
    }
}
