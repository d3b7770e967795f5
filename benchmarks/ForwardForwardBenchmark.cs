using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>The time of a training step of forward-forward in this engine and in eager PyTorch, in turns: three passes, gradients, momentum and decay.</summary>
internal sealed class ForwardForwardBenchmark : IBenchmark
{
    private const int Rounds = 6;
    private const double SecondsATurn = 0.2;
    private const int Batch = 100;
    private static readonly int[][] Networks = [[784, 512, 512, 10], [784, 1000, 1000, 1000, 10]];
    private static readonly string[] Variants = ["plain", "shared"];

    public string Name => "ff-step";

    public string Summary => $"a training step of forward-forward, batch {Batch}, against eager PyTorch";

    public void Run(Settings settings, Report report)
    {
        var data = Digits.Draw(10 * Batch, 10);
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            foreach (var layers in Networks)
            {
                using var training = new Training(ForwardForward.Create(layers), data, new TrainingOptions { Epochs = 100_000, Batch = Batch }, workers);
                var peers = Peer.Start("torch", "ff_step.py", threads, report, "--layers", string.Join(',', layers));
                try
                {
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', layers)}, {Report.Threads(threads)}"), training, peers, report);
                }
                finally
                {
                    peers.ForEach(peer => peer.Dispose());
                }
            }
        }
    }

    private static void Compare(string @case, Training training, List<Peer> peers, Report report)
    {
        var ours = new Samples();
        var contestants = peers.SelectMany(peer => Variants.Select(variant => (Peer: peer, Variant: variant, Samples: new Samples()))).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            ours.AddRange(Samples.Time(() => training.Next(), SecondsATurn));
            foreach (var (peer, variant, samples) in contestants)
            {
                samples.AddRange(peer.Time(new { variant, batch = Batch, seconds = SecondsATurn }));
            }
        }

        report.Add(@case, "ours", "ms", ours * 1e3);
        foreach (var (peer, variant, samples) in contestants)
        {
            report.Add(@case, $"{peer.Name}, {variant}", "ms", samples * 1e3, string.Create(CultureInfo.InvariantCulture, $"{samples.Median / ours.Median:F1} times ours"));
        }

        foreach (var variant in contestants.GroupBy(contestant => contestant.Variant))
        {
            report.AddRatio($"{@case}: to torch at its best, {variant.Key}", variant.Min(contestant => contestant.Samples.Median) / ours.Median);
        }
    }
}
