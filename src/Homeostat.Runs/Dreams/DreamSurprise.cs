namespace Homeostat.Runs;

/// <summary>The free energy that is left in test images after states have settled, by layer, and the pixels that are not expected.</summary>
internal static class DreamSurprise
{
    private const int Columns = 10;

    public static void Draw(DreamAlbum album, Imagination imagination, Training training, LabeledImages images, TextWriter output)
    {
        var energies = training.FreeEnergies(images);
        var whole = OfImages(energies);
        int[] order = [.. Enumerable.Range(0, images.Count).OrderBy(image => whole[image])];
        var (least, most) = (order[0], order[^1]);
        output.WriteLine(FormattableString.Invariant(
            $"Surprise: {whole.Average():F2} nats of free energy on average over {images.Count} test images: {string.Join(", ", energies.Select(layer => FormattableString.Invariant($"{layer.Key} {layer.Value.Average():F2}")))}."));
        output.WriteLine(FormattableString.Invariant(
            $"Least surprising is image {least}, of class {images.Label(least)}: {whole[least]:F2} nats; most surprising is image {most}, of class {images.Label(most)}: {whole[most]:F2} nats."));

        var expected = DreamAlbum.Images(imagination.Reconstruct(images));
        var seen = images.ToFeatures().Chunk(images.Features).ToArray();
        float[][] errors = [.. seen.Zip(expected, (image, guess) => image.Zip(guess, (x, y) => (x - y) * (x - y)).ToArray())];
        var shown = Math.Min(Columns, images.Count);
        int[][] rows = [order[..shown], [.. order[^shown..].Reverse()]];
        album.Draw(
            "surprise.png", "The least and the most surprising images: seen, expected, and squared error",
            rows.SelectMany(row => new[] { seen, expected, errors }.SelectMany(from => row.Select(image => from[image]))), images, shown);

        var tenth = Math.Max(1, images.Count / 10);
        float[][] maps = [Mean(errors, order), Mean(errors, order[..tenth]), Mean(errors, order[^tenth..])];
        Plot.Images(
            album["surprise-map.png"], "Mean squared error of each pixel", maps, images.Width, images.Height, maps.Length, min: 0, captions: ["all images", "least surprising tenth", "most surprising tenth"]);

        var table = new double[images.Count, energies.Count];
        foreach (var (column, layer) in energies.Values.Index())
        {
            for (var image = 0; image < images.Count; image++)
            {
                table[image, column] = layer[image];
            }
        }

        album.Keep("free_energy", table);
        var map = new double[maps.Length, images.Features];
        for (var n = 0; n < map.Length; n++)
        {
            map[n / images.Features, n % images.Features] = maps[n / images.Features][n % images.Features];
        }

        album.Keep("pixel_surprise", map);
    }

    /// <summary>The free energy of each image, the sum over the populations that have one.</summary>
    public static double[] OfImages(IReadOnlyDictionary<string, double[]> energies) =>
        [.. Enumerable.Range(0, energies.Values.First().Length).Select(image => energies.Values.Sum(layer => layer[image]))];

    private static float[] Mean(float[][] images, int[] chosen) =>
        [.. Enumerable.Range(0, images[0].Length).Select(pixel => chosen.Average(image => images[image][pixel]))];
}
