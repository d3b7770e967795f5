using System.Runtime.CompilerServices;

namespace Homeostat;

/// <summary>
/// A sheet on which one digit is drawn at a time. A way of writing the digit is chosen; its points are jittered, bent, slanted, rotated,
/// stretched and shifted; thickness and brightness of the pen are random; specks, scratches, an erased patch and noise are added. The
/// ranges of these changes make the data set hard for a linear read-out, because each pixel can belong to any digit.
/// </summary>
internal sealed class DigitSheet
{
    private const int Side = Digits.Side;
    private const int MostPoints = 64;

    private readonly DigitPen _pen = new();
    private readonly float[] _image = new float[Side * Side];
    private readonly float[] _points = new float[2 * MostPoints];

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">The digit, 0 to 9.</param>
    /// <param name="random">The random stream from which everything else is drawn.</param>
    /// <param name="pixels">The memory for the 28×28 bytes of the image.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(int digit, RandomStream random, Span<byte> pixels)
    {
        var paper = Uniform(random, 0f, .10f);
        var ink = Uniform(random, .60f, 1f);
        Array.Fill(_image, paper);

        var radius = Uniform(random, .70f, 1.65f);
        var variants = DigitShapes.Strokes[digit];
        Write(variants[random.NextInt(variants.Length)], random, radius);
        _pen.Ink(_image, radius, ink);

        StrayMarks(random, ink, paper);
        Develop(random, pixels);
    }

    private void Write(float[][] strokes, RandomStream random, float radius)
    {
        // Size in pixels, slant, and rotation. The rotation is given by the tangent of half the angle, because a sine is not rounded alike on all machines.
        var height = Uniform(random, 15f, 21f);
        var width = height * Uniform(random, .55f, .90f);
        var slant = Uniform(random, -.35f, .35f);
        var half = Uniform(random, -.11f, .11f);
        var cosine = (1 - (half * half)) / (1 + (half * half));
        var sine = 2 * half / (1 + (half * half));

        // A bend moves the middle of the sheet relative to its ends, separately for x and y.
        var bendX = Uniform(random, -.12f, .12f);
        var bendY = Uniform(random, -.08f, .08f);
        var wobble = Uniform(random, .02f, .045f);

        var (left, right, top, bottom) = (float.MaxValue, float.MinValue, float.MaxValue, float.MinValue);
        var used = 0;
        foreach (var stroke in strokes)
        {
            for (var i = 0; i < stroke.Length; i += 2, used += 2)
            {
                if (i > 0 && stroke[i] == stroke[i - 2] && stroke[i + 1] == stroke[i - 1])
                {
                    // Both copies of a corner point get the same jitter, so that it remains a corner.
                    (_points[used], _points[used + 1]) = (_points[used - 2], _points[used - 1]);
                    continue;
                }

                var u = stroke[i] - .5f;
                var v = stroke[i + 1] - .5f;
                var x = width * (u + (bendX * (1 - (4 * v * v))) + (wobble * Bell(random)));
                var y = height * (v + (bendY * (1 - (4 * u * u))) + (wobble * Bell(random)));
                x -= slant * y;
                (x, y) = ((cosine * x) - (sine * y), (sine * x) + (cosine * y));
                (_points[used], _points[used + 1]) = (x, y);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        // The digit is placed at random where all of it is on the sheet, but no farther from the middle than this.
        const float Furthest = 2.5f;
        var dx = Place(random, left - radius, right + radius, Furthest);
        var dy = Place(random, top - radius, bottom + radius, Furthest);
        for (var i = 0; i < used; i += 2)
        {
            _points[i] += dx;
            _points[i + 1] += dy;
        }

        _pen.Clear();
        var start = 0;
        foreach (var stroke in strokes)
        {
            _pen.Curve(_points.AsSpan(start, stroke.Length), radius + 1f);
            start += stroke.Length;
        }
    }

    /// <summary>Adds specks to the sheet, sometimes a scratch across it, and sometimes a patch in which the ink is erased.</summary>
    private void StrayMarks(RandomStream random, float ink, float paper)
    {
        _pen.Clear();
        for (var specks = random.NextInt(4); specks > 0; specks--)
        {
            var (x, y) = (Uniform(random, 0, Side - 1), Uniform(random, 0, Side - 1));
            _pen.Line(x, y, x + Uniform(random, -1.5f, 1.5f), y + Uniform(random, -1.5f, 1.5f), 2f);
        }

        if (random.NextInt(4) == 0)
        {
            var (x, y) = (Uniform(random, 0, Side - 1), Uniform(random, 0, Side - 1));
            _pen.Line(x, y, x + Uniform(random, -9, 9), y + Uniform(random, -9, 9), 2f);
        }

        _pen.Ink(_image, .5f, ink * Uniform(random, .5f, .9f));

        if (random.NextInt(6) == 0)
        {
            var (width, height) = (2 + random.NextInt(3), 2 + random.NextInt(3));
            var (left, top) = (5 + random.NextInt(Side - 10 - width), 5 + random.NextInt(Side - 10 - height));
            for (var y = top; y < top + height; y++)
            {
                _image.AsSpan((y * Side) + left, width).Fill(paper);
            }
        }
    }

    /// <summary>Adds noise to every pixel and rounds to bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Develop(RandomStream random, Span<byte> pixels)
    {
        // The sum of four random bytes is approximately normal, with a standard deviation of 148.
        var strength = Uniform(random, .02f, .08f) / 148f;
        var key = (uint)random.NextInt(int.MaxValue);
        for (var i = 0; i < pixels.Length; i++)
        {
            var bits = (key + (uint)i) * 0x9E3779B9u;
            bits = (bits ^ (bits >> 16)) * 0x85EBCA6Bu;
            bits = (bits ^ (bits >> 13)) * 0xC2B2AE35u;
            bits ^= bits >> 16;
            var noise = (int)((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + (bits >> 24)) - 510;
            var value = _image[i] + (strength * noise);
            pixels[i] = (byte)((255f * Math.Clamp(value, 0f, 1f)) + .5f);
        }
    }

    private static float Place(RandomStream random, float low, float high, float furthest)
    {
        var middle = (Side - 1) / 2f;
        var least = Math.Max(-low, middle - furthest - ((low + high) / 2));
        var most = Math.Min(Side - 1 - high, middle + furthest - ((low + high) / 2));
        var at = Uniform(random, 0f, 1f);
        return least <= most ? least + (at * (most - least)) : middle - ((low + high) / 2);
    }

    /// <summary>Draws an approximately normal number with mean 0 and standard deviation 1, never beyond ±3.5: a sum of four uniform numbers.</summary>
    private static float Bell(RandomStream random) =>
        (Uniform(random, -1, 1) + Uniform(random, -1, 1) + Uniform(random, -1, 1) + Uniform(random, -1, 1)) * .8660254f;

    private static float Uniform(RandomStream random, float low, float high) =>
        low + ((high - low) * (float)random.NextDouble());
}
