using ScottPlot;
using SkiaSharp;

namespace Homeostat;

/// <summary>The font that comes with the plots: Linux servers often have none, and labels would stay blank.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>The name of the font; no system has another font of this name.</summary>
    public const string Name = "Homeostat Plots";

    private static readonly Lazy<PlotFont> Shared = new(() =>
    {
        var font = new PlotFont();
        ScottPlot.Fonts.FontResolvers.Insert(0, font);
        return font;
    });

    private readonly SKTypeface _face = Load("DejaVuSans.ttf");

    private PlotFont()
    {
    }

    /// <summary>The font, made known to ScottPlot at first use.</summary>
    public static PlotFont Instance => Shared.Value;

    /// <summary>The font in a size.</summary>
    public SKFont Sized(float pixels) => new(_face, pixels) { Subpixel = true };

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, bold: false, italic: false);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? _face : null;

    private static SKTypeface Load(string file)
    {
        using var font = typeof(PlotFont).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The font {file} is missing from {typeof(PlotFont).Assembly.GetName().Name}.");
        return SKTypeface.FromStream(font);
    }
}
