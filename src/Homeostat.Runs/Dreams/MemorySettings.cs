using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a memory, which keeps causes of training images as a fitted mixture or as episodes.</summary>
/// <param name="Images">The number of training images whose causes are remembered.</param>
/// <param name="Components">The number of components; null to choose it.</param>
/// <param name="Covariance">The form of the covariances.</param>
/// <param name="Ridge">The number that is added to each variance.</param>
/// <param name="Class">The class whose images alone are remembered; null for all.</param>
/// <param name="Seed">The seed of the fit, and of the draw of the images.</param>
/// <param name="Episodes">The standard deviation of a kernel around each cause, as a fraction of that of all causes, where every cause is remembered; null for a mixture that is fitted.</param>
internal sealed record MemorySettings(
    int Images, int? Components, CovarianceForm Covariance, double Ridge, int? Class, ulong Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Episodes = null)
{
    // The numbers of components that are tried where none is given; 75 is that of the published program.
    private static readonly int[] Counts = [1, 2, 5, 10, 20, 40, 75];

    /// <summary>The images whose causes are remembered, a part of the training images drawn by the seed.</summary>
    /// <param name="train">The training images.</param>
    public LabeledImages Remembered(LabeledImages train) => train.Sample(Images, Seed);

    /// <summary>Makes a memory of causes.</summary>
    /// <param name="causes">The causes, [images × units].</param>
    /// <returns>The memory, and how it was made, in words.</returns>
    public (GaussianMixture Memory, string How) Make(double[,] causes)
    {
        if (Episodes is { } width)
        {
            return (GaussianMixture.Kernels(causes, width, Ridge), FormattableString.Invariant($"{width} of their spread wide"));
        }

        var options = new MixtureOptions { Covariance = Covariance, Ridge = Ridge, Seed = Seed };
        if (Components is { } components)
        {
            var fit = GaussianMixture.Fit(causes, options with { Components = components });
            return (fit, $"fitted in {fit.Iterations} steps");
        }

        int[] counts = [.. Counts.Where(count => count <= causes.GetLength(0))];
        var best = GaussianMixture.ByBic(causes, counts, options);
        return (best, $"fitted in {best.Iterations} steps, the best of {string.Join(", ", counts)} by BIC");
    }
}
