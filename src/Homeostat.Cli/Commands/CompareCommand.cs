using System.CommandLine;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat compare</c>: shows the settings in which runs differ, and their results and curves side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var names = new Argument<string[]>("RUN") { Description = "Folders of runs, or their names within runs/; two or more", Arity = new ArgumentArity(2, 1000) };
        var output = new Option<string>("--out") { Description = "PNG file for the curves of runs that learn", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine(RunFolder.Runs, "compare.png") };
        var command = new ExampleCommand(
            "compare",
            "Shows the settings in which runs differ, their results side by side, the recall of each class, and draws their curves together.",
            "homeostat compare runs/a runs/b",
            "homeostat compare runs/sweep/*-seed1 --out curves.png")
        {
            names, output,
        };
        command.SetAction(parse => Compare(terminal, [.. parse.GetValue(names)!.Select(Read)], parse.GetValue(output)!));
        return command;
    }

    private static Compared Read(string name)
    {
        using var folder = RunFolder.Open(name);
        var record = RunReader.Read(folder.Path);
        var events = record.Fault is null ? folder.Events() : [];
        return new Compared(
            record, RunCurve.Of(folder.Known, events), events.OfType<Classified>().LastOrDefault(e => (folder.Known as LearnSettings)?.Model == e.Model)?.Recall ?? []);
    }

    private static void Compare(Terminal terminal, IReadOnlyList<Compared> runs, string picture)
    {
        string[] heads = ["", .. runs.Select(run => $">{run.Record.Name}")];
        string[] settings = [.. runs.SelectMany(run => run.Record.Settings.Keys).Distinct().Where(name => runs.Select(run => run.Record.Settings.TryGetValue(name, out var value) ? value.Text : null).Distinct().Count() > 1)];
        terminal.Out.WriteLine(settings.Length == 0 ? "All settings are the same." : "Settings that differ:");
        if (settings.Length > 0)
        {
            terminal.Table(heads, settings.Select(name => Row(name, run => run.Settings.TryGetValue(name, out var value) ? value.Text : "-")));
        }

        terminal.Out.WriteLine("Results:");
        terminal.Table(heads, [
            Row("kind", run => run.Kind), Row("state", run => Words.Spell(run.State)),
            .. RunTable.ResultsOf(runs.Select(run => run.Record)).Select(name => Row(name, run => RunResults.Text(name, run.Results.TryGetValue(name, out var value) ? value : null))),
        ]);
        foreach (var fault in runs.Select(run => run.Record.Fault).OfType<string>())
        {
            terminal.Out.WriteLine(fault);
        }

        var classes = runs.Max(run => run.Recall.Count);
        if (classes > 0)
        {
            terminal.Out.WriteLine("Recall of each class on the test samples:");
            terminal.Table(heads, Enumerable.Range(0, classes).Select(c => (string[])[c.ToString(CultureInfo.InvariantCulture), .. runs.Select(run => c < run.Recall.Count ? Words.Percent(run.Recall[c]) : "-")]));
        }

        Draw(terminal, runs, picture);

        string[] Row(string name, Func<RunRecord, string> value) => [name, .. runs.Select(run => value(run.Record))];
    }

    // The first measure that most of the runs have.
    private static void Draw(Terminal terminal, IReadOnlyList<Compared> runs, string picture)
    {
        if (runs.SelectMany(run => run.Curves).GroupBy(curve => curve.Measure).MaxBy(group => group.Count())?.Key is not { } measure)
        {
            return;
        }

        var curves = runs.Select(run => (run.Record.Name, Curve: run.Curves.FirstOrDefault(curve => curve.Measure == measure))).Where(run => run.Curve is not null).ToArray();
        Plot.Lines(picture, "Runs compared", "epoch", measure, [.. curves.Select(run => (run.Name, run.Curve!.Epochs, run.Curve.Values))]);
        terminal.Out.WriteLine($"The curves are in {picture}.");
    }

    private sealed record Compared(RunRecord Record, IReadOnlyList<RunCurve> Curves, IReadOnlyList<double> Recall);
}
