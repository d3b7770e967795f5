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

    /// <summary>The picture of an image of one number for each pixel, or of three: its red, then its green, then its blue.</summary>
    public SKImage Picture(ReadOnlySpan<float> values, int width, int height)
    {
        var size = width * height;
        var isColored = values.Length == 3 * size;
        var pixels = new byte[4 * size];
        for (var i = 0; i < size; i++)
        {
            var (r, g, b) = isColored ? (Level(values[i]), Level(values[size + i]), Level(values[(2 * size) + i])) : At(Part(values[i]));
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = (r, g, b, 255);
        }

        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        return SKImage.FromPixelCopy(info, pixels, 4 * width);
    }

    private float Part(float value) => Math.Clamp((value - Min) / (Max - Min), 0f, 1f);

    private byte Level(float value) => (byte)((255 * Part(value)) + .5f);

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
