using System.Diagnostics;

namespace Homeostat.Benchmarks;

/// <summary>The time for one digit in Diehl and Cook's network while it learns, on one thread, including repeats.</summary>
internal sealed class DigitsBenchmark : IBenchmark
{
    // A published time for ngc-learn with 100 cells; ngc-learn is not run here.
    private const double NgcLearnMilliseconds = 250;

    private const int Digits = 500;

    public string Name => "digits";

    public string Summary => "spikes that learn digits without labels: milliseconds a digit (Diehl & Cook 2015), drawn digits";

    public void Run(Settings settings, Report report)
    {
        var data = DataCatalog.Load(DataCatalog.Embedded);
        foreach (var cells in new[] { 100, 400 })
        {
            using var one = new Workers(1);
            using var training = new Training(
                DiehlCook.Learner(data.Features, new DiehlCookOptions { Cells = cells }), data, new TrainingOptions { Batch = 1, Batches = 2 * Digits }, one);
            var (samples, watch) = (new Samples(), Stopwatch.StartNew());
            training.Run(_ =>
            {
                // The first half is not timed: machine code is compiled, and thresholds rise.
                if (training.BatchesDone > Digits)
                {
                    samples.Add(watch.Elapsed.TotalMilliseconds);
                }

                watch.Restart();
            });
            report.Add($"{cells} cells", "ours, 1 thread", "ms/digit", samples, cells == 100 ? $"{NgcLearnMilliseconds / samples.Median:F0} times faster than ngc-learn is said to be" : "");
        }
    }
}
