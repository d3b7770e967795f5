namespace Homeostat.Tests.Learners.Energy;

/// <summary>How well models that learn without labels reconstruct images that they have not seen.</summary>
internal static class Reconstruction
{
    /// <summary>The squared error of reconstructed test images as a part of their variance around the mean image: 1 for a model that knows the mean alone.</summary>
    public static double Unexplained(Training training, ImageSet images)
    {
        var (seen, back) = (images.Test.ToFeatures(), training.Responses(training.Learner.Reconstruction!, images.Test));
        var mean = Enumerable.Range(0, images.Features).Select(pixel => Enumerable.Range(0, images.Test.Count).Average(n => (double)seen[(n * images.Features) + pixel])).ToArray();
        return Enumerable.Range(0, seen.Length).Sum(k => Square(seen[k] - back[k])) / Enumerable.Range(0, seen.Length).Sum(k => Square(seen[k] - mean[k % mean.Length]));

        static double Square(double x) => x * x;
    }
}
