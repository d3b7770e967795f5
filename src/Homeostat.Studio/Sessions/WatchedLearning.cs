using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>A training that pages watch. They see its batches and tests, and cannot act on it.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="other">The report of the terminal.</param>
internal sealed class WatchedLearning(RunFolder<LearnSettings> folder, Report other) : WatchedSession(folder)
{
    private readonly LearnSettings _settings = folder.Settings;

    public override string Kind => "learner";

    /// <summary>The report that the training tells its events.</summary>
    public Report Report => field ??= new WatchReport(Happenings, other);

    public override Task<object> Describe() => Task.FromResult<object>(new { Id, Kind, Title, Folder, _settings.Model, _settings.Layers, _settings.Epochs });

    public override Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Frame>>([]);

    public override Task<long> Do(Intervention act) => throw new HomeostatException("A training can be watched, but not acted on. Stop it by Ctrl-C; 'homeostat resume' goes on.");

    public override void Steer(Steering steering) => throw new HomeostatException("A training goes on at its own pace.");
}
