using System.Globalization;
using SkiaSharp;

namespace Homeostat;

/// <summary>Small images side by side, each pixel a square, with the scale of gray or color below.</summary>
internal static class ImageGrid
{
    private const int Margin = 24;
    private const int TitleHeight = 46;
    private const int ScaleHeight = 52;
    private const int CaptionHeight = 18;
    private const int WidthAimedAt = 912;

    public static byte[] Draw(
        string path,
        string title,
        IReadOnlyList<float[]> images,
        int width,
        int height,
        int columns,
        (float? Min, float? Max) range,
        bool diverging,
        IReadOnlyList<string>? captions)
    {
        Check(path, images, width, height, captions);
        columns = Math.Min(columns, images.Count);
        var rows = (images.Count + columns - 1) / columns;
        var zoom = Math.Clamp((int)Math.Round(WidthAimedAt / (columns * (width + 1.0))), 1, 8);
        var gap = Math.Max(2, zoom);
        var stepX = (width * zoom) + gap;
        var stepY = (height * zoom) + gap + (captions is null ? 0 : CaptionHeight);

        // Weights in colors have no diverging scale: zero is the middle gray of each color.
        var scale = ColorScale.Of(images, range.Min, range.Max, diverging);
        var legend = scale with { Diverging = diverging && images[0].Length == width * height };
        using var titleFont = PlotFont.Instance.Sized(19);
        using var small = PlotFont.Instance.Sized(13);
        var content = Math.Max((columns * stepX) - gap, (int)Math.Max(titleFont.MeasureText(title), 300));
        var left = Margin + ((content - ((columns * stepX) - gap)) / 2);
        var full = content + (2 * Margin);
        return Plot.Sheet(full, Margin + TitleHeight + (rows * stepY) + ScaleHeight, canvas =>
        {
            using var ink = new SKPaint { Color = new SKColor(0x22, 0x22, 0x22), IsAntialias = true };
            canvas.DrawText(title, full / 2f, Margin + 14, SKTextAlign.Center, titleFont, ink);
            for (var i = 0; i < images.Count; i++)
            {
                var x = left + (i % columns * stepX);
                var y = Margin + TitleHeight - 12 + (i / columns * stepY);
                using var picture = scale.Picture(images[i], width, height);
                var area = new SKRect(x, y, x + (width * zoom), y + (height * zoom));
                canvas.DrawImage(picture, area, new SKSamplingOptions(SKFilterMode.Nearest));
                if (captions is not null)
                {
                    canvas.DrawText(captions[i], area.MidX, area.Bottom + 13, SKTextAlign.Center, small, ink);
                }
            }

            Legend(canvas, legend, full / 2f, Margin + TitleHeight + (rows * stepY) + 2, small, ink);
        });
    }

    private static void Legend(SKCanvas canvas, ColorScale scale, float middle, float top, SKFont font, SKPaint ink)
    {
        const int Length = 160;
        const int Height = 12;
        var ramp = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            ramp[i] = scale.Min + ((scale.Max - scale.Min) * i / (Length - 1));
        }

        using var picture = scale.Picture(ramp, Length, 1);
        var area = new SKRect(middle - (Length / 2), top, middle + (Length / 2), top + Height);
        canvas.DrawImage(picture, area, new SKSamplingOptions(SKFilterMode.Nearest));
        using var outline = new SKPaint { Color = new SKColor(0xB0, 0xB0, 0xB0), Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRect(area, outline);
        canvas.DrawText(Number(scale.Min), area.Left - 8, area.Bottom - 1, SKTextAlign.Right, font, ink);
        canvas.DrawText(Number(scale.Max), area.Right + 8, area.Bottom - 1, SKTextAlign.Left, font, ink);
    }

    private static string Number(float value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    /// <summary>Checks that there are images, all of one size and of finite numbers.</summary>
    public static void Check(string path, IReadOnlyList<float[]> images, int width, int height, IReadOnlyList<string>? captions)
    {
        if (images.Count == 0 || (captions is not null && captions.Count != images.Count))
        {
            throw new HomeostatException(
                $"{path}: {images.Count} images and {captions?.Count ?? 0} captions were given; at least one image, and a caption " +
                "for each or none, was expected.");
        }

        for (var i = 0; i < images.Count; i++)
        {
            if (images[i].Length != width * height && images[i].Length != 3 * width * height)
            {
                throw new HomeostatException(
                    $"{path}: image {i} has {images[i].Length} numbers; {height} rows of {width} were expected, or three times as many in colors.");
            }

            var wrong = Array.FindIndex(images[i], v => !float.IsFinite(v));
            if (wrong >= 0)
            {
                throw new HomeostatException(
                    $"{path}: image {i} holds {images[i][wrong]} at row {wrong / width % height}, column {wrong % width}; finite numbers " +
                    "were expected. The network has diverged: lower its rates.");
            }
        }
    }
}
