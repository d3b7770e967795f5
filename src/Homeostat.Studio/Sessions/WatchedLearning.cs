using Homeostat.Studio.Learning;
using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>A training that pages watch, halt and let go on, or a trained learner. No act changes what is learned.</summary>
internal sealed class WatchedLearning : ControlledSession<LearnSettings, LearnSession>
{
    private readonly WatchReport _report;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly TaskCompletionSource<LearnerLook> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Training Of, LearnerLook Look)? _latest;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="other">The report of a terminal; null if there is none.</param>
    /// <param name="stop">The request of a command to stop.</param>
    public WatchedLearning(RunFolder<LearnSettings> folder, Report? other = null, CancellationToken stop = default)
        : base(folder, speed: 0, stop) => _report = new WatchReport(Happenings, other);

    /// <summary>True for a learner that is only shown.</summary>
    public bool IsShown { get; init; }

    public override string Kind => "learner";

    /// <summary>Trains the learner to the end of its epochs.</summary>
    /// <param name="budget">The amount of training in place of the epochs; null for the epochs.</param>
    /// <param name="pauseAfter">The number of epochs after which the run saves and stops; null to go on to the end.</param>
    /// <returns>The exit code.</returns>
    public int Learn(Budget? budget = null, int? pauseAfter = null) => new LearnSession(Run, budget, _report, Control, Closed) { PauseAfter = pauseAfter }.Run();

    /// <summary>Goes on with a training from its checkpoint.</summary>
    /// <returns>The exit code.</returns>
    public int GoOn()
    {
        var checkpoint = Checkpoint.Read(Folder);
        Run.Lock();
        LearnSession.KeepUpTo(Run, checkpoint.BatchesDone);
        Remember();
        return new LearnSession(Run, null, _report, Control, Closed).Run(checkpoint);
    }

    /// <summary>Shows a learner that was trained, until a stop is asked for. Nothing is written.</summary>
    /// <returns>The exit code.</returns>
    public int Show()
    {
        Remember();
        _shown.SetResult(LearnerLook.Of(Folder, Settings.Data, DataAtHand.Has(Settings.Data) ? Settings.Data.LoadSource(cancellation: Closed) : null));
        Closed.WaitHandle.WaitOne();
        return ExitCode.Success;
    }

    /// <summary>
    /// Asks a copy of the learner as it is now. The training waits only while it is copied, between two batches, and only if it has learned since the copy before.
    /// </summary>
    /// <param name="question">The question. It is answered on another thread than that of the training, one question after the other.</param>
    public async Task<T> Ask<T>(Func<LearnerLook, T> question)
    {
        await _asking.WaitAsync().ConfigureAwait(false);
        try
        {
            var look = await Latest().ConfigureAwait(false);
            return await Task.Run(() => question(look)).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    public override Task<object> Describe() => Task.FromResult<object>(new
    {
        Id,
        Kind,
        Title,
        Folder,
        Name = Path.GetFileName(Folder),
        Settings.Model,
        Data = Settings.Data.Name,
        Settings.Epochs,
        Settings.Batch,
        Settings.Seed,
        IsShown,
        HasBaseline = Settings.Baseline() is not null,
    });

    // Before its first checkpoint the training itself is asked.
    public override Task<InspectedModel> Inspect() => IsShown || File.Exists(Run[Checkpoint.FileName])
        ? base.Inspect()
        : Control.Ask(session => new InspectedModel(Settings.Model, session.Training.Learner.Circuit, session.Training.Learner));

    public override Task<IReadOnlyDictionary<string, NpyArray>> Variables() => Ask(look => look.Variables);

    public override Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Frame>>([Frame.Of(new { Control.IsPaused, Control.Speed, Batch = _report.LastBatch })]);

    public override Task<long> Do(Intervention act) => throw new HomeostatException("A training can be halted and let go on, but no act changes what is learned.");

    protected override void Dispose(bool isDisposing)
    {
        _latest?.Look.Dispose();
        base.Dispose(isDisposing);
    }

    private async Task<LearnerLook> Latest()
    {
        if (IsShown)
        {
            return await _shown.Task.ConfigureAwait(false);
        }

        var known = _latest;
        (Training Of, LearnerLook Look) now = await Control.Ask(session => known is { } latest && latest.Of == session.Training && latest.Look.BatchesDone == session.Training.BatchesDone
            ? latest
            : (session.Training, LearnerLook.Of(session.Training, Settings.Data))).ConfigureAwait(false);
        if (known?.Look != now.Look)
        {
            known?.Look.Dispose();
        }

        _latest = now;
        return now.Look;
    }

    // Pages see what was learned before, too.
    private void Remember()
    {
        foreach (var happened in Run.Events().Where(e => e is not Asked))
        {
            Happenings.Add(happened);
        }
    }
}
