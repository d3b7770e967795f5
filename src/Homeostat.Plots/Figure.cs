using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Homeostat;

/// <summary>The parts that plots with axes share: their style, and the layout of several panels in one picture.</summary>
internal static class Figure
{
    public const int Width = 960;
    public const int TitleHeight = 46;

    // Okabe and Ito's colors, which the color-blind can tell apart; yellow, faint on white, is left out.
    private static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"];

    /// <summary>The number of colors; further curves repeat them.</summary>
    public static int ColorCount => Palette.Length;

    public static Color ColorOf(int index) => new(Palette[index % Palette.Length]);

    /// <summary>Empty axes. Labels and title may be empty.</summary>
    public static ScottPlot.Plot Panel(string title, string xLabel, string yLabel)
    {
        _ = PlotFont.Instance;
        var plot = new ScottPlot.Plot();
        plot.Title(title, 19);
        plot.XLabel(xLabel, 15);
        plot.YLabel(yLabel, 15);
        plot.Font.Set(PlotFont.Name);
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TickDensity = .5 };
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = 28;
        plot.Axes.Left.MinimumSize = 62;
        plot.Grid.MajorLineColor = new Color("#E6E6E6");
        return plot;
    }

    /// <summary>A legend of everything that has a name.</summary>
    public static void Legend(ScottPlot.Plot plot, ScottPlot.Alignment corner)
    {
        plot.ShowLegend(corner);
        plot.Legend.FontName = PlotFont.Name;
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineColor = new Color("#D0D0D0");
        plot.Legend.ShadowColor = ScottPlot.Colors.Transparent;
    }

    /// <summary>Removes ticks and their labels from an axis that the panel below shows too.</summary>
    public static void HideTimes(ScottPlot.Plot plot)
    {
        plot.Axes.Bottom.TickLabelStyle.IsVisible = false;
        plot.Axes.Bottom.MinimumSize = plot.Axes.Bottom.MaximumSize = 8;
    }

    public static byte[] Png(ScottPlot.Plot plot, int height)
    {
        using var image = plot.GetImage(Width, height);
        return image.GetImageBytes(ImageFormat.Png);
    }

    /// <summary>Panels of one picture, each in its own place, with a title above all and a name of what they show at their left.</summary>
    public static byte[] Png(string title, string yLabel, int height, params IEnumerable<(ScottPlot.Plot Panel, PixelRect Place)> panels) =>
        Plot.Sheet(Width, height, canvas =>
        {
            foreach (var (panel, place) in panels)
            {
                // Each panel wipes the whole canvas but for what is cut out for it.
                canvas.Save();
                canvas.ClipRect(new SKRect(place.Left, place.Top, place.Right, place.Bottom));
                panel.Render(canvas, place);
                canvas.Restore();
            }

            using var font = PlotFont.Instance.Sized(19);
            using var small = PlotFont.Instance.Sized(15);
            using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
            canvas.DrawText(title, Width / 2f, 31, SKTextAlign.Center, font, ink);
            canvas.RotateDegrees(-90);
            canvas.DrawText(yLabel, -(height + TitleHeight) / 2f, 22, SKTextAlign.Center, small, ink);
        });
}
