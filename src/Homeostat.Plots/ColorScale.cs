using SkiaSharp;

namespace Homeostat;

/// <summary>A mapping from numbers to colors: gray from black to white, or blue through white at zero to red.</summary>
internal readonly record struct ColorScale(float Min, float Max, bool Diverging)
{
    // ColorBrewer's RdBu, ends and quarters.
    private static readonly (float R, float G, float B)[] BlueToRed =
        [(5, 48, 97), (67, 147, 195), (247, 247, 247), (214, 96, 77), (103, 0, 31)];

    /// <summary>A scale that covers all numbers shown.</summary>
    public static ColorScale Of(IReadOnlyList<float[]> images, float? min, float? max, bool diverging)
    {
        var low = min ?? images.Min(i => i.Min());
        var high = max ?? images.Max(i => i.Max());
        if (diverging)
        {
            high = Math.Max(Math.Abs(low), Math.Abs(high));
            low = -high;
        }

        return new ColorScale(low, high > low ? high : low + 1, diverging);
    }

    /// <summary>An image in colors, one pixel a number.</summary>
    public SKImage Picture(ReadOnlySpan<float> values, int width, int height)
    {
        var pixels = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (r, g, b) = At(Math.Clamp((values[i] - Min) / (Max - Min), 0f, 1f));
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = (r, g, b, 255);
        }

        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        return SKImage.FromPixelCopy(info, pixels, 4 * width);
    }

    private (byte R, byte G, byte B) At(float t)
    {
        if (!Diverging)
        {
            var gray = (byte)((255 * t) + .5f);
            return (gray, gray, gray);
        }

        var position = t * (BlueToRed.Length - 1);
        var low = Math.Min((int)position, BlueToRed.Length - 2);
        var part = position - low;
        var (a, b) = (BlueToRed[low], BlueToRed[low + 1]);
        return (Mix(a.R, b.R), Mix(a.G, b.G), Mix(a.B, b.B));

        byte Mix(float x, float y) => (byte)(x + (part * (y - x)) + .5f);
    }
}
