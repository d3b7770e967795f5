namespace Homeostat;

/// <content>The file of a mixture.</content>
public sealed partial class GaussianMixture
{
    /// <summary>
    /// Writes the mixture for <see cref="Load"/> and <c>numpy.load</c>, atomically: <c>weights</c> [components], <c>means</c> [components × width], <c>factors</c>, <c>trace</c>,
    /// and the numbers <c>covariance</c> (0 full, 1 diagonal, 2 tied) and <c>samples</c>. Factors are [components × width × width], [components × width] if they are diagonal, and
    /// [1 × width × width] if they are tied.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public void Save(string path)
    {
        CovarianceFactor[] kept = Covariance == CovarianceForm.Tied ? [_density.Factors[0]] : _density.Factors;
        Npz.Write(path, [
            KeyValuePair.Create("covariance", NpyArray.Number((int)Covariance)),
            KeyValuePair.Create("samples", NpyArray.Number(SampleCount)),
            KeyValuePair.Create("weights", NpyArray.Of<double>(_density.Weights)),
            KeyValuePair.Create("means", NpyArray.Of<double>(_density.Means.All(), Components, Width)),
            KeyValuePair.Create("factors", NpyArray.Of<double>([.. kept.SelectMany(factor => factor.Values)], FactorShape(Covariance, Components, Width))),
            KeyValuePair.Create("trace", NpyArray.Of<double>(_trace)),
        ]);
    }

    /// <summary>Reads a mixture that <see cref="Save"/> has written.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or an array is missing or makes no mixture.</exception>
    public static GaussianMixture Load(string path)
    {
        var archive = new NumericArchive(path);
        return archive.Named(() =>
        {
            var covariance = archive.Integer("covariance", least: 0);
            Need(covariance <= (int)CovarianceForm.Tied, $"'covariance' is {covariance}; 0, 1 or 2 was expected");
            var weights = archive.Doubles("weights");
            Need(weights.Length > 0 && weights.All(w => w >= 0) && Math.Abs(weights.Sum() - 1) < 1e-6, "the array 'weights' does not hold numbers of 0 or more that sum to 1");
            var flat = archive.Doubles("means");
            Need(flat.Length > 0 && flat.Length % weights.Length == 0 && flat.All(double.IsFinite), $"the array 'means' does not hold a row of finite numbers for each of {weights.Length} components");
            var means = new double[weights.Length, flat.Length / weights.Length];
            flat.CopyTo(means.All());

            // Only kernels, a component for each sample with one covariance, take no steps.
            var trace = archive.Doubles("trace");
            var samples = archive.Integer("samples", least: 1);
            Need(trace.Length > 0 || ((CovarianceForm)covariance == CovarianceForm.Tied && samples == weights.Length), "the array 'trace' is empty");
            var factors = Factors(archive.Doubles("factors"), (CovarianceForm)covariance, weights.Length, means.GetLength(1));
            return new GaussianMixture(new MixtureDensity(weights, means, factors), (CovarianceForm)covariance, samples, trace);
        });
    }

    private static int[] FactorShape(CovarianceForm covariance, int components, int width) => covariance switch
    {
        CovarianceForm.Full => [components, width, width],
        CovarianceForm.Diagonal => [components, width],
        _ => [1, width, width],
    };

    private static CovarianceFactor[] Factors(double[] values, CovarianceForm covariance, int components, int width)
    {
        var shape = FactorShape(covariance, components, width);
        var isDiagonal = covariance == CovarianceForm.Diagonal;
        Need(values.Length == shape.Aggregate(1L, (product, length) => product * length), $"the array 'factors' has {values.Length} numbers; the shape {NpyArray.Text(shape)} was expected");
        var kept = values.Chunk(isDiagonal ? width : width * width)
            .Select(chunk => isDiagonal ? CovarianceFactor.OfRoots(chunk) : CovarianceFactor.OfTriangle(chunk, width))
            .ToArray();
        var singular = Array.FindIndex(kept, factor => !double.IsFinite(factor.LogDeterminant) || !factor.Values.All(double.IsFinite));
        Need(singular < 0, $"the array 'factors' holds no factor of a covariance for component {singular}");
        return covariance == CovarianceForm.Tied ? [.. Enumerable.Repeat(kept[0], components)] : kept;
    }

    private static void Need(bool holds, string message)
    {
        if (!holds)
        {
            throw new HomeostatException($"{message}. The file is damaged, or is no mixture.");
        }
    }
}
