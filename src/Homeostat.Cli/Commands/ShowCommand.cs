using System.CommandLine;

namespace Homeostat.Cli;

/// <summary><c>homeostat show</c>: what a run was asked for and what came of it.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "show",
            "Shows the settings, the last figures and the files of a run.",
            "homeostat show                 # the latest run",
            "homeostat show runs/mine",
            "homeostat show --json | tail -1 # its last event")
        {
            run, json,
        };
        command.SetAction(parse =>
        {
            var folder = RunFolder.Open(parse.GetValue(run));
            if (parse.GetValue(json))
            {
                foreach (var happened in folder.Events())
                {
                    terminal.Out.Write(RunFolder.Line(happened));
                }
            }
            else
            {
                Show(terminal, folder);
            }
        });
        return command;
    }

    private static void Show(Terminal terminal, RunFolder folder)
    {
        var (output, s, events) = (terminal.Out, folder.Settings, folder.Events());
        output.WriteLine($"{folder.Path}");
        terminal.Table(
            ["setting", "value"],
            new (string Name, object? Value)[]
            {
                ("model", s.Model), ("data", s.Data.Name), ("training images", s.Data.Train), ("test images", s.Data.Test),
                ("layers", s.Layers is null ? null : string.Join('-', s.Layers)), ("epochs", s.Epochs), ("batch", s.Batch),
                ("settling steps", s.Steps), ("settling rate", s.Rate), ("learning rate", s.Eta), ("activation", s.Activation),
                ("output", Choice.Spell(s.Output)), ("order", Choice.Spell(s.Order)), ("tolerance", s.Tolerance),
                ("feedback", Choice.Spell(s.Feedback)), ("seed", s.Seed), ("threads", s.Threads),
            }.Select(row => (string[])[row.Name, row.Value?.ToString() ?? "as usual"]));

        foreach (var tested in events.OfType<Tested>().GroupBy(e => e.Model).Select(g => g.Last()))
        {
            var epochs = tested.Model == s.Model || tested.Model == "bp" ? s.Epochs : tested.Epoch;
            output.WriteLine(Words.Of(tested, epochs));
        }

        if (events.OfType<Compared>().LastOrDefault() is { } compared)
        {
            Words.Show(terminal, compared);
        }

        if (events.OfType<Reconstructed>().LastOrDefault() is { } reconstructed)
        {
            output.WriteLine(Words.Of(reconstructed));
        }

        output.WriteLine("Files:");
        foreach (var file in new DirectoryInfo(folder.Path).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            output.WriteLine($"  {file.Name,-24} {Words.Large(file.Length),8}B");
        }

        output.WriteLine(events is [.., Finished]
            ? $"The run is done. To learn longer: homeostat resume {folder.Quoted()} --epochs {s.Epochs * 2}"
            : $"The run is not done. Go on with: homeostat resume {folder.Quoted()}");
    }
}
