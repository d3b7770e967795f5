#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Digits learned from spikes, without labels (Diehl & Cook 2015, Front Comput Neurosci 9:99). The arguments are the numbers of digits and of
// cells and a data set, as in: dotnet run -c Release examples/digits-stdp.cs -- 60000 400 mnist
using System.Diagnostics;
using Homeostat;

var digits = args.Length > 0 ? int.Parse(args[0]) : 3_000;
var cells = args.Length > 1 ? int.Parse(args[1]) : 100;
var data = DataCatalog.Load(args.Length > 2 ? args[2] : DataCatalog.Embedded);
var options = new DiehlCookOptions { Cells = cells, Window = Math.Clamp(digits / 20, 250, 2_500), LabeledDigits = Math.Clamp(digits, 1_000, 10_000) };
using var one = new Workers(1);
using var training = new Training(
    DiehlCook.Learner(data.Features, options), data, new TrainingOptions { Batch = 1, Batches = digits, TestBatch = 100 }, one);
var (watch, spikes, shown) = (Stopwatch.StartNew(), 0.0, 0.0);
var counts = training.Simulation["cell.count"];
var history = training.Recognition!.History;
training.Run(digit =>
{
    var done = training.BatchesDone;
    (spikes, shown) = (spikes + counts.ToArray().Sum(), shown + digit.Presentations);
    if (done % options.Window == 0)
    {
        var accuracy = history.Count > 0 ? history[^1] : null;
        Console.WriteLine(
            $"{done,7} digits, {watch.Elapsed.TotalMilliseconds / done:F2} ms each, shown {shown / (double)options.Window:F2} times, "
            + $"{spikes / (double)options.Window:F1} spikes; recognized {accuracy?.HighestMean:P1} (by shares {accuracy?.Proportions:P1})");
        (spikes, shown) = (0, 0);
    }
});
Console.WriteLine($"learned from {digits} digits of {data.Name} in {watch.Elapsed.TotalSeconds:F1} s; the test, with weights and thresholds as they are:");
watch.Restart();
var test = training.Test();
Console.WriteLine($"{test.Accuracy:P2} of {data.Test.Count} digits recognized by the labels of cells, {Metrics.Accuracy(test.Labels!.PredictAll(test.Outputs, CellReadout.Proportions), data.Test.Labels):P2} by shares ({watch.Elapsed.TotalSeconds:F1} s)");
Checkpoint.Save("runs/digits-stdp", training);
Plot.Images(
    "runs/digits-stdp.png", $"What {Math.Min(cells, 400)} cells respond to, after {digits} digits without labels",
    [.. Enumerable.Range(0, Math.Min(cells, 400)).Select(cell => DiehlCook.ReceptiveField(training.Simulation, cell))], data.Train.Width, data.Train.Height,
    columns: (int)Math.Ceiling(Math.Sqrt(Math.Min(cells, 400))), min: 0);
if (history.Count > 1)
{
    double[] x = [.. history.Select(h => (double)h.Samples)];
    Plot.Lines(
        "runs/digits-stdp-accuracy.png", $"{cells} cells learn {data.Name} without labels", "digits", "recognized while learning",
        ("highest mean", x, [.. history.Select(h => h.HighestMean)]),
        ("shares", x, [.. history.Select(h => h.Proportions)]));
}

Console.WriteLine("runs/digits-stdp.png shows their weights; the folder runs/digits-stdp holds the training, to be resumed.");
