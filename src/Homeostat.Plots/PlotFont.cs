using ScottPlot;
using SkiaSharp;

namespace Homeostat;

/// <summary>The font plots carry with them: Linux servers often have none, and labels would come out blank.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>The name the font is asked for by; no system has one of this name.</summary>
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

    /// <summary>A size of the font.</summary>
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
