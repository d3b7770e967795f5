using System.Globalization;
using SkiaSharp;

namespace Homeostat;

/// <summary>A confusion matrix as a shaded table.</summary>
internal static class ConfusionPlot
{
    private const int Cell = 54;
    private const int Margin = 24;
    private const int Header = 108;

    public static byte[] Draw(ConfusionMatrix matrix, string? title, IReadOnlyList<string>? names)
    {
        var classes = matrix.Classes;
        var cell = Math.Max(26, Math.Min(Cell, 1400 / classes));
        title ??= string.Create(CultureInfo.InvariantCulture, $"Accuracy {100 * matrix.Accuracy:0.00} % of {matrix.Total}");
        string Name(int c) => names is not null && c < names.Count ? names[c] : c.ToString(CultureInfo.InvariantCulture);
        using var titleFont = PlotFont.Instance.Sized(19);
        using var font = PlotFont.Instance.Sized(Math.Min(15, cell * .3f));
        using var labels = PlotFont.Instance.Sized(15);
        var side = Enumerable.Range(0, classes).Max(c => labels.MeasureText(Name(c)));
        var left = Margin + 34 + side;

        // Names that are wider than a column are written upward.
        var isUpward = side > cell - 4;
        var top = Header + (isUpward ? (int)side : 0);
        var width = (int)Math.Max(left + (classes * cell) + 84, titleFont.MeasureText(title) + (2 * Margin));
        return Plot.Sheet(width, top + (classes * cell) + Margin, canvas =>
        {
            using var ink = new SKPaint { Color = new SKColor(0x22, 0x22, 0x22), IsAntialias = true };
            using var light = new SKPaint { Color = SKColors.White, IsAntialias = true };
            using var fill = new SKPaint();
            var middle = left + (classes * cell / 2f);
            canvas.DrawText(title, width / 2f, Margin + 14, SKTextAlign.Center, titleFont, ink);
            canvas.DrawText("predicted", middle, 70, SKTextAlign.Center, labels, ink);
            canvas.DrawText("recall %", left + (classes * cell) + 12, top - 10, SKTextAlign.Left, font, ink);
            canvas.Save();
            canvas.RotateDegrees(-90, Margin + 8, top + (classes * cell / 2f));
            canvas.DrawText("true", Margin + 8, top + (classes * cell / 2f), SKTextAlign.Center, labels, ink);
            canvas.Restore();
            for (var label = 0; label < classes; label++)
            {
                var y = top + (label * cell);
                var baseline = y + (cell / 2f) + 5;
                var total = Enumerable.Range(0, classes).Sum(c => matrix[label, c]);
                canvas.DrawText(Name(label), left - 10, baseline, SKTextAlign.Right, labels, ink);
                DrawAbove(label, left + ((label + .5f) * cell));
                canvas.DrawText(
                    (100 * matrix.Recall(label)).ToString("0.0", CultureInfo.InvariantCulture),
                    left + (classes * cell) + 12,
                    baseline,
                    SKTextAlign.Left,
                    font,
                    ink);
                for (var c = 0; c < classes; c++)
                {
                    var count = matrix[label, c];
                    var share = total == 0 ? 0 : count / (float)total;

                    // The root makes the few errors visible beside the many that are right.
                    fill.Color = Shade(MathF.Sqrt(share), right: c == label);
                    var x = left + (c * cell);
                    canvas.DrawRect(x, y, cell - 1, cell - 1, fill);
                    if (count > 0)
                    {
                        var text = count.ToString(CultureInfo.InvariantCulture);
                        canvas.DrawText(text, x + (cell / 2f), baseline, SKTextAlign.Center, font, share > .3f ? light : ink);
                    }
                }
            }

            void DrawAbove(int label, float x)
            {
                canvas.Save();
                canvas.RotateDegrees(isUpward ? -90 : 0, x, top - 10);
                canvas.DrawText(Name(label), x, top - 10 + (isUpward ? 5 : 0), isUpward ? SKTextAlign.Left : SKTextAlign.Center, labels, ink);
                canvas.Restore();
            }
        });
    }

    private static SKColor Shade(float strength, bool right)
    {
        var (r, g, b) = right ? (0x00, 0x72, 0xB2) : (0xD5, 0x5E, 0x00);
        byte Mix(int channel) => (byte)(246 + (strength * (channel - 246)));
        return new SKColor(Mix(r), Mix(g), Mix(b));
    }
}
