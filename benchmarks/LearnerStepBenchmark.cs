using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The time of a training step of every learner that classifies, beside the time that its multiply-accumulates take at the speed of the dense benchmark. A product of the network's
/// own size and batch is measured in turn with each step. What is above 1 goes to everything else: functions, draws, weights and memory.
/// </summary>
internal sealed class LearnerStepBenchmark : IBenchmark
{
    private const int Rounds = 4;
    private const double SecondsATurn = 0.1;
    private const int Batch = 250;
    private const int Width = 512;
    private const int Epochs = 100_000;
    private static readonly int[] Layers = [784, Width, Width, 10];

    // Their cost grows with the square of the units, or they are networks of their own.
    private static readonly string[] Others = ["sanger", "softhebb-conv"];

    public string Name => "learner-steps";

    public string Summary => $"a training step of each learner, {string.Join('-', Layers)}, batch {Batch}, one thread, to the time of its multiply-accumulates";

    public void Run(Settings settings, Report report)
    {
        var data = Digits.Draw(4 * Batch, 10);
        using var workers = new Workers(1);
        using var product = new PackedProduct(Batch, Width, Width, transposed: false, threads: 1);
        foreach (var model in ModelCatalog.All.Where(m => m.Classifies && !Others.Contains(m.Name)))
        {
            // Learners whose features learn first are measured in that stage.
            var features = model.Settings.Any(setting => setting.Name == "pretraining")
                ? new Dictionary<string, string> { ["pretraining"] = $"{Epochs - 1}" }
                : [];
            using var training = new Training(model.Create(Layers, model.Configure(features)), data, new TrainingOptions { Epochs = Epochs, Batch = Batch }, workers);
            Measure(model.Name, training, product, report);
        }
    }

    private static void Measure(string name, Training training, PackedProduct product, Report report)
    {
        var (dense, step) = (new Samples(), new Samples());
        for (var round = 0; round < Rounds; round++)
        {
            dense.AddRange(Samples.Time(product.PackAndMultiply, SecondsATurn / 4));
            step.AddRange(Samples.Time(() => training.Next(), SecondsATurn));
        }

        var operations = training.CostOf(1).MultiplyAccumulates;
        var needed = operations / ((double)Batch * Width * Width) * dense.Median;
        report.Add(name, "step", "ms", step * 1e3, string.Create(CultureInfo.InvariantCulture, $"{operations / 1e6:F0} M multiply-accumulates: {needed * 1e3:F2} ms"));
        report.AddRatio(name, step.Median / needed);
    }
}
