using System.Diagnostics;

namespace Homeostat.Studio.Sessions;

/// <summary>The report of a run that pages watch. Another report, such as that of a terminal, may be given the same.</summary>
/// <param name="happenings">The events that pages are told.</param>
/// <param name="other">The other report; null if there is none.</param>
internal sealed class WatchReport(Happenings happenings, Report? other) : Report
{
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);

    private readonly Report _other = other ?? new SilentReport();
    private long _last;

    /// <summary>The batch that was learned last, of those that are too many to be told one by one, too; null before the first.</summary>
    public BatchLearned? LastBatch { get; private set; }

    public override void Say(string line) => _other.Say(line);

    public override void Tell(RunEvent happened)
    {
        _other.Tell(happened);
        LastBatch = happened as BatchLearned ?? LastBatch;
        switch (happened)
        {
            // The state of a life and of a simulation is asked for by who wants it.
            case Lived or Advanced:
                return;
            case BatchLearned when _last != 0 && Stopwatch.GetElapsedTime(_last) < BetweenBatches:
                return;
            case BatchLearned:
                _last = Stopwatch.GetTimestamp();
                break;
            default:
                break;
        }

        happenings.Add(happened);
    }

    public override void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body) => _other.Stage(name, epochs, batchesPerEpoch, batchesDone, body);

    public override void Simulation(string name, double seconds, double done, Action body) => _other.Simulation(name, seconds, done, body);

    public override void Life(string who, long steps, Action body) => _other.Life(who, steps, body);

    public override bool IsDue(long age, long steps) => _other.IsDue(age, steps);

    public override void Cohort(string group, int lives, Action body) => _other.Cohort(group, lives, body);

    public override void Download(DownloadProgress progress) => _other.Download(progress);
}
