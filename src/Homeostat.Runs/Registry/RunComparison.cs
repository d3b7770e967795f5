using System.Globalization;

namespace Homeostat.Runs;

/// <summary>Runs side by side: the settings in which they differ, their results, the recall of each class and a measure over their epochs.</summary>
internal sealed class RunComparison
{
    /// <param name="runs">The records of the runs, and their folders.</param>
    public RunComparison(IEnumerable<(RunRecord Record, string Folder)> runs)
    {
        (RunRecord Record, IReadOnlyList<RunCurve> Curves, Classified? Classified)[] read = [.. runs.Select(run => Read(run.Record, run.Folder))];
        RunRecord[] records = [.. read.Select(run => run.Record)];
        Names = [.. records.Select(run => run.Name)];
        Faults = [.. records.Select(run => run.Fault).OfType<string>()];
        Recall = [.. RecallOf([.. read.Select(run => run.Classified)])];
        Settings =
        [
            .. records.SelectMany(run => run.Settings.Keys).Distinct()
                .Select(name => Row(name, run => run.Settings.TryGetValue(name, out var value) ? value.Text : "-")).Where(row => row.Values.Distinct().Count() > 1),
        ];
        Results =
        [
            Row("kind", run => run.Kind), Row("state", run => Words.Spell(run.State)),
            .. RunResults.NamesOf(records).Select(name => Row(name, run => RunResults.Text(name, run.Results.TryGetValue(name, out var value) ? value : null))),
        ];
        Curves = read.SelectMany(run => run.Curves).GroupBy(curve => curve.Measure).MaxBy(group => group.Count())?.Key is { } measure
            ? [.. read.SelectMany(run => run.Curves.Where(curve => curve.Measure == measure).Take(1).Select(curve => (run.Record.Name, curve)))]
            : [];

        ComparedRow Row(string name, Func<RunRecord, string> value) => new(name, [.. records.Select(value)]);
    }

    /// <summary>The names of the runs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The settings that are not the same in all runs.</summary>
    public IReadOnlyList<ComparedRow> Settings { get; }

    /// <summary>The kinds, states and results.</summary>
    public IReadOnlyList<ComparedRow> Results { get; }

    /// <summary>The faults of the runs that are damaged, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>The percentage of the test samples of each class that was recognized, a row for each class; empty where no run tells classes.</summary>
    public IReadOnlyList<ComparedRow> Recall { get; }

    /// <summary>The measure that most of the runs have, over the epochs of each run that has it.</summary>
    public IReadOnlyList<(string Name, RunCurve Curve)> Curves { get; }

    // Classes have their names only where these are the same in all runs.
    private static IEnumerable<ComparedRow> RecallOf(Classified?[] runs)
    {
        Classified[] told = [.. runs.OfType<Classified>()];
        var names = told is [{ Names: { } first }, ..] && told.All(run => run.Names is { } others && others.SequenceEqual(first)) ? first : null;
        return Enumerable.Range(0, told.Select(run => run.Recall.Count).DefaultIfEmpty(0).Max()).Select(c => new ComparedRow(
            names is not null && c < names.Count ? names[c] : c.ToString(CultureInfo.InvariantCulture), [.. runs.Select(run => run is not null && c < run.Recall.Count ? Words.Percent(run.Recall[c]) : "-")]));
    }

    private static (RunRecord, IReadOnlyList<RunCurve>, Classified?) Read(RunRecord record, string path)
    {
        if (record.Fault is not null)
        {
            return (record, [], null);
        }

        using var folder = RunFolder.Read(path);
        var events = folder.Events();
        return (record, RunCurve.Of(folder.Known, events), events.OfType<Classified>().LastOrDefault(e => (folder.Known as LearnSettings)?.Model == e.Model));
    }
}

/// <summary>A setting, a result or the recall of a class of several runs.</summary>
/// <param name="Name">The name of the setting, result or class.</param>
/// <param name="Values">The values, one for each run, as tables show them; a dash where a run has none.</param>
internal sealed record ComparedRow(string Name, IReadOnlyList<string> Values);
