using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>
/// A run from its data to its pictures: trains the learner, then the same network by back-propagation, then the
/// generative variant. What has been learned is saved; what comes after follows from it and the seed.
/// </summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="budget">The amount of training of a new run, in place of its epochs; null for its epochs.</param>
/// <param name="report">The report that tells of the run.</param>
/// <param name="control">The control of the run's pace, and of what is asked of it.</param>
/// <param name="stop">A request to save and stop.</param>
internal sealed class LearnSession(RunFolder<LearnSettings> folder, Budget? budget, Report report, Control<LearnSession> control, CancellationToken stop)
{
    private Training? _training;
    private long _turns;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private LearnSettings _settings = folder.Settings;
    private readonly Workers? _workers = folder.Settings.Threads is { } threads ? new Workers(threads) : null;

    /// <summary>The training of the learner. It belongs to the thread of the session.</summary>
    public Training Training => _training ?? throw new InvalidOperationException("The training has not begun yet.");

    /// <summary>Whether a resumed run goes on with another learning rate, which its settings have.</summary>
    public bool HasOtherRate { get; init; }

    /// <summary>The number of epochs after which the run saves and stops, to be continued later; null to go on to the end.</summary>
    public int? PauseAfter { get; init; }

    /// <param name="from">The checkpoint to continue from; null to begin.</param>
    /// <returns>The exit code.</returns>
    public int Run(Checkpoint? from = null)
    {
        var shape = _settings.Layers is { } layers ? string.Join('-', layers) : "its usual layers";
        var on = _settings.Crossbar is { } crossbar ? $" on a crossbar of {crossbar.Device.Name}, device {crossbar.DeviceSeed}" : "";
        report.Say($"Homeostat: {_settings.Model} learns {_settings.Data.Name}{on}, {shape}, {Count(Threads, "thread")}. Ctrl-C saves and stops.");
        try
        {
            var data = _settings.Data.LoadSource(new Downloads(report), stop);
            using var training = Begin(from, data);
            report.Tell(new Started(
                folder.Path, _settings.Model, data.Name, _settings.LayersFor(data),
                _settings.Epochs, _settings.Batch, _settings.Seed, Threads));
            Learn(training, data);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (_pause.IsCancellationRequested)
        {
            return Stop(from);
        }
        catch (HomeostatException) when (from is null)
        {
            folder.DiscardIfEmpty();
            throw;
        }
        finally
        {
            _workers?.Dispose();
            _pause.Dispose();
        }
    }

    private int Threads => _settings.Threads ?? Environment.ProcessorCount;

    private Training Begin(Checkpoint? from, DataSource data)
    {
        if (from is not null)
        {
            var options = from.Options with { Epochs = _settings.Epochs, Batches = _settings.Batches, FinalRate = _settings.FinalRate };
            var resumed = HasOtherRate ? from.Resume(_settings.CreateLearner(data), data, options, _workers) : from.Resume(data, options, _workers);
            folder.Save();
            if (HasOtherRate)
            {
                folder.Append(new Asked(_settings));
            }

            if (resumed.Options.RateBatches is { } falling && resumed.BatchesInAll > falling)
            {
                report.Say($"The learning rate goes on from where it was: it falls over the first {Count(falling, "batch", "batches")}, as in the run that was saved, and then stays.");
            }

            return resumed;
        }

        if (budget is not null)
        {
            using var measured = new Training(_settings.CreateLearner(data), data, _settings.Training with { Epochs = int.MaxValue / 2 }, _workers);
            var batches = budget.BatchesOf(measured);
            _settings = _settings with { Batches = batches, Epochs = (int)Math.Min(int.MaxValue, ((batches - 1) / measured.BatchesPerEpoch) + 1) };
            folder = folder.With(_settings);
        }

        var training = new Training(_settings.CreateLearner(data), data, _settings.Training, _workers);
        folder.Save();
        return training;
    }

    /// <summary>Keeps, of the events of a run that is to go on, those up to its checkpoint: the rest is learned, and derived from the end of learning, again.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="done">The number of batches learned in the checkpoint; 0 without one.</param>
    public static void KeepUpTo(RunFolder<LearnSettings> folder, long done)
    {
        var model = folder.Settings.Model;
        folder.Keep(e => e switch
        {
            BatchLearned b => b.Model == model && b.BatchesDone <= done,
            Aligned a => a.Model == model && a.BatchesDone <= done && done > 0,
            Warned w => w.Model == model && w.BatchesDone <= done,
            Tested t => t.Model == model && t.BatchesDone <= done && t.FreeEnergy is not null,
            _ => false,
        });
    }

    // A turn of the control before each batch, of whichever stage it is.
    private Func<bool> TurnUntil(CancellationToken until) => () => control.Turn(this, _turns++, until);

    private void PauseIfDue(int epoch)
    {
        if (epoch >= PauseAfter)
        {
            _pause.Cancel();
        }
    }

    // The folder within that of the run in which the best epoch is kept.
    private string BestFolder => folder["best"];

    private void Learn(Training learning, DataSource data)
    {
        var pictures = new Pictures(folder, data);
        var before = folder.Events();
        var spent = before.Select(e => (e as BatchLearned)?.Seconds ?? (e as Tested)?.Seconds ?? 0).DefaultIfEmpty(0).Max();
        var patience = Patience(before);
        _training = learning;
        control.Begun?.Invoke(this);
        var tested = new Stage(report, folder.Append, _pause.Token)
        {
            Turn = TurnUntil(_pause.Token),
            EpochEnded = PauseIfDue,
            Seconds = spent,
            MultiplyAccumulates = before.Select(e => (e as BatchLearned)?.MultiplyAccumulates ?? (e as Tested)?.MultiplyAccumulates).Max(),
            LastTest = before.OfType<Tested>().LastOrDefault(test => test.Model == _settings.Model),
            Save = () => Checkpoint.Save(folder.Path, learning, _settings.Data),
            Patience = patience,
            SaveBest = () => Checkpoint.Save(BestFolder, learning, _settings.Data),
        }.Run(_settings.Model, learning);
        using var best = patience?.Best is { } chosen && chosen.BatchesDone < learning.BatchesDone ? GoBack(chosen, data) : null;
        var training = _training = best ?? learning;

        var outcomes = new List<Outcome> { Outcome(training, tested) };
        (double Start, double End)? cosines = null;

        // Beside a crossbar, the same model learns in exact arithmetic.
        if (_settings is { Compare: true, Crossbar: not null })
        {
            using var exact = new Training(training.Learner, data, training.Options with { Crossbar = null }, _workers);
            outcomes.Add(Outcome(exact, new Stage(report, folder.Append, stop) { Turn = TurnUntil(stop) }.Run($"{_settings.Model} (cpu)", exact)));
        }

        // A circuit in which causes predict images has no forward network whose updates could be compared.
        // For sequences there is none either.
        if (_settings is { Compare: true, Crossbar: null } && training.Learner is { Readout: not null, Dream.Count: 0 } && _settings.Model != "bp" && !ModelCatalog.Find(_settings.Model).TakesSequences)
        {
            var exact = _settings.CreateBaseline(training.Learner, data);
            cosines = UpdateAlignment.Cosines(training, exact, _workers);
            using var peer = new Training(exact, data, training.Options, _workers);
            using (var initial = new Training(training.Learner, data, training.Options, _workers))
            {
                peer.CopyWeights(initial);
            }

            outcomes.Add(Outcome(peer, new Stage(report, folder.Append, stop) { Turn = TurnUntil(stop) }.Run("bp", peer)));
        }

        var compared = new LearnersCompared(outcomes, cosines?.Start, cosines?.End);
        folder.Append(compared);
        var events = folder.Events();
        pictures.Curves(events, training.BatchesPerEpoch);
        pictures.FeedbackAngles(events);
        if (data.Images is { } shown)
        {
            pictures.ReceptiveFields(training, shown);
        }

        if (training.Learner.Readout is { } readout && data.Test.Count > 0)
        {
            if (data.PredictsNumbers)
            {
                pictures.Predicted(training.Responses(readout, data.Test));
            }
            else
            {
                var confusion = pictures.Confusion(training.Test().Predictions);
                folder.Append(new Classified(_settings.Model, [.. Enumerable.Range(0, confusion.Classes).Select(confusion.Recall)]) { Names = data.Schema?.ClassNames });
            }
        }

        // The generative variant is a predictive coding circuit: it is a relative of these models only.
        var reconstructed = _settings.Crossbar is null && data.Images is { } images
            && (training.Learner.Reconstruction is not null || ModelCatalog.Find(_settings.Model).Family == CreditAssignment.Discrepancy)
            ? GenerativeVariant.Of(training, images, _settings, report, folder.Append, _workers, pictures, TurnUntil(stop), stop)
            : null;
        if (reconstructed is not null)
        {
            folder.Append(reconstructed);
        }

        report.Tell(compared);
        if (reconstructed is not null)
        {
            report.Tell(reconstructed);
        }

        Finish(pictures, dreams: data.Images is not null && Imagination.Dreams(training.Learner));
        control.Linger?.Invoke(this);
    }

    // A resumed run knows the epochs before.
    private Patience? Patience(IReadOnlyList<RunEvent> before)
    {
        if (_settings.Patience is not { } epochs)
        {
            return null;
        }

        var patience = new Patience(epochs);
        foreach (var test in before.OfType<Tested>().Where(test => test.Model == _settings.Model && test.HeldOutLoss is not null))
        {
            patience.Note(test);
        }

        return patience;
    }

    private Training GoBack(Tested chosen, DataSource data)
    {
        report.Say($"The best epoch on the held-out images was {chosen.Epoch}; the run ends with it.");
        var best = Checkpoint.Read(BestFolder);
        var training = best.Resume(data, workers: _workers);
        Checkpoint.Save(folder.Path, training, _settings.Data);
        return training;
    }

    private static Outcome Outcome(Training training, Tested tested) => new(
        tested.Model, tested.Accuracy, tested.NegativeLogLikelihood, tested.FreeEnergy, tested.Seconds,
        tested.MultiplyAccumulates ?? training.CostOf(training.BatchesDone).MultiplyAccumulates)
    { Explained = tested.Explained };

    private void Finish(Pictures pictures, bool dreams)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var finished = new Finished(folder.Path, seconds, pictures.Files);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"Done in {Words.Seconds(seconds)}. Settings, metrics, checkpoint and plots are in {folder.Path}/: {string.Join(", ", pictures.Files)}.");
        report.Say("Next:");
        if (dreams)
        {
            report.Say($"  homeostat dream {folder.Quoted()} --episodes 0.3    # images of its own");
        }

        report.Say($"  homeostat resume {folder.Quoted()} --epochs {_settings.Epochs * 2L}    # go on learning");
        report.Say($"  homeostat show {folder.Quoted()}");
        report.Say($"  homeostat inspect {_settings.Model} --stage equations");
        if (_settings.Crossbar is { } crossbar)
        {
            report.Say($"  homeostat transplant {folder.Quoted()} --device-seed {crossbar.DeviceSeed + 1}    # move the weights to another device");
        }

        if (_settings.Data.Name == DataCatalog.Embedded)
        {
            report.Say($"  homeostat learn --data mnist --model {_settings.Model}");
        }
    }

    private int Stop(Checkpoint? from)
    {
        var saved = File.Exists(folder[Checkpoint.FileName]);
        if (from is null)
        {
            folder.DiscardIfEmpty();
        }

        var command = $"homeostat resume {folder.Quoted()}";
        var done = saved ? Checkpoint.Read(folder.Path).BatchesDone : 0;
        report.Tell(new Stopped(folder.Path, command) { BatchesDone = done });
        report.Say(saved ? $"Stopped and saved after {Count(done, "batch", "batches")}. Go on with: {command}" : "Stopped before anything was learned.");
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static string Count(long n, string one, string? many = null) => $"{n} {(n == 1 ? one : many ?? one + "s")}";
}
