using System.Runtime.CompilerServices;

namespace Homeostat;

/// <summary>
/// A pen with a round tip that draws strokes. For each pixel it keeps the squared distance to the nearest piece of a stroke, from which
/// ink of any thickness with smooth edges is computed. It uses only +, -, ×, / and the square root in single precision, which every
/// machine rounds in the same way.
/// </summary>
internal sealed class DigitPen
{
    private const int Side = Digits.Side;
    private const float Far = 1e6f;

    private readonly float[] _distances = new float[Side * Side];

    /// <summary>Clears the sheet.</summary>
    public void Clear() => Array.Fill(_distances, Far);

    /// <summary>Draws a straight piece of stroke.</summary>
    /// <param name="ax">x of one end, in pixels.</param>
    /// <param name="ay">y of one end, in pixels.</param>
    /// <param name="bx">x of the other end.</param>
    /// <param name="by">y of the other end.</param>
    /// <param name="reach">The distance in pixels beyond which the stroke is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Line(float ax, float ay, float bx, float by, float reach)
    {
        var left = Math.Max(0, (int)(Math.Min(ax, bx) - reach));
        var right = Math.Min(Side - 1, (int)(Math.Max(ax, bx) + reach));
        var top = Math.Max(0, (int)(Math.Min(ay, by) - reach));
        var bottom = Math.Min(Side - 1, (int)(Math.Max(ay, by) + reach));
        var dx = bx - ax;
        var dy = by - ay;
        var scale = 1f / ((dx * dx) + (dy * dy) + 1e-12f);
        for (var y = top; y <= bottom; y++)
        {
            var row = _distances.AsSpan(y * Side, Side);
            var py = y - ay;
            for (var x = left; x <= right; x++)
            {
                // The nearest point of the piece lies at the fraction t of its length.
                var px = x - ax;
                var t = Math.Clamp(((px * dx) + (py * dy)) * scale, 0f, 1f);
                var ex = px - (t * dx);
                var ey = py - (t * dy);
                var distance = (ex * ex) + (ey * ey);
                if (distance < row[x])
                {
                    row[x] = distance;
                }
            }
        }
    }

    /// <summary>Draws a smooth curve through points (a Catmull-Rom spline); a point given twice in a row is a corner.</summary>
    /// <param name="points">The coordinates x, y, x, y, … in pixels.</param>
    /// <param name="reach">The distance in pixels beyond which the stroke is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Curve(ReadOnlySpan<float> points, float reach)
    {
        const int Pieces = 4;
        var count = points.Length / 2;
        for (var i = 0; i < count - 1; i++)
        {
            var (ax, ay) = (points[2 * i], points[(2 * i) + 1]);
            var (bx, by) = (points[(2 * i) + 2], points[(2 * i) + 3]);
            var before = 2 * Math.Max(i - 1, 0);
            var after = 2 * Math.Min(i + 2, count - 1);

            // Computes the tangents at both ends. At a corner or at an end, the point is its own neighbor, and the curve there is straight.
            var (ux, uy) = (.5f * (bx - points[before]), .5f * (by - points[before + 1]));
            var (vx, vy) = (.5f * (points[after] - ax), .5f * (points[after + 1] - ay));
            var (x, y) = (ax, ay);
            for (var piece = 1; piece <= Pieces; piece++)
            {
                var t = piece / (float)Pieces;
                var t2 = t * t;
                var t3 = t2 * t;
                var a = (2 * t3) - (3 * t2) + 1;
                var u = t3 - (2 * t2) + t;
                var b = (3 * t2) - (2 * t3);
                var v = t3 - t2;
                var nx = (a * ax) + (u * ux) + (b * bx) + (v * vx);
                var ny = (a * ay) + (u * uy) + (b * by) + (v * vy);
                Line(x, y, nx, ny, reach);
                (x, y) = (nx, ny);
            }
        }
    }

    /// <summary>Adds the ink of the drawn strokes to an image. The brightness of a pixel depends on the part of it that a pen of the given radius covers.</summary>
    /// <param name="image">The brightness of each pixel, 0 to 1.</param>
    /// <param name="radius">Half the thickness of the stroke, in pixels.</param>
    /// <param name="brightness">The brightness of a pixel that is fully covered.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Ink(Span<float> image, float radius, float brightness)
    {
        var edge = radius + .5f;
        var outside = edge * edge;
        for (var i = 0; i < _distances.Length; i++)
        {
            if (_distances[i] < outside)
            {
                var cover = Math.Min(1f, edge - MathF.Sqrt(_distances[i]));
                image[i] += cover * (brightness - image[i]);
            }
        }
    }
}
