using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The training time until 98 % of MNIST's test digits are recognized, for predictive coding as published and with few settling steps, Mono-Forward,
/// dual propagation and back-propagation in this engine, with the same batches, and for back-propagation in eager PyTorch, whose turns alternate with ours.
/// </summary>
internal sealed class TimeToAccuracyBenchmark : IBenchmark
{
    private const double Target = 0.98;
    private const int Epochs = 10;
    private static readonly int[] Layers = [784, 512, 512, 10];
    private static readonly ulong[] Seeds = [1, 2, 3];

    public string Name => "time-to-accuracy";

    public string Summary => $"training time to {Target:P0} on MNIST, {string.Join('-', Layers)}, batch 250, Adam, tested every tenth of an epoch";

    public void Run(Settings settings, Report report)
    {
        ImageSet data;
        try
        {
            data = DataCatalog.Load("mnist");
        }
        catch (HomeostatException error)
        {
            report.AddMissing("MNIST", error.Message);
            return;
        }

        var models = new (string Name, Learner Learner)[]
        {
            ("back-propagation", Backpropagation.Of(PredictiveCoding.Create(Layers))),
            ("predictive coding", PredictiveCoding.Create(Layers)),
            ("predictive coding, fast", PredictiveCoding.Create(Layers, PredictiveCodingOptions.Fast)),
            ("Mono-Forward", MonoForward.Create(Layers)),
            ("dual propagation", DualPropagation.Create(Layers)),
        };
        var times = models.ToDictionary(m => m.Name, _ => new Samples());
        var peers = Peers(settings, report).Select(peer => (Peer: peer, Times: new Samples())).ToArray();
        using var workers = new Workers(settings.Threads);
        foreach (var seed in Seeds)
        {
            foreach (var (peer, samples) in peers)
            {
                if (peer.Ask(new { seed, target = Target }).GetProperty("seconds") is { ValueKind: System.Text.Json.JsonValueKind.Number } seconds)
                {
                    samples.Add(seconds.GetDouble());
                }
            }

            foreach (var (name, learner) in models)
            {
                if (Reach(learner, data, seed, workers) is { } seconds)
                {
                    times[name].Add(seconds);
                }
                else
                {
                    report.AddMissing($"{name}, seed {seed}", $"did not reach {Target:P0} in {Epochs} epochs");
                }
            }
        }

        foreach (var (peer, samples) in peers.Where(p => p.Times.Count > 0))
        {
            report.Add($"to {Target:P0}", $"back-propagation, {peer.Name}", "s", samples, $"{samples.Count} of {Seeds.Length} seeds");
            peer.Dispose();
        }

        foreach (var (name, _) in models.Where(m => times[m.Name].Count > 0))
        {
            report.Add($"to {Target:P0}", name, "s", times[name], $"{times[name].Count} of {Seeds.Length} seeds");
            if (name != models[0].Name && times[models[0].Name].Count > 0)
            {
                report.AddRatio($"{name}/back-propagation", times[name].Median / times[models[0].Name].Median);
            }

            if (peers.Where(p => p.Times.Count > 0).Select(p => p.Times.Median).DefaultIfEmpty(0).Min() is > 0 and var best)
            {
                report.AddRatio($"{name}/back-propagation in PyTorch at its best", times[name].Median / best);
            }
        }
    }

    // The files of MNIST are where they were found or downloaded to.
    private static List<Peer> Peers(Settings settings, Report report)
    {
        var folders = new[] { DataCatalog.OwnFolder, DataCatalog.CacheFolder }.OfType<string>().Select(folder => Path.Combine(folder, "mnist"));
        return folders.FirstOrDefault(Directory.Exists) is { } folder
            ? Peer.Start("torch", "time_to_accuracy.py", settings.Threads, report, "--layers", string.Join(',', Layers), "--data", folder)
            : [];
    }

    /// <summary>The training time in seconds until the target is reached, without the time of tests.</summary>
    private static double? Reach(Learner learner, ImageSet data, ulong seed, Workers workers)
    {
        using var training = new Training(learner, data, new TrainingOptions { Epochs = Epochs, Seed = seed, FinalRate = 0.1 }, workers);
        var clock = new Stopwatch();
        var between = training.BatchesPerEpoch / 10;
        while (!training.IsDone)
        {
            clock.Start();
            training.Next();
            clock.Stop();
            if (training.BatchesDone % between == 0 && training.Test().Accuracy is var accuracy && accuracy >= Target)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{learner.Name}, seed {seed}: {accuracy:P2} after {training.BatchesDone} batches, {clock.Elapsed.TotalSeconds:F1} s"));
                return clock.Elapsed.TotalSeconds;
            }
        }

        return null;
    }
}
