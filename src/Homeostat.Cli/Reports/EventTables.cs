using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Tables of the results of a run.</summary>
internal static class EventTables
{
    private static readonly string[] OfNumbers = [">R²"];
    private static readonly string[] OfClasses = [">accuracy", ">NLL, nats"];

    /// <summary>Writes the results of a simulation: a table of its groups, and the time that building, compiling and running took.</summary>
    public static void Show(Terminal terminal, Found e)
    {
        terminal.Table(
            ["group", ">units", ">spikes", ">rate, Hz", ">CV", ">synchrony"],
            e.Groups.Select(g => (string[])[g.Name, Text($"{g.Units:N0}"), Text($"{g.Spikes:N0}"), Words.Three(g.Rate), Two(g.Cv), Two(g.Synchrony)]));
        terminal.Out.WriteLine(Text($"From {Words.Time(e.Since)} to {Words.Time(e.Time)}. {e.Synapses:N0} synapses, reached {Words.Large(e.SynapticEvents).TrimEnd()} times by spikes."));
        terminal.Out.WriteLine(Text(
            $"{Words.Time(e.Simulated)} in {Words.Three(e.Seconds)} s, {Words.Speed(e.Simulated / Math.Max(1e-9, e.Seconds))}; built in {Words.Three(e.Build)} s, compiled in {Words.Three(e.Compile)} s."));

        static string Two(double? value) => value is { } v ? Text($"{v:0.00}") : "-";
    }

    /// <summary>Writes what came back from a memory: a table with a row for each fraction of corrupted pixels.</summary>
    public static void Show(Terminal terminal, Recalled e)
    {
        terminal.Table(
            [$"pixels {Words.Of(e.Corruption)}", ">right in the cue", ">right in what comes back", ">cues nearest to their pattern", ">recalled nearest"],
            e.Rows.Select(r => (string[])[Words.Percent(r.Fraction), Words.Percent(r.Nothing), Words.Percent(r.Recalled), Words.Percent(r.NearestNothing), Words.Percent(r.NearestRecalled)]));
        terminal.Out.WriteLine(Text($"{e.Model}: {e.Patterns} patterns, {e.Cues} cues in each row. The columns of cues are what doing nothing gives."));
    }

    /// <summary>Writes the results of training: a table of the learners, and how alike their updates are.</summary>
    public static void Show(Terminal terminal, LearnersCompared e)
    {
        // Numbers are predicted, or classes told.
        var isOfNumbers = e.Outcomes.Any(o => o.Explained is not null);
        terminal.Table(
            ["model", .. isOfNumbers ? OfNumbers : OfClasses, ">free energy", ">time", ">multiply-accumulates"],
            e.Outcomes.Select(o => (string[])
            [
                o.Model, .. isOfNumbers ? [o.Explained is { } r ? Text($"{r:0.0000}") : "-"] : new[] { Words.Percent(o.Accuracy), Words.Number(o.NegativeLogLikelihood) }, Words.Number(o.FreeEnergy), Words.Seconds(o.Seconds), Words.Large(o.MultiplyAccumulates),
            ]));
        if (e is { CosineAtStart: { } start, CosineAtEnd: { } end })
        {
            terminal.Out.WriteLine(Text(
                $"Cosine between the local update and back-propagation's, same weights and batch: {start:0.000} at the start, {end:0.000} at the end."));
        }
    }

    /// <summary>Shows what became of weights that were moved to another device.</summary>
    public static void Show(Terminal terminal, Transplanted e) => terminal.Table(
        ["where", ">test accuracy"],
        [[Text($"device {e.From}, before"), Words.Percent(e.Before)], [Text($"moved to device {e.To}"), Words.Percent(e.Moved)], [Text($"learned there, {e.Curve[^1].Epochs:0.##} epochs"), Words.Percent(e.Relearned)]]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
