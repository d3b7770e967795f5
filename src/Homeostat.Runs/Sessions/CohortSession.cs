using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>A run of many lives: how long they last, group by group.</summary>
internal sealed class CohortSession(RunFolder<LiveSettings> folder, Report report, CancellationToken stop)
{
    private const string PictureName = "survival.png";

    private readonly LiveSettings _settings = folder.Settings;

    /// <returns>The exit code.</returns>
    public int Run()
    {
        var start = Stopwatch.GetTimestamp();
        var habitat = _settings.Find();
        var groups = Groups(habitat);
        foreach (var group in groups)
        {
            // What cannot be born says so before anything is written.
            using var one = habitat.Birth(group.Body, _settings.Niche, new MortalOptions { Seed = _settings.Seed, KeepSteps = false });
        }

        folder.Save();
        report.Say(
            $"Homeostat: {habitat.Name}, {habitat.Description}. {_settings.Seeds} lives of up to {_settings.Steps} steps of each: {string.Join(", ", groups.Select(g => g.Name))}.");
        var survived = new Survived(Compare([.. groups.Select(g => (g.Name, Live(habitat, g)))]), Stopwatch.GetElapsedTime(start).TotalSeconds);
        folder.Append(survived);
        report.Tell(survived);
        var finished = new Finished(folder.Path, Stopwatch.GetElapsedTime(start).TotalSeconds, [PictureName]);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"Every life and the curves are in {folder.Path}/: metrics.jsonl, {PictureName}.");
        report.Say($"Next: homeostat live {habitat.Name} --seed {_settings.Seed}    # watch one of them");
        return ExitCode.Success;
    }

    private List<Group> Groups(Habitat habitat)
    {
        var first = _settings.Body ?? habitat.Bodies.First().Key;
        return
        [
            new(first, first, Ablation.None),
            .. _settings.Ablate.Select(taken => new Group($"without {Words.Spell(taken)}", first, taken)),
            .. habitat.Bodies.Keys.Where(body => _settings.Body is null && body != first).Select(body => new Group(body, body, Ablation.None)),
        ];
    }

    private IReadOnlyList<LifeOutcome> Live(Habitat habitat, Group group)
    {
        IReadOnlyList<LifeOutcome> outcomes = [];
        report.Cohort(group.Name, _settings.Seeds!.Value, () => outcomes = Cohort.Live(
            _settings.Seeds.Value,
            _settings.Steps,
            seed => habitat.Birth(group.Body, _settings.Niche, new MortalOptions { Seed = seed, Ablate = group.Without, KeepSteps = false }),
            _settings.Threads,
            _settings.Seed,
            new Progress(group.Name, report),
            stop));
        foreach (var outcome in outcomes)
        {
            folder.Append(Of(group.Name, outcome));
        }

        return outcomes;
    }

    private GroupSurvival[] Compare((string Name, IReadOnlyList<LifeOutcome> Outcomes)[] groups)
    {
        var curves = Array.ConvertAll(groups, g => (g.Name, Curve: KaplanMeier.Of(Lifetimes.Of(g.Outcomes))));
        Plot.Survival(folder[PictureName], $"{_settings.Habitat}: how long they live", "age (steps)", curves);
        return [.. groups.Select((group, n) =>
        {
            var curve = curves[n].Curve;
            var (mean, error) = curve.RestrictedMean(curve.Lives.Alive.Count > 0 ? _settings.Steps : null);
            var test = n == 0 ? null : LogRankTest.Of(curves[0].Curve.Lives, curve.Lives);
            return new GroupSurvival(
                group.Name, curve.Lives.Count, curve.Lives.Alive.Count, mean, error, curve.Median.Age, test?.ChiSquare, test?.P,
                group.Outcomes.Where(o => o.Died).GroupBy(o => Kind(o.CauseOfDeath!)).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count()));
        })];
    }

    // Without the number, by which no two deaths are alike.
    private static string Kind(string cause) => cause.Split(" is ") is [var what, var value] && value.Contains(',', StringComparison.Ordinal)
        ? $"{what} {value[(value.IndexOf(',', StringComparison.Ordinal) + 2)..]}" : cause.Split(" has fallen")[0];

    private static Ended Of(string group, LifeOutcome outcome) => new(group, outcome.Seed, outcome.Age, outcome.CauseOfDeath, null);

    private sealed record Group(string Name, string Body, Ablation Without);

    // Lives end on many threads; a report is for one.
    private sealed class Progress(string group, Report report) : IProgress<LifeOutcome>
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
