using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The training time until 98 % of MNIST's test digits are recognized, for predictive coding as published and with few settling steps, Mono-Forward,
/// dual propagation and back-propagation in this engine, with the same batches, and for back-propagation in eager PyTorch, whose turns alternate with ours.
/// </summary>
internal sealed class TimeToAccuracyBenchmark : IBenchmark
{
    /// <summary>The accuracy to reach.</summary>
    public const double Target = 0.98;

    private const int Epochs = 3;
    private const int Batch = 250;
    private const double Rate = 0.004;

    private static readonly int[] Layers = [784, 512, 512, 10];

    /// <summary>The learners, made with an optimizer.</summary>
    public static IReadOnlyList<(string Name, Func<Optimizer, Learner> Create)> Learners { get; } =
    [
        ("back-propagation", optimizer => Backpropagation.Create(Layers, new BackpropagationOptions { Optimizer = optimizer })),
        ("predictive coding", optimizer => PredictiveCoding.Create(Layers, new PredictiveCodingOptions { Optimizer = optimizer })),
        ("predictive coding, fast", optimizer => PredictiveCoding.Create(Layers, PredictiveCodingOptions.Fast with { Optimizer = optimizer })),
        ("Mono-Forward", optimizer => MonoForward.Create(Layers, new MonoForwardOptions { Optimizer = optimizer })),
        ("Mono-Forward, sum", optimizer => MonoForward.Create(Layers, new MonoForwardOptions { Optimizer = optimizer, Classifiers = LocalAnswer.Sum })),
        ("dual propagation", optimizer => DualPropagation.Create(Layers, new DualPropagationOptions { Optimizer = optimizer })),
    ];

    private static readonly ulong[] Seeds = [1, 2, 3];

    // The schedule that needed the least time on held-out images (race-search). The sum of classifiers has that of the last one, dual propagation that of back-propagation, whose
    // updates it has, and predictive coding with many steps its usual one.
    private static RaceEntry Chosen(string name, Func<Optimizer, Learner> create) => name switch
    {
        "predictive coding" => new RaceEntry(create(Optimizer.Adam()), Epochs: 10, Batch: 250),
        "Mono-Forward" or "Mono-Forward, sum" => new RaceEntry(create(Optimizer.Adam(Rate)), Epochs, Batch: 125),
        _ => new RaceEntry(create(Optimizer.Adam(Rate)), Epochs, Batch),
    };

    public string Name => "time-to-accuracy";

    public string Summary => $"training time to {Target:P0} on MNIST, {string.Join('-', Layers)}, Adam, tested every tenth of an epoch";

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

        var models = Learners.Select(learner => (learner.Name, Entry: Chosen(learner.Name, learner.Create))).ToArray();
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

            foreach (var (name, entry) in models)
            {
                if (entry.Reach(data, Target, seed, workers) is { } reached)
                {
                    times[name].Add(reached.Seconds);
                }
                else
                {
                    report.AddMissing($"{name}, seed {seed}", $"did not reach {Target:P0} in {entry.Epochs} epochs");
                }
            }
        }

        foreach (var (peer, samples) in peers)
        {
            peer.Dispose();
            if (samples.Count > 0)
            {
                report.Add($"to {Target:P0}", $"back-propagation, {peer.Name}", "s", samples, $"{samples.Count} of {Seeds.Length} seeds");
            }
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
            ? Peer.Start(
                "torch", "time_to_accuracy.py", settings.Threads, report, "--layers", string.Join(',', Layers), "--data", folder, "--batch", $"{Batch}", "--epochs", $"{Epochs}",
                "--rate", Rate.ToString(CultureInfo.InvariantCulture))
            : [];
    }
}
