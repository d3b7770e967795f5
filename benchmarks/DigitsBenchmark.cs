using System.Diagnostics;
using Homeostat.Kernels;

namespace Homeostat.Benchmarks;

/// <summary>What a digit takes in Diehl and Cook's network while it learns, presented and rested from, on one thread.</summary>
internal sealed class DigitsBenchmark : IBenchmark
{
    // A hundred cells learn in "about a quarter of a second a digit" in ngc-learn, as its users report; it is not run here.
    private const double NgcLearnSeconds = 0.25;

    private const int Digits = 300;

    public string Name => "digits";

    public string Summary => "spikes that learn digits: milliseconds a digit";

    public void Run(Settings settings, Report report)
    {
        foreach (var (name, cells, options) in new[]
        {
            ("100 cells", 100, new DiehlCookOptions()),
            ("400 cells", 400, new DiehlCookOptions()),
        })
        {
            var data = DataCatalog.Load(DataCatalog.Embedded);
            using var one = new Workers(1);
            using var training = new DigitTraining(data, options with { Cells = cells, Digits = 2 * Digits }, one);
            var (watch, times) = (new Stopwatch(), new List<double>());
            training.Run(_ =>
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
                watch.Restart();
            });

            // The first half warms up, machine code and thresholds.
            var ours = times.Skip(Digits).Order().ToArray()[Digits / 2];
            report.Line($"{name}: {ours:F2} ms a digit, one thread (median of {Digits})");
            if (cells == 100)
            {
                report.Line($"  ngc-learn, as published, about {1000 * NgcLearnSeconds:F0} ms: {1000 * NgcLearnSeconds / ours:F0} times as long");
            }
        }
    }
}
