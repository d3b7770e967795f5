using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The search for the settings with which learners take part in <see cref="TimeToAccuracyBenchmark"/>: as many for each, on images held out of the training set. The number of batches
/// is counted, which does not depend on the machine, and multiplied by the time of a batch. Predictive coding with many steps is left out: a batch of it takes six times as long.
/// </summary>
internal sealed class RaceSearchBenchmark : IBenchmark
{
    private const int HeldOut = 10_000;
    private const double SecondsATurn = 0.5;
    private static readonly int[] Epochs = [2, 3, 5];
    private static readonly double[] Rates = [0.002, 0.004, 0.008];
    private static readonly int[] Batches = [60, 125, 250];

    public string Name => "race-search";

    public string Summary => "batches and time to 98 % of held-out images of MNIST, for learning rates, batches and schedules of each learner";

    public void Run(Settings settings, Report report)
    {
        var data = new DataReference("mnist") { Validation = HeldOut }.Load();
        using var workers = new Workers(settings.Threads);
        foreach (var (name, create) in TimeToAccuracyBenchmark.Learners.Where(learner => learner.Name != "predictive coding"))
        {
            foreach (var rate in Rates)
            {
                foreach (var batch in Batches)
                {
                    var learner = create(Optimizer.Adam(rate));
                    using var training = new Training(learner, data, new TrainingOptions { Epochs = 100, Batch = batch }, workers);
                    var time = new Samples();
                    time.AddRange(Samples.Time(() => training.Next(), SecondsATurn));
                    foreach (var epochs in Epochs)
                    {
                        if (new RaceEntry(learner, epochs, batch).Reach(data, TimeToAccuracyBenchmark.Target, 1, workers) is { } reached)
                        {
                            report.AddRatio(
                                string.Create(CultureInfo.InvariantCulture, $"{name}, rate {rate}, batch {batch}, {epochs} epochs: {reached.Batches} batches, seconds"),
                                reached.Batches * time.Median);
                        }
                    }
                }
            }
        }
    }
}
