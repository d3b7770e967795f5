using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The time of one training step of predictive coding, and of one of back-propagation in the same network, as the engine runs it:
/// sweep, settling, free energy, check for divergence, gradients and Adam. Peers do the same mathematics on the same shapes, in
/// alternating rounds. Only the step is timed; here and in the peers, the random data are in memory before.
/// </summary>
internal sealed class PcStepBenchmark : IBenchmark
{
    private const int Rounds = 6;
    private const double SecondsATurn = 0.1;
    private const int Steps = 20;
    private const double Rate = 0.1;

    private static readonly (int[] Layers, (string What, int Batch)[] Cases)[] Networks =
    [
        ([784, 512, 512, 10], [("PC", 250), ("BP", 250)]),
        ([784, 256, 256, 10], [("PC", 512), ("BP", 512), ("PC", 128), ("BP", 128)]),
    ];

    public string Name => "pc-step";

    public string Summary =>
        "a training step (20 settling steps, Adam, no bias, sigmoid) on ready data, against the FMA peak, NumPy and eager PyTorch";

    public void Run(Settings settings, Report report)
    {
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            foreach (var (layers, cases) in Networks)
            {
                Compare(layers, cases, workers, report);
            }
        }
    }

    private static void Compare(int[] layers, (string What, int Batch)[] cases, Workers workers, Report report)
    {
        string[] arguments = ["--serve", "--layers", string.Join(',', layers), "--steps", $"{Steps}", "--rate", Rate.ToString(CultureInfo.InvariantCulture)];
        List<Peer> peers = [];
        try
        {
            peers.AddRange(Peer.Start("torch", "pc_step.py", workers.Count, report, arguments));
            peers.AddRange(Peer.Start("numpy", "pc_step.py", workers.Count, report, arguments));
            Dictionary<int, double> predictiveCoding = [];
            foreach (var (what, batch) in cases)
            {
                using var step = new TrainingStep(what, layers, batch, workers);
                var (ours, theirs) = Compare(step, peers, workers, report);
                if (what == "PC")
                {
                    predictiveCoding[batch] = ours;
                }
                else if (theirs.TryGetValue("torch", out var seconds))
                {
                    report.AddRatio($"{Title("PC", layers, batch, workers)}: to BP of torch at its best", seconds / predictiveCoding[batch]);
                }
            }
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }

    /// <summary>Measures a case; returns our median time and the best of each library.</summary>
    private static (double Ours, Dictionary<string, double> Theirs) Compare(TrainingStep step, List<Peer> peers, Workers workers, Report report)
    {
        string[] variants = step.What == "PC" ? ["naive", "hoisted"] : ["backprop"];
        var contestants = peers.SelectMany(peer => variants.Select(variant => (Peer: peer, Variant: variant, Samples: new Samples()))).ToArray();
        var (peak, ours) = (new Samples(), new Samples());
        for (var round = 0; round < Rounds; round++)
        {
            peak.AddRange(FmaPeak.Measure(workers, SecondsATurn / 4));
            ours.AddRange(Samples.Time(step.Run, SecondsATurn));
            foreach (var (peer, variant, samples) in contestants)
            {
                samples.AddRange(peer.Time(new { variant, batch = step.Batch, seconds = SecondsATurn }));
            }
        }

        var @case = Title(step.What, step.Layers, step.Batch, workers);
        const string Unit = "ms";
        report.Add(@case, "FMA peak", "GFLOP/s", peak);
        var rates = step.Operations / 1e9;
        report.Add(@case, "ours", Unit, ours * 1e3, string.Create(
            CultureInfo.InvariantCulture, $"{100 * rates / ours.Median / peak.Median:F0} % of peak, {100 * rates / ours.Min / peak.Max:F0} % at best"));
        report.AddRatio($"{@case}: of peak, median", rates / ours.Median / peak.Median);
        report.AddRatio($"{@case}: of peak, best", rates / ours.Min / peak.Max);
        Dictionary<string, double> best = [];
        foreach (var (peer, variant, samples) in contestants)
        {
            report.Add(@case, $"{peer.Name}, {variant}", Unit, samples * 1e3, string.Create(
                CultureInfo.InvariantCulture, $"{samples.Median / ours.Median:F1} times ours"));
        }

        // Each library is represented by the best of its settings and ways to write the step.
        foreach (var library in contestants.GroupBy(contestant => contestant.Peer.Library))
        {
            var (peer, variant, samples) = library.MinBy(contestant => contestant.Samples.Median);
            best[library.Key] = samples.Median;
            report.AddRatio($"{@case}: to {library.Key} at its best ({peer.Blas}, {variant})", samples.Median / ours.Median);
            if (variants.Length > 1)
            {
                var plain = library.Where(contestant => contestant.Variant == variants[0]).Min(contestant => contestant.Samples.Median);
                report.AddRatio($"{@case}: to {library.Key} naive at its best", plain / ours.Median);
            }
        }

        return (ours.Median, best);
    }

    private static string Title(string what, int[] layers, int batch, Workers workers) =>
        $"{what} {string.Join('-', layers)} batch {batch}, {Report.Threads(workers.Count)}";

    /// <summary>A compiled training plan with streams of random data.</summary>
    private sealed class TrainingStep : IDisposable
    {
        private readonly Simulation _simulation;
        private readonly Plan _plan;

        public TrainingStep(string what, int[] layers, int batch, Workers workers)
        {
            (What, Layers, Batch) = (what, layers, batch);

            // The settings are written out, as in the peers' scripts, since the defaults of the model may change.
            var learner = PredictiveCoding.Create(layers, new PredictiveCodingOptions
            {
                Activation = "sigmoid(z)",
                Output = OutputModel.Gaussian,
                Feedback = Feedback.Tied,
                Order = UpdateOrder.Together,
                Optimizer = Optimizer.Adam(),
                Bias = false,
                Steps = Steps,
                Rate = Rate,
                Tolerance = 0,
            });
            learner = what == "BP" ? Backpropagation.Of(learner) : learner;
            _simulation = new Simulation(learner.Circuit, batch, new SimulationOptions { Workers = workers });
            _plan = _simulation.Compile(learner.Train);
            Operations = 2 * _plan.CostOf(batch).MultiplyAccumulates;
            var (images, labels) = (_simulation.Stream(_plan, Learner.Image), _simulation.Stream(_plan, Learner.Label));
            for (var row = 0; row < batch; row++)
            {
                Philox.FillUniform(images.Row<float>(row), seed: 1, stream: 0, (ulong)row);
                labels[row, row % labels.Columns] = 1;
            }
        }

        public string What { get; }

        public int[] Layers { get; }

        public int Batch { get; }

        /// <summary>The arithmetic of the dense products of a step, with two operations for each multiply-accumulate.</summary>
        public double Operations { get; }

        public void Run() => _simulation.Run(_plan);

        public void Dispose() => _simulation.Dispose();
    }
}
