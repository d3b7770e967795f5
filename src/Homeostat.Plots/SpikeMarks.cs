using ScottPlot;
using SkiaSharp;

namespace Homeostat;

/// <summary>Strokes above a trace at the times at which its unit fired.</summary>
internal sealed class SpikeMarks(double[] times, double bottom, double top, Color color) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var ink = new SKPaint { Color = color.ToSKColor(), StrokeWidth = 1.5f, IsAntialias = true };
        foreach (var time in times)
        {
            var x = Axes.GetPixelX(time);
            rp.Canvas.DrawLine(x, Axes.GetPixelY(bottom), x, Axes.GetPixelY(top), ink);
        }
    }
}
