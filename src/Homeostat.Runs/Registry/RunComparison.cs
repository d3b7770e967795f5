namespace Homeostat.Runs;

/// <summary>Runs side by side: the settings in which they differ, their results, the recall of each class and a measure over their epochs.</summary>
internal sealed class RunComparison
{
    private readonly IReadOnlyList<(RunRecord Record, IReadOnlyList<RunCurve> Curves, IReadOnlyList<double> Recall)> _runs;

    /// <param name="runs">The records of the runs, and their folders.</param>
    public RunComparison(IEnumerable<(RunRecord Record, string Folder)> runs)
    {
        _runs = [.. runs.Select(run => Read(run.Record, run.Folder))];
        var names = _runs.SelectMany(run => run.Record.Settings.Keys).Distinct();
        Settings = [.. names.Select(name => Row(name, run => run.Settings.TryGetValue(name, out var value) ? value.Text : "-")).Where(row => row.Values.Distinct().Count() > 1)];
        Results =
        [
            Row("kind", run => run.Kind), Row("state", run => Words.Spell(run.State)),
            .. RunResults.NamesOf(_runs.Select(run => run.Record)).Select(name => Row(name, run => RunResults.Text(name, run.Results.TryGetValue(name, out var value) ? value : null))),
        ];
        Curves = _runs.SelectMany(run => run.Curves).GroupBy(curve => curve.Measure).MaxBy(group => group.Count())?.Key is { } measure
            ? [.. _runs.SelectMany(run => run.Curves.Where(curve => curve.Measure == measure).Take(1).Select(curve => (run.Record.Name, curve)))]
            : [];
    }

    /// <summary>The names of the runs.</summary>
    public IReadOnlyList<string> Names => [.. _runs.Select(run => run.Record.Name)];

    /// <summary>The settings that are not the same in all runs.</summary>
    public IReadOnlyList<ComparedRow> Settings { get; }

    /// <summary>The kinds, states and results.</summary>
    public IReadOnlyList<ComparedRow> Results { get; }

    /// <summary>What is wrong with runs that are damaged.</summary>
    public IReadOnlyList<string> Faults => [.. _runs.Select(run => run.Record.Fault).OfType<string>()];

    /// <summary>The fraction of the test samples of each class that each run that tells classes found, [classes]; empty for others.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Recall => [.. _runs.Select(run => run.Recall)];

    /// <summary>The measure that most of the runs have, over the epochs of each run that has it.</summary>
    public IReadOnlyList<(string Name, RunCurve Curve)> Curves { get; }

    private static (RunRecord, IReadOnlyList<RunCurve>, IReadOnlyList<double>) Read(RunRecord record, string path)
    {
        if (record.Fault is not null)
        {
            return (record, [], []);
        }

        using var folder = RunFolder.Read(path);
        var events = folder.Events();
        return (record, RunCurve.Of(folder.Known, events), events.OfType<Classified>().LastOrDefault(e => (folder.Known as LearnSettings)?.Model == e.Model)?.Recall ?? []);
    }

    private ComparedRow Row(string name, Func<RunRecord, string> value) => new(name, [.. _runs.Select(run => value(run.Record))]);
}

/// <summary>A setting or result of several runs.</summary>
/// <param name="Name">The name of the setting or result.</param>
/// <param name="Values">The values, one for each run, as tables show them; a dash where a run has none.</param>
internal sealed record ComparedRow(string Name, IReadOnlyList<string> Values);
