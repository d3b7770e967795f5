
namespace Homeostat.Runs;

/// <summary>
/// The generative variant of a run: a small circuit that learns causes of the same images without their labels, and reconstructs
/// images it has not seen. It takes a fraction of the time of the run.
/// </summary>
internal static class GenerativeVariant
{
    private const string Name = "generative-pc";
    private const int Causes = 128;
    private const int Epochs = 3;
    private const int LargestTrain = 10_000;
    private const int ProbedTrain = 2_000;
    private const int ProbedTest = 1_000;

    public static Reconstructed Of(
        Training main, ImageSet images, LearnSettings settings, Report report, Action<RunEvent> note, Workers? workers, Pictures pictures, Func<bool> turn, CancellationToken stop)
    {
        // A run of the generative model itself needs no other.
        if (main.Learner.Reconstruction is not null)
        {
            return Look(main, images, settings.Seed, pictures);
        }

        // Drawn at random: the images of a set may be sorted by class.
        var data = images with { Train = images.Train.Sample(LargestTrain, settings.Seed) };
        var model = ModelCatalog.Find(Name);
        using var training = new Training(
            model.Create([data.Features, Causes]),
            data,
            settings.Training with { Epochs = Math.Min(Epochs, settings.Epochs), Batch = Math.Min(settings.Batch, data.Train.Count) },
            workers);
        new Stage(report, note, stop) { Turn = turn }.Run(Name, training);
        return Look(training, data, settings.Seed, pictures);
    }

    private static Reconstructed Look(Training training, ImageSet data, ulong seed, Pictures pictures)
    {
        var (learner, train, test) = (training.Learner, data.Train.Sample(ProbedTrain, seed), data.Test.Sample(ProbedTest, seed));
        var images = test.ToFeatures();
        var reconstructions = training.Responses(learner.Reconstruction!, test);
        pictures.Reconstructions(test, images, reconstructions);

        var (known, seen) = (training.Responses(learner.Features!, train), training.Responses(learner.Features!, test));
        var causes = seen.Length / test.Count;
        var (knownLabels, seenLabels) = (train.Labels.ToArray(), test.Labels.ToArray());
        var error = SquaredError(images, (sample, pixel) => reconstructions[(sample * test.Features) + pixel]);
        var means = new double[test.Features];
        for (var i = 0; i < images.Length; i++)
        {
            means[i % means.Length] += images[i] / (double)test.Count;
        }

        var variance = SquaredError(images, (_, pixel) => means[pixel]);
        return new Reconstructed(
            causes, error, variance > 0 ? 1 - (error / variance) : 0,
            LinearProbe.Classify(known, causes, knownLabels, seen, seenLabels).Accuracy,
            NearestNeighbors.Classify(known, causes, knownLabels, seen, seenLabels, Math.Min(5, train.Count)).Accuracy);

        double SquaredError(float[] truth, Func<int, int, double> guess)
        {
            var sum = 0.0;
            for (var i = 0; i < truth.Length; i++)
            {
                var difference = truth[i] - guess(i / test.Features, i % test.Features);
                sum += difference * difference;
            }

            return sum / truth.Length;
        }
    }
}
