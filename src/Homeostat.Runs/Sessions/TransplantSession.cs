using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>The move of a run's weights to another device, and what they learn there.</summary>
/// <param name="origin">The run that the weights are from.</param>
/// <param name="folder">The folder of the run on the other device.</param>
/// <param name="relearn">The number of epochs to learn there.</param>
/// <param name="report">The report that tells of it.</param>
/// <param name="stop">A request to save and stop.</param>
internal sealed class TransplantSession(RunFolder<LearnSettings> origin, RunFolder<LearnSettings> folder, int relearn, Report report, CancellationToken stop)
{
    private const string PictureName = "transplant.png";

    // Tests an epoch: enough for a curve.
    private const int PointsPerEpoch = 10;

    private readonly LearnSettings _settings = folder.Settings;

    /// <returns>The exit code.</returns>
    public int Run()
    {
        var start = Stopwatch.GetTimestamp();
        using var workers = _settings.Threads is { } threads ? new Workers(threads) : null;
        var (from, to) = (origin.Settings.Crossbar!.DeviceSeed, _settings.Crossbar!.DeviceSeed);
        report.Say($"Homeostat: {_settings.Model} moves from device {from} to device {to} of {_settings.Crossbar.Device.Name}. Ctrl-C saves and stops.");
        var data = _settings.Data.Load(new Downloads(report), stop);
        var checkpoint = Checkpoint.Read(origin.Path);
        var before = Before(checkpoint, data, workers);
        using var training = checkpoint.Transplant(_settings.Crossbar, data, checkpoint.Options with { Epochs = _settings.Epochs, Batches = null }, workers);
        folder.Save();
        try
        {
            report.Stage(_settings.Model, _settings.Epochs, training.BatchesPerEpoch, training.BatchesDone, () => Learn(training, from, to, before));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            report.Tell(new Stopped(folder.Path, $"homeostat resume {folder.Quoted()}") { BatchesDone = training.BatchesDone });
            return ExitCode.Interrupted;
        }

        var finished = new Finished(folder.Path, Stopwatch.GetElapsedTime(start).TotalSeconds, [PictureName]);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"The curve is {folder[PictureName]}. Next: homeostat resume {folder.Quoted()} --epochs {_settings.Epochs + 1}    # go on learning there");
        return ExitCode.Success;
    }

    private double Before(Checkpoint checkpoint, ImageSet data, Workers? workers)
    {
        using var training = checkpoint.Resume(data, null, workers);
        return Accuracy(training);
    }

    private void Learn(Training training, ulong from, ulong to, double before)
    {
        var begun = training.BatchesDone;
        var every = Math.Max(1, training.BatchesPerEpoch / PointsPerEpoch);
        var points = new List<LearnedThere> { new(0, Accuracy(training)) };
        var last = Math.Min(training.BatchesInAll, begun + ((long)relearn * training.BatchesPerEpoch));
        while (training.BatchesDone < last)
        {
            var result = training.Next();
            var done = training.BatchesDone - begun;
            if (done % every == 0 || training.BatchesDone == last)
            {
                points.Add(new LearnedThere(done / (double)training.BatchesPerEpoch, Accuracy(training)));
                folder.Append(new Tested(_settings.Model, result.Epoch, training.BatchesDone, null, points[^1].Accuracy, null, 0, 0));
            }

            if (stop.IsCancellationRequested)
            {
                break;
            }
        }

        Checkpoint.Save(folder.Path, training, _settings.Data);
        stop.ThrowIfCancellationRequested();
        Draw(points, from, to, before);
        var transplanted = new Transplanted(origin.Path, from, to, before, points[0].Accuracy, relearn > 0 ? points[^1].Accuracy : null, points);
        folder.Append(transplanted);
        report.Tell(transplanted);
    }

    private void Draw(List<LearnedThere> points, ulong from, ulong to, double before)
    {
        double[] epochs = [.. points.Select(p => p.Epochs)];
        Plot.Lines(
            folder[PictureName], $"{_settings.Model} on {_settings.Crossbar!.Device.Name}, moved to another device", "epochs on the other device", "test accuracy, %",
            [($"device {to}", epochs, [.. points.Select(p => 100 * p.Accuracy)]), ($"device {from}, before", epochs, [.. points.Select(_ => 100 * before)])]);
    }

    private double Accuracy(Training training) => training.Learner.Readout is null
        ? throw new HomeostatException($"{origin.Path}: the model '{_settings.Model}' gives no classes, so that there is no accuracy to compare. Take a run of a model that classifies.")
        : training.Test(cancellation: stop).Accuracy;
}
