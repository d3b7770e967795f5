using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>A run of many lives: how long they last, group by group.</summary>
internal sealed class CohortSession(RunFolder<LiveSettings> folder, Report report, CancellationToken stop)
{
    private const string PictureName = "survival.png";

    private readonly LiveSettings _settings = folder.Settings;

    /// <summary>Lives one group after the other, each life to its end.</summary>
    /// <returns>The exit code.</returns>
    public int Run() => Run(groups => groups.Select(Live));

    /// <summary>Compares lives that are lived by another.</summary>
    /// <param name="live">The function that gives the outcomes of the lives of each group, in the order of the groups and of the seeds. They are noted group by group.</param>
    /// <returns>The exit code.</returns>
    public int Run(Func<IReadOnlyList<LifeGroup>, IEnumerable<IReadOnlyList<LifeOutcome>>> live)
    {
        var start = Stopwatch.GetTimestamp();
        var habitat = _settings.Find();

        // What cannot be born says so before anything is written.
        var groups = LifeGroup.Of(_settings);
        folder.Save();

        // Lives that were stopped are lived anew.
        folder.Keep(_ => false);
        report.Say(
            $"Homeostat: {habitat.Name}, {habitat.Description}. {_settings.Seeds} lives of up to {_settings.Steps} steps of each: {string.Join(", ", groups.Select(g => g.Name))}.");
        var lived = new List<(string Name, IReadOnlyList<LifeOutcome> Outcomes)>();
        foreach (var (group, outcomes) in groups.Zip(live(groups)))
        {
            lived.Add((group.Name, outcomes));
            foreach (var outcome in outcomes)
            {
                folder.Append(Of(group, outcome));
            }
        }

        var survived = new Survived(Compare(lived), Stopwatch.GetElapsedTime(start).TotalSeconds);
        folder.Append(survived);
        report.Tell(survived);
        var finished = new Finished(folder.Path, Stopwatch.GetElapsedTime(start).TotalSeconds, [PictureName]);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"Every life and the curves are in {folder.Path}/: metrics.jsonl, {PictureName}.");
        report.Say($"Next: homeostat live {habitat.Name} --seed {_settings.Seed}    # watch one of them");
        return ExitCode.Success;
    }

    /// <summary>The event that tells the outcome of a life.</summary>
    public static Ended Of(LifeGroup group, LifeOutcome outcome) => new(group.Name, outcome.Seed, outcome.Age, outcome.CauseOfDeath, null);

    private IReadOnlyList<LifeOutcome> Live(LifeGroup group)
    {
        IReadOnlyList<LifeOutcome> outcomes = [];
        report.Cohort(group.Name, _settings.Seeds!.Value, () => outcomes = Cohort.Live(
            _settings.Seeds.Value,
            _settings.Steps,
            seed => group.Birth(_settings, seed),
            _settings.Threads,
            _settings.Seed,
            new Progress(group, report),
            stop));
        return outcomes;
    }

    private IReadOnlyList<GroupSurvival> Compare(IReadOnlyList<(string Name, IReadOnlyList<LifeOutcome> Outcomes)> groups)
    {
        var comparison = LifeComparison.Of(groups, _settings.Steps);
        Plot.Survival(
            folder[PictureName], $"{_settings.Habitat}: how long they live", "age (steps)", [.. groups.Zip(comparison.Curves, (group, curve) => (group.Name, curve))]);
        return comparison.Groups;
    }

    // Lives end on many threads; a report is for one.
    private sealed class Progress(LifeGroup group, Report report) : IProgress<LifeOutcome>
    {
        private readonly Lock _one = new();

        public void Report(LifeOutcome value)
        {
            lock (_one)
            {
                report.Tell(Of(group, value));
            }
        }
    }
}
