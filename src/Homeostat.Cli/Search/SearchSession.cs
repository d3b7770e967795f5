namespace Homeostat.Cli;

/// <summary>A search from its trials to its table. Trials that are done are not repeated.</summary>
internal sealed class SearchSession(LearnerSearch search, string folder, int jobs, Terminal terminal)
{
    private const string TableName = "search.md";

    private static readonly string[] Columns = ["learner", "default", ">accuracy", "best", ">accuracy", "all candidates"];

    /// <returns>The exit code.</returns>
    public int Run()
    {
        TrialFolder.SaveOrRequire(folder, "search", search, SearchJson.Default.LearnerSearch);
        var trials = search.Models.ToDictionary(model => model, model => search.TrialsOf(model, folder));
        var queue = new TrialQueue([.. trials.Values.SelectMany(all => all)], jobs, terminal);
        if (!queue.Run($"{search.Models.Count} learners, {search.Budget} for each candidate, tested on {search.Validation} images held out"))
        {
            return CommandLine.Interrupted;
        }

        var done = queue.Done.ToDictionary(t => t.Trial, t => t.Outcome);
        string[][] rows = [.. search.Models.Select(model => Row(model, [.. trials[model].Select(trial => (Candidate(model, trial), done.GetValueOrDefault(trial)?.Accuracy))]))];
        terminal.Table(Columns[..^1], rows.Select(row => row[..^1]));
        AtomicFile.Write(Path.Combine(folder, TableName), MarkdownTable.Of(Columns, rows));
        terminal.Out.WriteLine($"The table with all candidates is in {Path.Combine(folder, TableName)}.");
        return queue.TellFailures();
    }

    private static string[] Row(string model, IReadOnlyList<(string Candidate, double? Accuracy)> results)
    {
        var best = results.MaxBy(result => result.Accuracy ?? -1);
        return
        [
            model, results[0].Candidate, Words.Percent(results[0].Accuracy), best.Candidate, Words.Percent(best.Accuracy),
            string.Join(", ", results.Select(result => $"{result.Candidate} {Words.Percent(result.Accuracy)}")),
        ];
    }

    // The candidate without the dashes of its options.
    private static string Candidate(string model, Trial trial) => trial.Name[(model.Length + 1)..].Replace("--optimizer ", "", StringComparison.Ordinal).Replace("--", "", StringComparison.Ordinal);
}
