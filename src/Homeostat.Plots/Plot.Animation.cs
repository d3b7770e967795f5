namespace Homeostat;

/// <content>Pictures that move.</content>
public static partial class Plot
{
    /// <summary>Draws small images one after the other in gray, as an animated PNG that repeats for ever.</summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="frames">Each height × width numbers, row by row, or three times as many: all red, all green and all blue ones, of which the luminance is drawn.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="zoom">The size of a pixel of an image, in pixels of the file.</param>
    /// <param name="milliseconds">The time for which each image is shown, 1 to 65535.</param>
    /// <param name="min">The number drawn black; less is black too.</param>
    /// <param name="max">The number drawn white; more is white too.</param>
    /// <exception cref="HomeostatException">An image has another size or holds numbers that are not finite, or the file could not be written.</exception>
    public static void Animation(
        string path, IReadOnlyList<float[]> frames, int width, int height, int zoom = 6, int milliseconds = 80, float min = 0, float max = 1)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(zoom);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(milliseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(max, min);
        ImageGrid.Check(path, frames, width, height, captions: null);
        Write(path, AnimatedPng.Encode([.. frames.Select(Enlarged)], width * zoom, height * zoom, milliseconds));

        byte[] Enlarged(float[] image)
        {
            var shades = new byte[width * zoom * height * zoom];
            for (var n = 0; n < shades.Length; n++)
            {
                var (row, column) = (n / (width * zoom) / zoom, n % (width * zoom) / zoom);
                shades[n] = (byte)((255 * Math.Clamp((Gray(image, (row * width) + column) - min) / (max - min), 0f, 1f)) + .5f);
            }

            return shades;
        }

        float Gray(float[] image, int pixel)
        {
            var size = width * height;
            return image.Length == size ? image[pixel] : (.299f * image[pixel]) + (.587f * image[size + pixel]) + (.114f * image[(2 * size) + pixel]);
        }
    }
}
