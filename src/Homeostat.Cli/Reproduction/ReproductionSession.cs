using System.Globalization;
using System.Text;

namespace Homeostat.Cli;

/// <summary>Reproductions from their trials to a table. Trials that are done are not repeated.</summary>
/// <param name="all">All reproductions that there are. What the folder holds of them is told too, and what is compared with them needs it.</param>
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
            .Select(r => (Reproduction: r, Trials: Enumerable.Range(1, seeds).Select(seed => r.Trial(folder, seed)).Where(trial => trial.IsDone).ToArray()))
            .Where(r => r.Trials.Length > 0)
            .ToDictionary(r => r.Reproduction, r => (Values: r.Trials.Select(r.Reproduction.Result).ToArray(), Hours: r.Trials.Sum(trial => trial.Tests()[^1].Seconds) / 3600));
        string[][] rows = [.. results.Select(r => Row(r.Key, r.Value.Values, r.Value.Hours, name => results.Where(other => other.Key.Name == name).Select(other => (double?)other.Value.Values.Average()).FirstOrDefault()))];
        terminal.Table(Columns, rows);
        var text = MarkdownTable.Of(Columns, rows) + "\n" + string.Concat(results.Keys.Select(r => $"    {r.Command}\n"));
        var path = Path.Combine(folder, TableName);
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
        terminal.Out.WriteLine($"The table is in {path}.");
    }

    private static string[] Row(Reproduction r, double[] values, double hours, Func<string, double?> resultOf)
    {
        var mean = values.Average();
        var deviation = values.Length == 1 ? "" : Text($" ± {Scale(r) * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)):0.00}");
        return
        [
            r.Name,
            Text($"{Scale(r) * mean:0.00}{deviation}{(r.IsAccuracy ? " %" : "")}"),
            r.Goal?.ToString(r.IsAccuracy) ?? "-",
            r.Goal?.IsReached(mean, resultOf) switch { true => "yes", false => "no", _ => "-" },
            r.Published,
            r.Source,
            Text($"{values.Length}"),
            Text($"{hours:0.00}"),
        ];
    }

    private static double Scale(Reproduction r) => r.IsAccuracy ? 100 : 1;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
