using System.CommandLine;

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
        command.SetAction(parse => Compare(terminal, new RunComparison(parse.GetValue(names)!.Select(Find)), parse.GetValue(output)!));
        return command;
    }

    private static (RunRecord Record, string Folder) Find(string name)
    {
        using var folder = RunFolder.Open(name);
        return (RunReader.Read(folder.Path), folder.Path);
    }

    private static void Compare(Terminal terminal, RunComparison runs, string picture)
    {
        string[] heads = ["", .. runs.Names.Select(name => $">{name}")];
        terminal.Out.WriteLine(runs.Settings.Count == 0 ? "All settings are the same." : "Settings that differ:");
        if (runs.Settings.Count > 0)
        {
            terminal.Table(heads, runs.Settings.Select(Cells));
        }

        terminal.Out.WriteLine("Results:");
        terminal.Table(heads, runs.Results.Select(Cells));
        foreach (var fault in runs.Faults)
        {
            terminal.Out.WriteLine(fault);
        }

        if (runs.Recall.Count > 0)
        {
            terminal.Out.WriteLine("Recall of each class on the test samples:");
            terminal.Table(heads, runs.Recall.Select(Cells));
        }

        if (runs.Curves.Count > 0)
        {
            Plot.Lines(picture, "Runs compared", "epoch", runs.Curves[0].Curve.Measure, [.. runs.Curves.Select(run => (run.Name, run.Curve.Epochs, run.Curve.Values))]);
            terminal.Out.WriteLine($"The curves are in {picture}.");
        }
    }

    private static string[] Cells(ComparedRow row) => [row.Name, .. row.Values];
}
