using System.Globalization;
using System.Text.Json;

namespace Homeostat.Cli;

/// <summary>A comparison of learners from its trials to its table and pictures. Trials that are done are not repeated.</summary>
internal sealed class ComparisonSession(Comparison comparison, string folder, int jobs, Terminal terminal)
{
    private const string ExaminedName = "examined.json";

    /// <returns>The exit code.</returns>
    public int Run()
    {
        TrialFolder.SaveOrRequire(folder, "comparison", comparison, ComparisonJson.Default.Comparison);
        var queue = new TrialQueue([.. comparison.Trials(folder)], jobs, terminal);
        if (!queue.Run(Text($"{comparison.Models.Count} learners, {comparison.Seeds} {(comparison.Seeds == 1 ? "seed" : "seeds")}, {comparison.Budget} each")))
        {
            return CommandLine.Interrupted;
        }

        Write([.. queue.Done.Select(done => Result(done.Trial, done.Outcome))]);
        return queue.TellFailures();
    }

    private TrialResult Result(Trial trial, Outcome outcome)
    {
        var path = Path.Combine(trial.Folder, ExaminedName);
        Examined? examined = null;
        if (outcome.Accuracy is not null)
        {
            if (!File.Exists(path))
            {
                var made = Examine(trial);
                AtomicFile.Write(path, JsonSerializer.Serialize(made, ComparisonJson.Default.Examined));
            }

            examined = JsonSerializer.Deserialize(File.ReadAllText(path), ComparisonJson.Default.Examined);
        }

        return new TrialResult(trial, outcome, trial.Tests(), examined);
    }

    private Examined Examine(Trial trial)
    {
        var (training, data) = trial.Resume(terminal.Stop);
        using var _ = training;
        var unknown = comparison.Unknown is null ? null : new DataReference(comparison.Unknown) { Test = comparison.Test }.Load(cancellation: terminal.Stop).Test;
        return new Examination(training, data).Run(unknown, comparison.Layers);
    }

    private void Write(IReadOnlyList<TrialResult> results)
    {
        var table = new ComparisonTable(results);
        terminal.Table(table.Columns, table.Rows);
        AtomicFile.Write(Path.Combine(folder, "comparison.md"), table.ToMarkdown());
        Draw("accuracy-by-time.png", "seconds of training, one thread", result => result.Tests.Select(test => test.Seconds));
        Draw("accuracy-by-operations.png", "multiply-accumulates", result => result.Tests.Select(test => test.BatchesDone * result.MultiplyAccumulatesPerBatch));
        terminal.Out.WriteLine(Text($"The table and pictures are in {folder}/: comparison.md, accuracy-by-time.png, accuracy-by-operations.png."));

        void Draw(string name, string label, Func<TrialResult, IEnumerable<double>> x) => Plot.Lines(
            Path.Combine(folder, name), Text($"Learners on {comparison.Data}, {string.Join('-', comparison.Layers)}"), label, "test accuracy, %",
            [.. results.Where(r => r.Trial.Seed == 1 && r.Tests[0].Accuracy is not null).Select(r => (r.Trial.Name, x(r).ToArray(), r.Tests.Select(t => 100 * t.Accuracy!.Value).ToArray()))]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
