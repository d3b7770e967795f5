namespace Homeostat.Runs;

/// <summary>Test images of which a part is hidden or pixels are inverted, and what the model makes of them.</summary>
internal static class DreamRepair
{
    private const int Columns = 10;

    // The stream has a key of its own, because the same seed is also used for other draws.
    private const ulong NoiseKey = 0x6e6f69736500UL;

    /// <summary>Hides a part of ten images and completes it.</summary>
    public static void Complete(DreamAlbum album, Imagination imagination, LabeledImages images, DreamSettings settings, TextWriter output)
    {
        var shown = images.Take(Columns);
        var visible = settings.Complete.Visible(shown, settings.Seed);
        var completed = imagination.Complete(shown, visible);
        var originals = shown.ToFeatures().Chunk(shown.Features).ToArray();
        float[][] seen = [.. originals.Select(image => image.Select((x, pixel) => visible[pixel] ? x : 0).ToArray())];
        album.Draw("completed.png", "What is seen, what is completed, and the images", [.. seen, .. DreamAlbum.Images(completed), .. originals], shown, shown.Count);
        album.Keep("completed", completed);
        output.WriteLine(FormattableString.Invariant(
            $"Completion of {shown.Count} test images: squared error {Error(completed, originals, pixel => !visible[pixel]):F2} an image, over the {visible.Count(v => !v)} hidden pixels."));
    }

    /// <summary>Inverts a fraction of the pixels of all images and reconstructs them.</summary>
    public static void Denoise(DreamAlbum album, Imagination imagination, LabeledImages images, double fraction, ulong seed, TextWriter output)
    {
        var noisy = Inverted(images, fraction, seed);
        var mended = imagination.Reconstruct(noisy);
        var (before, originals) = (noisy.ToFeatures().Chunk(images.Features).ToArray(), images.ToFeatures().Chunk(images.Features).ToArray());
        var shown = Math.Min(Columns, images.Count);
        album.Draw(
            "denoised.png", "Noisy images, what the model makes of them, and the images", [.. before.Take(shown), .. DreamAlbum.Images(mended).Take(shown), .. originals.Take(shown)],
            images, shown);
        album.Keep("denoised", mended);
        output.WriteLine(FormattableString.Invariant(
            $"Denoising of {images.Count} test images with {fraction:P0} of their pixels inverted: squared error {Error(before, originals):F2} an image before, {Error(mended, originals, _ => true):F2} after."));
    }

    private static LabeledImages Inverted(LabeledImages images, double fraction, ulong seed)
    {
        var random = new RandomStream(seed ^ NoiseKey, 0);
        var pixels = new byte[images.Count * images.Features];
        for (var image = 0; image < images.Count; image++)
        {
            images.Image(image).CopyTo(pixels.AsSpan(image * images.Features));
        }

        foreach (ref var pixel in pixels.AsSpan())
        {
            pixel = random.NextDouble() < fraction ? (byte)(255 - pixel) : pixel;
        }

        return images.With(pixels);
    }

    // The squared error of an image over some of its pixels.
    private static double Error(double[,] images, float[][] originals, Func<int, bool> counts) => Error(DreamAlbum.Images(images), originals, counts);

    private static double Error(float[][] images, float[][] originals, Func<int, bool>? counts = null) =>
        images.Zip(originals, (image, original) => image.Zip(original, (x, y) => Math.Pow(x - y, 2)).Where((_, pixel) => counts?.Invoke(pixel) ?? true).Sum()).Average();
}
