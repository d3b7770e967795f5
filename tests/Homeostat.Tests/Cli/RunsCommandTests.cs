using System.Text.Json;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;
using Made = Homeostat.Tests.Registry.Runs;

namespace Homeostat.Tests.Cli;

/// <summary>The commands that list, compare, tag, note and export runs.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_are_sorted_filtered_and_grouped()
    {
        for (var n = 0; n < 6; n++)
        {
            Made.Finished(_folder[$"run{n}"], n, 0.5 + (n * 0.05), eta: n < 3 ? 0.001 : 0.1);
        }

        Assert.Equal(["run5", "run4", "run3", "run2", "run1", "run0"], Names("--sort", "accuracy"));
        Assert.Equal(["run0", "run1", "run2", "run3", "run4", "run5"], Names("--sort", "accuracy", "--reverse"));
        Assert.Equal(["run2", "run1"], Names("--sort", "accuracy", "--where", "eta<0.01", "--where", "seed>0"));
        var groups = Run("runs", _folder.Path, "--by", "model,eta", "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(g => g.GetProperty("eta").GetDouble());
        Assert.Equal(0.55, groups[0.001].GetProperty("results").GetProperty("accuracy").GetProperty("mean").GetDouble(), 12);
        Assert.Equal(0.05, groups[0.1].GetProperty("results").GetProperty("accuracy").GetProperty("sd").GetDouble(), 12);
        Assert.Contains("55.00 ± 5.00 %", Run("runs", _folder.Path, "--by", "model,eta").Output, StringComparison.Ordinal);
        var (code, output, error) = Run("runs", _folder.Path, "--limit", "2");
        Assert.True(code == CommandLine.Success, error);
        Assert.Contains("2 of 6 runs are shown. For more: --limit 6", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_written_as_one_page()
    {
        Made.Finished(_folder["a"], 1, 0.9);
        Run("note", _folder["a"], "</script>");
        var page = _folder["a.html"];
        Assert.Contains($"{page}: 0.", Run("export", _folder["a"], "--out", page).Output, StringComparison.Ordinal);
        var html = File.ReadAllText(page);
        Assert.Contains("<title>pc-digits: a</title>", html, StringComparison.Ordinal);
        Assert.Contains("\\u003C/script\\u003E", html, StringComparison.Ordinal);
        Assert.Contains("no run is there", Failed(CommandLine.UserError, "export", _folder["b"]), StringComparison.Ordinal);
        Assert.NotEmpty(Failed(CommandLine.UserError, "export", _folder["a"], "--out", _folder["a"]));
    }

    [Fact]
    public void A_name_that_no_run_has_is_told()
    {
        Made.Finished(_folder["run"], 1, 0.5);
        Assert.Contains("No run has a setting or result 'accurcy'. Did you mean 'accuracy'?", Failed(CommandLine.UserError, "runs", _folder.Path, "--sort", "accurcy"), StringComparison.Ordinal);
        Assert.Contains("No run has a setting or result 'eeta'", Failed(CommandLine.UserError, "runs", _folder.Path, "--where", "eeta<1"), StringComparison.Ordinal);
        Assert.Contains("--where takes a condition such as model=pc", Failed(CommandLine.UsageError, "runs", _folder.Path, "--where", "eta"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_and_notes_are_kept_with_the_run_and_found()
    {
        Made.Finished(_folder["a"], 1, 0.5);
        Made.Finished(_folder["b"], 1, 0.6);
        Run("tag", _folder["a"], "good", "baseline");
        Run("tag", _folder["b"], "goodish");
        Run("note", _folder["a"], "as in the paper");
        Assert.Equal(["a"], Names("--where", "tags=good"));
        Assert.Equal(["b"], Names("--where", "tags!=good"));
        Assert.Equal(["a"], Names("--where", "note~PAPER"));
        Assert.Contains("[good] [baseline] as in the paper", Run("runs", _folder.Path).Output, StringComparison.Ordinal);
        Run("tag", _folder["a"], "good", "--remove");
        Run("note", _folder["a"], "");
        Assert.Contains("a: baseline", Run("tag", _folder["a"]).Output, StringComparison.Ordinal);
        Assert.Contains("a: no note", Run("note", _folder["a"]).Output, StringComparison.Ordinal);
        Assert.Contains("TAG takes a word", Failed(CommandLine.UsageError, "tag", _folder["a"], "two words"), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_compared_by_what_differs_with_curves_and_recall_of_each_class()
    {
        string[] tiny = ["learn", "--layers", "784,6,10", "--train", "100", "--test", "40", "--batch", "50", "--epochs", "2", "--steps", "3", "--no-compare"];
        Run([.. tiny, "--eta", "0.01", "--run", _folder["a"]]);
        Run([.. tiny, "--eta", "0.001", "--run", _folder["b"]]);
        var (code, output, error) = Run("compare", _folder["a"], _folder["b"], "--out", _folder["curves.png"]);
        Assert.True(code == CommandLine.Success, error);
        var differing = output[..output.IndexOf("Results:", StringComparison.Ordinal)].Split('\n').Where(line => line.TrimStart().StartsWith("eta", StringComparison.Ordinal));
        Assert.Equal(["eta", "0.01", "0.001"], Assert.Single(differing).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("batch", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["curves.png"]));

        // The recall of the classes, weighted by how often each occurs, is the accuracy.
        using var run = RunFolder.Open(_folder["a"]);
        var recall = run.Events().OfType<Classified>().Single().Recall;
        var test = ((RunFolder<LearnSettings>)run).Settings.Data.Load().Test;
        var right = Enumerable.Range(0, test.Count).Sum(i => recall[test.Label(i)]) / test.Count;
        Assert.Equal(run.Events().OfType<LearnersCompared>().Single().Outcomes[0].Accuracy!.Value, right, 12);
        Assert.Contains(Homeostat.Runs.Words.Percent(recall[3]), output, StringComparison.Ordinal);
    }

    private string[] Names(params string[] options)
    {
        var (code, output, error) = Run(["runs", _folder.Path, .. options, "--json"]);
        Assert.True(code == CommandLine.Success, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("name").GetString()!)];
    }
}
