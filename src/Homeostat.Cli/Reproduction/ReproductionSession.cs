using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Reproductions from their trials to a table. Trials that are done are not repeated.</summary>
/// <param name="all">All reproductions that there are. What the folder holds of them is told too, if it was begun by the same command, and what is compared with them needs it.</param>
/// <param name="chosen">The reproductions to carry out.</param>
/// <param name="seeds">The number of seeds of each, from 1 on.</param>
/// <param name="folder">The folder of the runs.</param>
/// <param name="jobs">The number of trainings at once.</param>
/// <param name="terminal">The terminal.</param>
internal sealed class ReproductionSession(IReadOnlyList<Reproduction> all, IReadOnlyList<Reproduction> chosen, int seeds, string folder, int jobs, Terminal terminal)
{
    private const string TableName = "reproductions.md";

    private static readonly string[] Columns = ["reproduction", ">ours", "goal", "reached", "published", "source of the published figure", ">seeds", ">hours of a core"];

    /// <returns>The exit code.</returns>
    public int Run()
    {
        Directory.CreateDirectory(folder);
        var queue = new TrialQueue([.. Enumerable.Range(1, seeds).SelectMany(seed => chosen.Select(r => r.Trial(folder, seed)))], jobs, terminal);
        if (!queue.Run(Text($"{chosen.Count} {(chosen.Count == 1 ? "reproduction" : "reproductions")}, {seeds} {(seeds == 1 ? "seed" : "seeds")}")))
        {
            return CommandLine.Interrupted;
        }

        var code = queue.TellFailures();
        Tell();
        return code;
    }

    private void Tell()
    {
        var results = all
            .Select(r => (Reproduction: r, Done: TrialQueue.DoneOf(Enumerable.Range(1, seeds).Select(seed => r.Trial(folder, seed)).Where(trial => trial.IsOfCommand)).ToArray()))
            .Where(r => r.Done.Length > 0)
            .ToDictionary(r => r.Reproduction.Name, r => (
                r.Reproduction,
                Values: r.Done.Select(done => r.Reproduction.Result(done.Trial, done.Outcome)).ToArray(),
                Hours: r.Done.Sum(done => done.Outcome.Seconds) / 3600));
        string[][] rows = [.. results.Values.Select(r => Row(r.Reproduction, r.Values, r.Hours, name => results.TryGetValue(name, out var other) ? other.Values.Average() : null))];
        terminal.Table(Columns, rows);
        var text = MarkdownTable.Of(Columns, rows) + "\n" + string.Concat(results.Values.Select(r => $"    {r.Reproduction.Command}\n"));
        var path = Path.Combine(folder, TableName);
        AtomicFile.Write(path, text);
        terminal.Out.WriteLine($"The table is in {path}.");
    }

    private static string[] Row(Reproduction r, double[] values, double hours, Func<string, double?> resultOf)
    {
        return
        [
            r.Name,
            Words.Mean(values, r.IsAccuracy),
            r.Goal?.ToString(r.IsAccuracy) ?? "-",
            r.Goal?.IsReached(values.Average(), resultOf) switch { true => "yes", false => "no", _ => "-" },
            r.Published,
            r.Source,
            Text($"{values.Length}"),
            Text($"{hours:0.00}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
