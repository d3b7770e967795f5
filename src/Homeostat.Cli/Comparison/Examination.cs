namespace Homeostat.Cli;

/// <summary>The examination of a trained learner: how robust it is, how it uses its units, and how its updates compare with back-propagation's.</summary>
/// <param name="training">The training, at its end.</param>
/// <param name="data">The data that it was trained on.</param>
internal sealed class Examination(Training training, ImageSet data)
{
    private const double PixelNoise = 0.3;
    private const double WeightNoise = 0.1;
    private const int Levels = 127;
    private const int Images = 1000;

    /// <param name="unknown">Images of another set with as many pixels; null for none.</param>
    /// <param name="layers">The layers of the learner, for the back-propagation network that it is compared with.</param>
    public Examined Run(LabeledImages? unknown, IReadOnlyList<int> layers)
    {
        // First, because it needs the state as it was saved; weights are put back after each change.
        var alignment = Alignment(layers);
        var known = training.Test().Outputs;
        var (silent, zeros) = Hidden();
        return new Examined(
            training.Test(Noisy(data.Test)).Accuracy,
            With((weights, random) => Disturbed(weights, random)),
            With((weights, _) => Rounded(weights)),
            With((weights, _) => Array.ConvertAll(weights, w => (double)(Half)w)),
            silent,
            zeros,
            alignment,
            unknown is null ? null : Metrics.AreaUnderCurve(Scores(known), Scores(training.Responses(training.Learner.Readout!, unknown))));
    }

    private static LabeledImages Noisy(LabeledImages images)
    {
        var random = new Random(1);
        var pixels = new byte[images.Count * images.Features];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = (images.Image(i / images.Features)[i % images.Features] / 255.0) + (PixelNoise * Normal(random));
            pixels[i] = (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
        }

        return images.With(pixels);
    }

    private double With(Func<double[], Random, double[]> change)
    {
        var (simulation, random) = (training.Simulation, new Random(2));
        var kept = simulation.VariablesOf(Role.Weight).ToDictionary(name => name, name => simulation[name].ToArray());
        foreach (var (name, weights) in kept)
        {
            simulation[name].CopyFrom(change(weights, random));
            simulation.Changed(name);
        }

        var accuracy = training.Test().Accuracy;
        foreach (var (name, weights) in kept)
        {
            simulation[name].CopyFrom(weights);
            simulation.Changed(name);
        }

        return accuracy;
    }

    private static double[] Disturbed(double[] weights, Random random)
    {
        var mean = weights.Average();
        var deviation = Math.Sqrt(weights.Average(w => (w - mean) * (w - mean)));
        return Array.ConvertAll(weights, w => w + (WeightNoise * deviation * Normal(random)));
    }

    private static double[] Rounded(double[] weights)
    {
        var largest = weights.Max(Math.Abs);
        return largest == 0 ? weights : Array.ConvertAll(weights, w => Math.Round(w / largest * Levels) * largest / Levels);
    }

    private (double Silent, double Zeros) Hidden()
    {
        var images = data.Test.Take(Math.Min(Images, data.Test.Count));
        var (silent, zeros, units) = (0.0, 0.0, 0);
        foreach (var population in training.Learner.Circuit.Populations.Where(p => p.Name.StartsWith("hidden", StringComparison.Ordinal) && p.Equations.Contains("rate", StringComparison.Ordinal)))
        {
            var rates = training.Responses($"{population.Name}.rate", images);
            for (var unit = 0; unit < population.Size; unit++)
            {
                var of = Enumerable.Range(0, images.Count).Select(sample => rates[(sample * population.Size) + unit]).ToArray();
                silent += of.All(rate => rate == of[0]) ? 1 : 0;
                zeros += of.Count(rate => rate == 0) / (double)of.Length;
            }

            units += population.Size;
        }

        return units == 0 ? (double.NaN, double.NaN) : (silent / units, zeros / units);
    }

    private Dictionary<string, double> Alignment(IReadOnlyList<int> layers)
    {
        var exact = Backpropagation.Create(layers);
        using var ours = new Training(training.Learner with { Stages = [] }, data, training.Options with { Batches = null, Epochs = 1 });
        using var theirs = new Training(exact, data, training.Options with { Batches = null, Epochs = 1 });
        try
        {
            ours.Restore(0, training.Simulation.Snapshot());
            theirs.CopyWeights(training);
            ours.Next();
            theirs.Next();
        }
        catch (HomeostatException)
        {
            // The learner has no weights of the same names and sizes, or diverges: there is nothing to compare.
            return [];
        }

        var (a, b) = (ours.Gradients(), theirs.Gradients());
        return a.Keys.Where(name => b.ContainsKey(name) && a[name].Length == b[name].Length && !name.StartsWith("bias", StringComparison.Ordinal))
            .ToDictionary(name => name, name => Homeostat.Alignment.Cosine(Array.ConvertAll(a[name], x => (float)x), Array.ConvertAll(b[name], x => (float)x)));
    }

    private double[] Scores(float[] outputs) => [.. outputs.Chunk(data.Classes).Select(row =>
    {
        double largest = row.Max();
        return largest + Math.Log(row.Sum(x => Math.Exp(x - largest)));
    })];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
