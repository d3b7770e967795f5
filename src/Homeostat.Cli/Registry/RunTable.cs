using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Runs of the registry as tables for a person.</summary>
internal static class RunTable
{
    private const int MostResults = 4;

    private static readonly string[] s_fields = ["name", "title", "state", "started"];

    /// <summary>Writes a line for each run.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="columns">The names of settings and results that are shown beside what is always shown; null for the results that the runs have.</param>
    public static void Show(Terminal terminal, IReadOnlyList<RunRecord> runs, IReadOnlyList<string>? columns)
    {
        var shown = columns ?? [.. RunResults.NamesOf(runs).Take(MostResults)];
        var isNoted = runs.Any(run => run.Tags.Count > 0 || run.Note is not null);
        terminal.Table(
            [.. s_fields.Select(name => name == "name" ? "run" : name == "title" ? "what" : name), .. shown.Select(name => $">{name}"), .. isNoted ? ["tags and note"] : Array.Empty<string>()],
            runs.Select(run => (string[])
            [
                .. s_fields.Select(name => RunResults.Text(name, run[name])), .. shown.Select(name => RunResults.Text(name, run[name])),
                .. isNoted ? [string.Join(' ', run.Tags.Select(tag => $"[{tag}]").Append(run.Note))] : Array.Empty<string>(),
            ]));
        foreach (var run in runs.Where(run => run.Fault is not null))
        {
            terminal.Out.WriteLine($"{Words.Spell(run.State)}: {run.Fault}");
        }
    }

    /// <summary>Writes a line for each group, with the mean and the standard deviation of each result.</summary>
    public static void Show(Terminal terminal, IReadOnlyList<RunGroup> groups, IReadOnlyList<string> by, IReadOnlyList<string>? columns)
    {
        string[] shown = [.. (columns ?? RunResults.NamesOf(groups)).Where(name => groups.Any(group => group.Numbers(name).Count > 0)).Take(columns is null ? MostResults : int.MaxValue)];
        terminal.Table(
            [.. by, ">runs", .. shown.Select(name => $">{name}")],
            groups.Select(group => (string[])
            [
                .. group.Values.Select(value => value?.Text ?? "-"), group.Count.ToString(CultureInfo.InvariantCulture), .. shown.Select(name => Mean(name, group.Numbers(name))),
            ]));
    }

    // Two digits after the point suit percents; other numbers keep four digits in all.
    private static string Mean(string name, IReadOnlyList<double> values)
    {
        if (values.Count == 0 || RunResults.Fractions.Contains(name))
        {
            return values.Count == 0 ? "-" : Words.Mean(values, isPercent: true);
        }

        return values.Count == 1 ? Words.Number(values[0]) : $"{Words.Number(values.Average())} ± {Words.Number(SampleSummary.Of(values).Deviation)}";
    }
}
