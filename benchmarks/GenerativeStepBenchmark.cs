using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>The time of a training batch of neural generative coding in this engine and in eager PyTorch, in turns, and the share of the processor's peak that it reaches.</summary>
internal sealed class GenerativeStepBenchmark : IBenchmark
{
    private const int Rounds = 4;
    private const double SecondsATurn = 1;
    private const int Batch = 512;
    private static readonly int[] Layers = [784, 360, 360, 360];

    public string Name => "ngc-step";

    public string Summary => $"a training batch of neural generative coding (GNCN-PDH), {string.Join('-', Layers)}, batch {Batch}, 50 steps, against eager PyTorch and the processor's peak";

    public void Run(Settings settings, Report report)
    {
        var data = new DataReference(DataCatalog.Embedded) { Train = 4 * Batch, Test = 10, Binarize = Binarization.Threshold }.Load();
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            using var training = new Training(NeuralGenerativeCoding.Create(Layers), data, new TrainingOptions { Epochs = 100_000, Batch = Batch }, workers);
            var peers = Peer.Start("torch", "ngc_step.py", threads, report, "--layers", string.Join(',', Layers));
            try
            {
                Compare(workers, training, peers, report);
            }
            finally
            {
                peers.ForEach(peer => peer.Dispose());
            }
        }
    }

    private static void Compare(Workers workers, Training training, List<Peer> peers, Report report)
    {
        var (ours, peak) = (new Samples(), new Samples());
        var contestants = peers.Select(peer => (Peer: peer, Samples: new Samples())).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            peak.AddRange(FmaPeak.Measure(workers, SecondsATurn / 4));
            ours.AddRange(Samples.Time(() => training.Next(), SecondsATurn));
            foreach (var (peer, samples) in contestants)
            {
                samples.AddRange(peer.Time(new { batch = Batch, seconds = SecondsATurn }));
            }
        }

        var @case = Report.Threads(workers.Count);
        var speed = training.TrainPlan.CostOf(Batch).MultiplyAccumulates / ours.Median;
        report.Add(@case, "ours", "ms", ours * 1e3, string.Create(CultureInfo.InvariantCulture, $"{speed / 1e9:F0} G multiply-accumulates a second, {2 * speed / 1e9 / peak.Median:P0} of the peak"));
        foreach (var (peer, samples) in contestants)
        {
            report.Add(@case, peer.Name, "ms", samples * 1e3, string.Create(CultureInfo.InvariantCulture, $"{samples.Median / ours.Median:F1} times ours"));
        }

        if (contestants.Length > 0)
        {
            report.AddRatio($"{@case}: to torch at its best", contestants.Min(contestant => contestant.Samples.Median) / ours.Median);
        }
    }
}
