using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>A way to train for a given accuracy.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Epochs">The epochs over which the learning rate falls linearly to a tenth.</param>
/// <param name="Batch">The number of samples in a batch.</param>
internal sealed record RaceEntry(Learner Learner, int Epochs, int Batch)
{
    private const int TestsPerEpoch = 10;

    /// <summary>Trains until an accuracy is reached.</summary>
    /// <param name="data">The data.</param>
    /// <param name="target">The accuracy on the test images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="workers">The threads.</param>
    /// <returns>The batches and the training time in seconds, without that of tests; null if the accuracy is not reached.</returns>
    public (long Batches, double Seconds)? Reach(ImageSet data, double target, ulong seed, Workers workers)
    {
        using var training = new Training(Learner, data, new TrainingOptions { Epochs = Epochs, Batch = Batch, Seed = seed, FinalRate = 0.1 }, workers);
        var clock = new Stopwatch();
        var between = training.BatchesPerEpoch / TestsPerEpoch;
        while (!training.IsDone)
        {
            clock.Start();
            training.Next();
            clock.Stop();
            if (training.BatchesDone % between == 0 && training.Test().Accuracy is var accuracy && accuracy >= target)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Learner.Name}, {Epochs} epochs, batch {Batch}, seed {seed}: {accuracy:P2} after {training.BatchesDone} batches, {clock.Elapsed.TotalSeconds:F1} s"));
                return (training.BatchesDone, clock.Elapsed.TotalSeconds);
            }
        }

        return null;
    }
}
