using SkiaSharp;

namespace Homeostat;

/// <summary>Pictures of a run, as PNG files. A file appears whole or not at all; the folder is created where needed.</summary>
public static partial class Plot
{
    /// <summary>Draws curves over a linear axis.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">Name and unit of the horizontal axis.</param>
    /// <param name="yLabel">Name and unit of the vertical axis.</param>
    /// <param name="series">Each curve: its name, and as many x as y. A name may be empty; curves of no points are left out.</param>
    /// <exception cref="HomeostatException">A number is not finite, x and y differ in length, or the file could not be written.</exception>
    public static void Lines(
        string path, string title, string xLabel, string yLabel, params (string Label, double[] X, double[] Y)[] series) =>
        Write(path, LinePlot.Draw(path, title, xLabel, yLabel, (false, false), series));

    /// <summary>Draws points, such as predicted numbers against true ones, with the line on which both are equal.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">Name and unit of the horizontal axis.</param>
    /// <param name="yLabel">Name and unit of the vertical axis.</param>
    /// <param name="x">The horizontal coordinates.</param>
    /// <param name="y">The vertical coordinates, as many.</param>
    /// <exception cref="HomeostatException">A number is not finite, x and y differ in length, or the file could not be written.</exception>
    public static void Points(string path, string title, string xLabel, string yLabel, double[] x, double[] y) =>
        Write(path, LinePlot.DrawPoints(path, title, xLabel, yLabel, x, y));

    /// <summary>Draws curves over a logarithmic vertical axis.</summary>
    /// <inheritdoc cref="Lines"/>
    /// <exception cref="HomeostatException">
    /// A number is not finite, a y is not above zero, x and y differ in length, or the file could not be written.
    /// </exception>
    public static void LogLines(
        string path, string title, string xLabel, string yLabel, params (string Label, double[] X, double[] Y)[] series) =>
        Write(path, LinePlot.Draw(path, title, xLabel, yLabel, (false, true), series));

    /// <summary>Draws curves over two logarithmic axes, on which a power law is a straight line: for cost over size.</summary>
    /// <inheritdoc cref="Lines"/>
    /// <exception cref="HomeostatException">
    /// A number is not finite or not above zero, x and y differ in length, or the file could not be written.
    /// </exception>
    public static void LogLogLines(
        string path, string title, string xLabel, string yLabel, params (string Label, double[] X, double[] Y)[] series) =>
        Write(path, LinePlot.Draw(path, title, xLabel, yLabel, (true, true), series));

    /// <summary>Draws a grid of small images, such as receptive fields or reconstructions.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="images">Each height × width numbers, row by row.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="columns">Images beside each other.</param>
    /// <param name="min">The number drawn darkest; by default the least of all images.</param>
    /// <param name="max">The number drawn brightest; by default the greatest of all images.</param>
    /// <param name="diverging">Blue below zero, white at zero, red above, equally far both ways: for weights. Otherwise gray.</param>
    /// <param name="captions">A few letters below each image, or null.</param>
    /// <exception cref="HomeostatException">An image has another size or holds numbers that are not finite, or the file could not be written.</exception>
    public static void Images(
        string path,
        string title,
        IReadOnlyList<float[]> images,
        int width,
        int height,
        int columns,
        float? min = null,
        float? max = null,
        bool diverging = false,
        IReadOnlyList<string>? captions = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Write(path, ImageGrid.Draw(path, title, images, width, height, columns, (min, max), diverging, captions));
    }

    /// <summary>Draws a confusion matrix: a row for each true class, its counts shaded by their share of the row.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="matrix">What to draw.</param>
    /// <param name="title">Shown above; by default the accuracy.</param>
    /// <param name="names">A name for each class, or null for their numbers.</param>
    /// <exception cref="HomeostatException">The file could not be written.</exception>
    public static void Confusion(string path, ConfusionMatrix matrix, string? title = null, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Write(path, ConfusionPlot.Draw(matrix, title, names));
    }

    /// <summary>
    /// Draws results of many runs against each setting in which they differ, a panel for each setting: a point for each run, and a line through the means where a value is met by several.
    /// </summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">The title.</param>
    /// <param name="yLabel">The name of the results, with their unit.</param>
    /// <param name="panels">For each panel the name of the setting, and the value of the setting and the result of each run; values are numbers or words.</param>
    /// <exception cref="HomeostatException">A result is not finite, or there are other numbers of values than of results.</exception>
    public static void Sweep(string path, string title, string yLabel, params (string Setting, string[] Values, double[] Results)[] panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        foreach (var (setting, values, results) in panels)
        {
            if (values.Length != results.Length || !Array.TrueForAll(results, double.IsFinite))
            {
                throw new HomeostatException($"{path}: the panel \"{setting}\" has {values.Length} values and {results.Length} results; as many were expected, and finite results. Leave out runs that diverged.");
            }
        }

        Write(path, SweepPlot.Draw(title, yLabel, panels));
    }

    private static void Write(string path, byte[] png) => AtomicFile.Write(path, file => file.Write(png));

    /// <summary>A white sheet of this size, drawn on and turned into a PNG.</summary>
    internal static byte[] Sheet(int width, int height, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
