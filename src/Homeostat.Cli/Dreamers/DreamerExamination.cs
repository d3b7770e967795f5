namespace Homeostat.Cli;

/// <summary>The examination of trained generative models on test images. What is the same for all models is computed once.</summary>
/// <param name="comparison">The settings of the comparison.</param>
/// <param name="data">The data that the models were trained on.</param>
/// <param name="unknown">Test images of other sets.</param>
/// <param name="judge">The training of the classifier, at its end.</param>
internal sealed class DreamerExamination(DreamerComparison comparison, ImageSet data, IReadOnlyDictionary<string, LabeledImages> unknown, Training judge)
{
    // Distances of all pairs are computed among this many samples, or to the training images from a fraction of them.
    private const int Compared = 5_000;
    private const int Probed = 10_000;
    private const int Copied = 500;

    // The test images as rows and in the features of the classifier, the mean distance of two of them, and that of a test image to the nearest training image.
    private readonly double[,] _test = Rows(data.Test);
    private double[,]? _real;
    private double? _diversity;
    private double? _nearest;

    /// <summary>Examines a model.</summary>
    /// <param name="training">The training of the model, at its end.</param>
    /// <param name="pictures">The dreams and completions to draw.</param>
    public DreamerMeasures Run(Training training, out DreamerPictures pictures)
    {
        var (imagination, test) = (new Imagination(training), data.Test);
        var memory = Memory(imagination);
        var likelihood = imagination.LogLikelihood(memory, test, comparison.Draws);
        var annealed = comparison.Annealed == 0 ? null : imagination.AnnealedLogLikelihood(memory, test.Take(Math.Min(comparison.Annealed, test.Count)));
        var count = Math.Min(Compared, test.Count);
        var dreams = imagination.Paint(memory.Sample(count, seed: 2));
        var visible = CoveredPart.Right.Visible(test, 1);
        var completed = imagination.Complete(test, visible);
        pictures = new DreamerPictures(dreams, completed);
        var (real, dreamt) = (_real ??= Features(First(_test, count)), Features(dreams));
        var (linear, neighbors) = Probes(training);
        var energies = Energies(training, test);
        return new DreamerMeasures(
            DreamerComparison.Synapses(training.Learner),
            likelihood.Nats,
            likelihood.EffectiveDraws,
            likelihood.WithoutDivision,
            annealed?.Nats,
            annealed?.EffectiveDraws,
            CrossEntropy(_test, imagination.Reconstruct(test)),
            MaskedError(_test, completed, visible),
            1 - linear,
            1 - neighbors,
            SampleQuality.FrechetDistance(dreamt, real),
            SampleQuality.FractionAmong(dreamt, real),
            SampleQuality.FractionAmong(real, dreamt),
            SampleQuality.MeanDistance(dreamt) / (_diversity ??= SampleQuality.MeanDistance(real)),
            Nearest(dreams),
            unknown.ToDictionary(set => set.Key, set => new Separation(
                Metrics.AreaUnderCurve(Energies(training, set.Value), energies),
                Metrics.AreaUnderCurve([.. likelihood.Images], [.. imagination.LogLikelihood(memory, set.Value, comparison.Draws).Images]))));
    }

    private GaussianMixture Memory(Imagination imagination)
    {
        var images = comparison.Memory.Remembered(data.Train);
        var settings = comparison.Memory with { Components = Math.Min(comparison.Components, images.Count) };
        return settings.Make(imagination.Causes(images)).Memory;
    }

    private (double Linear, double Neighbors) Probes(Training training)
    {
        var (train, test) = (data.Train.Sample(Probed), data.Test);
        var features = training.Learner.Features!;
        var (known, seen) = (training.Responses(features, train), training.Responses(features, test));
        var (width, before, after) = (known.Length / train.Count, train.Labels.ToArray(), test.Labels.ToArray());
        return (
            LinearProbe.Classify(known, width, before, seen, after).Accuracy, NearestNeighbors.Classify(known, width, before, seen, after, Math.Min(5, train.Count)).Accuracy);
    }

    private static double[] Energies(Training training, LabeledImages images) =>
        DreamSurprise.OfImages(training.FreeEnergies(images));

    private double Nearest(double[,] dreams)
    {
        var train = Rows(data.Train);
        var count = Math.Min(Copied, dreams.GetLength(0));
        return SampleQuality.NearestDistance(First(dreams, count), train) / (_nearest ??= SampleQuality.NearestDistance(First(_test, count), train));
    }

    // The activity of the classifier's last hidden layer.
    private double[,] Features(double[,] images)
    {
        var part = new DataPart { [Learner.Image] = images, [Learner.Label] = new double[images.GetLength(0), data.Classes] };
        return Imagination.Rows(judge.Responses(judge.Learner.Features!, part), images.GetLength(0));
    }

    private static double CrossEntropy(double[,] images, double[,] expected) =>
        -Enumerable.Range(0, images.GetLength(0)).Average(sample => MarginalLikelihood.Score(images.Row(sample), expected.Row(sample)));

    private static double MaskedError(double[,] images, double[,] completed, bool[] visible)
    {
        var sum = 0.0;
        for (var sample = 0; sample < images.GetLength(0); sample++)
        {
            for (var pixel = 0; pixel < visible.Length; pixel++)
            {
                var difference = completed[sample, pixel] - images[sample, pixel];
                sum += visible[pixel] ? 0 : difference * difference;
            }
        }

        return sum / images.GetLength(0) / visible.Count(isVisible => !isVisible);
    }

    private static double[,] Rows(LabeledImages images)
    {
        var rows = new double[images.Count, images.Features];
        var image = new double[images.Features];
        for (var sample = 0; sample < images.Count; sample++)
        {
            images.CopyPixels(sample, image);
            for (var pixel = 0; pixel < image.Length; pixel++)
            {
                rows[sample, pixel] = image[pixel];
            }
        }

        return rows;
    }

    private static double[,] First(double[,] rows, int count)
    {
        var first = new double[count, rows.GetLength(1)];
        Array.Copy(rows, first, first.Length);
        return first;
    }
}

/// <summary>The pictures of a model.</summary>
/// <param name="Dreams">The dreams, [samples × pixels].</param>
/// <param name="Completed">The test images of which the right half was completed, [samples × pixels].</param>
internal sealed record DreamerPictures(double[,] Dreams, double[,] Completed);
