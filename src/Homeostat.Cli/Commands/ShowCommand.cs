using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat show</c>: prints the settings of a run, its results and its files.</summary>
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
            using var folder = RunFolder.Open(parse.GetValue(run));
            if (parse.GetValue(json))
            {
                foreach (var happened in folder.Events())
                {
                    terminal.Out.Write(RunFolder.Line(happened));
                }
            }
            else
            {
                terminal.Out.WriteLine(folder.Path);
                var next = folder switch
                {
                    RunFolder<SimulateSettings> simulation => Show(terminal, simulation),
                    RunFolder<RecallSettings> recall => Show(terminal, recall),
                    RunFolder<LiveSettings> life => Show(terminal, life),
                    _ => Show(terminal, (RunFolder<LearnSettings>)folder),
                };
                Files(terminal, folder, next);
                if (folder.Edited is { } edited)
                {
                    terminal.Out.WriteLine($"Note: {edited}");
                }
            }
        });
        return command;
    }

    private static string Show(Terminal terminal, RunFolder<SimulateSettings> folder)
    {
        var s = folder.Settings;
        Table(terminal, [
            ("network", s.Network), .. s.Nir is { } nir ? [("file", nir.File), ("input", nir.Input ?? "none")] : Array.Empty<(string, object?)>(), ("biological time", Words.Time(s.Seconds)),
            ("time step", s.TimeStep), ("precision", s.Double ? "double" : "single"),
            ("recorded", s.Record.Count > 0 ? string.Join(", ", s.Record) : "spikes"), ("seed", s.Seed), ("threads", s.Threads),
        ]);
        if (folder.Events().OfType<Found>().LastOrDefault() is { } found)
        {
            EventTables.Show(terminal, found);
        }

        return $"To simulate on: homeostat resume {folder.Quoted()} --seconds {Words.Number(2 * s.Seconds)}";
    }

    private static string Show(Terminal terminal, RunFolder<RecallSettings> folder)
    {
        var s = folder.Settings;
        Table(terminal, [
            ("model", s.Model), ("data", s.Data), ("patterns", s.Patterns), ("cues of each", s.Cues), ("corruption", Words.Spell(s.Corruption)),
            ("layers", s.Layers is null ? null : string.Join('-', s.Layers)), ("epochs", s.Epochs),
            .. ModelCatalog.Find(s.Model).Settings.Select(m => (m.Name, (object?)s.Settings.GetValueOrDefault(m.Name, m.Default))), ("seed", s.Seed), ("threads", s.Threads),
        ]);
        if (folder.Events().OfType<Recalled>().LastOrDefault() is { } recalled)
        {
            EventTables.Show(terminal, recalled);
        }

        return $"To recall with other cues: homeostat recall {s.Model} --data {s.Data} --patterns {s.Patterns} --seed {s.Seed + 1}";
    }

    private static string Show(Terminal terminal, RunFolder<LiveSettings> folder)
    {
        var (s, events) = (folder.Settings, folder.Events());
        Table(
            terminal,
            ("life", s.Habitat), ("body", s.Body), ("against", s.Against is { } against ? string.Join(", ", against) : null), ("niche", s.Niche), ("steps", s.Steps), ("lives", s.Seeds ?? 1), ("seed", s.Seed),
            ("without", s.Ablate.Count > 0 ? string.Join(", ", s.Ablate.Select(Words.Spell)) : "nothing"),
            ("knocked out", s.KnockOut.Count > 0 ? string.Join(", ", s.KnockOut.Select(k => $"{k.Part} at {k.Age}")) : "nothing"), ("threads", s.Threads));
        if (events.OfType<Survived>().LastOrDefault() is { } survived)
        {
            LifeWords.Show(terminal, survived);
            return $"To watch one: homeostat live {s.Habitat} --seed {s.Seed}";
        }

        foreach (var kind in events.OfType<Happened>().Where(e => e.Kind is not ("birth" or "death" or "viability")).GroupBy(e => e.Kind == "structure" ? "its structure changed" : e.Text))
        {
            terminal.Out.WriteLine($"  {kind.Key}: {kind.Count()} times, last at {kind.Last().Age}");
        }

        if (events.OfType<Ended>().LastOrDefault() is { } ended)
        {
            LifeWords.Show(terminal, ended);
        }

        return $"To watch it again: homeostat replay {folder.Quoted()}";
    }

    private static string Show(Terminal terminal, RunFolder<LearnSettings> folder)
    {
        var (output, s, events) = (terminal.Out, folder.Settings, folder.Events());
        Table(terminal, [
            ("model", s.Model), ("data", s.Data.Name), ("training images", s.Data.Train), ("test images", s.Data.Test),
            ("layers", s.Layers is null ? null : string.Join('-', s.Layers)), ("epochs", s.Epochs), ("batch", s.Batch),
            .. s.Crossbar is { } crossbar ? [("crossbar", $"{crossbar.Device.Name}, device {crossbar.DeviceSeed}")] : Array.Empty<(string, object?)>(),
            .. ModelCatalog.Find(s.Model).Settings.Select(m => (m.Name, (object?)s.Settings.GetValueOrDefault(m.Name, m.Default))), ("seed", s.Seed), ("threads", s.Threads),
        ]);

        foreach (var tested in events.OfType<Tested>().GroupBy(e => e.Model).Select(g => g.Last()))
        {
            var epochs = tested.Model == s.Model || tested.Model == "bp" ? s.Epochs : tested.Epoch;
            output.WriteLine(Words.Of(tested, epochs));
        }

        if (events.OfType<LearnersCompared>().LastOrDefault() is { } compared)
        {
            EventTables.Show(terminal, compared);
        }

        if (events.OfType<Transplanted>().LastOrDefault() is { } transplanted)
        {
            EventTables.Show(terminal, transplanted);
        }

        if (events.OfType<Reconstructed>().LastOrDefault() is { } reconstructed)
        {
            output.WriteLine(Words.Of(reconstructed));
        }

        return $"To learn longer: homeostat resume {folder.Quoted()} --epochs {s.Epochs * 2L}";
    }

    private static void Table(Terminal terminal, params (string Name, object? Value)[] settings) =>
        terminal.Table(["setting", "value"], settings.Select(row => (string[])[row.Name, row.Value?.ToString() ?? "as usual"]));

    private static void Files(Terminal terminal, RunFolder folder, string next)
    {
        terminal.Out.WriteLine("Files:");
        foreach (var file in new DirectoryInfo(folder.Path).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine($"  {file.Name,-24} {Words.Large(file.Length),8}B");
        }

        terminal.Out.WriteLine(folder.Events() is [.., Finished]
            ? $"The run is done. {next}"
            : $"The run is not done. Go on with: homeostat resume {folder.Quoted()}");
    }
}
