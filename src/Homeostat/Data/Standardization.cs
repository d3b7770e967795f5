namespace Homeostat;

/// <summary>
/// The standardization of pixels: (x − mean)/deviation, with one mean and one deviation for all pixels. Bytes of images stay as they are; the numbers that a
/// learner receives are standardized.
/// </summary>
/// <param name="Mean">The mean of all pixels of the training images, which are between 0 and 1.</param>
/// <param name="Deviation">The standard deviation of these pixels.</param>
internal readonly record struct Standardization(double Mean, double Deviation)
{
    /// <summary>The standardization after which all pixels of these images together have mean 0 and deviation 1.</summary>
    /// <exception cref="HomeostatException">All pixels are the same, or there are none.</exception>
    public static Standardization Of(LabeledImages images)
    {
        var counts = new long[256];
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var pixel in images.Image(i))
            {
                counts[pixel]++;
            }
        }

        var total = (double)counts.Sum();
        var mean = counts.Select((count, value) => count * (value / 255.0)).Sum() / total;
        var variance = counts.Select((count, value) => count * ((value / 255.0) - mean) * ((value / 255.0) - mean)).Sum() / total;
        return variance > 0 ? new Standardization(mean, Math.Sqrt(variance)) : throw new HomeostatException(
            $"{images.Name}: all pixels are the same, so they have no deviation to be standardized by. Use them as they are.");
    }

    /// <summary>The standardized value of a pixel between 0 and 1.</summary>
    public double Of(double pixel) => (pixel - Mean) / Deviation;

    /// <summary>The pixel between 0 and 1 that has a standardized value.</summary>
    public double Pixel(double value) => (value * Deviation) + Mean;
}
