using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The results of a sweep: a table with a line for each run, and a picture of a result against each setting that has several values.</summary>
/// <param name="command">The command that was repeated.</param>
/// <param name="trials">The runs.</param>
internal sealed class SweepTable(SweptCommand command, IReadOnlyList<SweepTrial> trials)
{
    private const string TableName = "sweep.csv";
    private const string PictureName = "sweep.png";
    private const int Shown = 20;

    // The results by which candidates are ranked, each with whether more is better.
    private static readonly (string Name, bool MoreIsBetter)[] s_measures = [("accuracy", true), ("r2", true), ("recalled", true), ("rate", true), ("age", true), ("mean-life", true), ("free-energy", false)];

    private readonly (SweepTrial Trial, RunRecord Run)[] _runs =
        [.. trials.AsParallel().AsOrdered().Where(trial => trial.Trial.IsBegun).Select(trial => (trial, RunReader.Read(trial.Trial.Place)))];

    /// <summary>Writes the table and the picture into the folder, and the best candidates onto the terminal.</summary>
    public void Write(string folder, Terminal terminal)
    {
        string[] swept = [.. command.Options.Select(option => option.Setting)];
        string[] results = [.. RunResults.NamesOf(_runs.Select(run => run.Run))];
        AtomicFile.Write(Path.Combine(folder, TableName), string.Concat(_runs
            .Select(run => (string[])[run.Run.Name, .. run.Trial.Candidate, Text($"{run.Trial.Trial.Seed}"), Words.Spell(run.Run.State), .. results.Select(name => run.Run.Results.TryGetValue(name, out var value) ? value.Text : "")])
            .Prepend(["run", .. swept, "seed", "state", .. results])
            .Select(cells => string.Join(',', cells.Select(Words.Cell)) + "\n")));
        if (s_measures.FirstOrDefault(measure => _runs.Any(run => run.Run.Results.TryGetValue(measure.Name, out var value) && value.Number is not null)) is not { Name: { } name } best)
        {
            terminal.Out.WriteLine($"No run has a result yet. The table is {Path.Combine(folder, TableName)}.");
            return;
        }

        // Of what was dropped on the way the result is that of fewer epochs.
        var groups = _runs.GroupBy(run => string.Join('\n', run.Trial.Candidate))
            .Select(group => RunGroup.Of([.. group.First().Trial.Candidate.Select(value => (RunValue?)RunValue.Of(value))], [.. group.Select(run => run.Run)]))
            .Where(group => group.Numbers(name).Count > 0)
            .OrderByDescending(group => group.Numbers("epoch").DefaultIfEmpty(0).Max())
            .ThenByDescending(group => best.MoreIsBetter ? group.Numbers(name).Average() : -group.Numbers(name).Average())
            .ToArray();
        RunTable.Show(terminal, [.. groups.Take(Shown)], swept, [.. new[] { name, "free-energy", "epoch", "took" }.Distinct()]);
        var picture = swept.Length > 0 ? Draw(folder, name) : null;
        terminal.Out.WriteLine(Text($"{(groups.Length > Shown ? Text($"The best {Shown} of {groups.Length} candidates are shown. ") : "")}Table{(picture is null ? "" : " and picture")}: {Path.Combine(folder, TableName)}{(picture is null ? "" : $", {picture}")}. Runs: homeostat runs {folder}"));
    }

    private string Draw(string folder, string measure)
    {
        var path = Path.Combine(folder, PictureName);
        var isFraction = RunResults.Fractions.Contains(measure);
        var told = _runs.Where(run => run.Run.Results.TryGetValue(measure, out var value) && value.Number is not null).ToArray();
        double[] values = [.. told.Select(run => run.Run.Results[measure].Number!.Value * (isFraction ? 100 : 1))];
        Plot.Sweep(path, $"Sweep of '{command.Command.Name}'", isFraction ? $"{measure}, %" : measure, [.. command.Options.Select((option, n) => (option.Setting, told.Select(run => run.Trial.Candidate[n]).ToArray(), values))]);
        return path;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
