using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Text for numbers and events.</summary>
internal static class Words
{
    private static readonly string[] OfNumbers = [">R²"];
    private static readonly string[] OfClasses = [">accuracy", ">NLL, nats"];

    public static string Percent(double? fraction) => fraction is { } f ? Text($"{100 * f:0.00} %") : "-";

    /// <summary>A mean and, of two values or more, the standard deviation, as in <c>98.20 ± 0.09 %</c>.</summary>
    /// <param name="values">The values, one or more.</param>
    /// <param name="isPercent">Whether the values are fractions to be written in percent.</param>
    public static string Mean(IReadOnlyCollection<double> values, bool isPercent)
    {
        var (mean, scale) = (values.Average(), isPercent ? 100 : 1);
        var deviation = values.Count == 1 ? "" : Text($" ± {scale * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)):0.00}");
        return Text($"{scale * mean:0.00}{deviation}{(isPercent ? " %" : "")}");
    }

    public static string Number(double? value) => value is { } v ? Text($"{v:G4}") : "-";

    /// <summary>A number with a metric prefix, such as 12.3 G.</summary>
    public static string Large(double value)
    {
        string[] prefixes = ["", " k", " M", " G", " T", " P", " E"];
        var power = value > 0 ? Math.Clamp((int)Math.Floor(Math.Log10(value) / 3), 0, prefixes.Length - 1) : 0;
        return Text($"{value / Math.Pow(1000, power):G3}{prefixes[power]}");
    }

    public static string Seconds(double seconds) => seconds < 100 ? Text($"{seconds:0.0} s")
        : seconds < 3600 ? Text($"{(int)(seconds / 60)} min {(int)seconds % 60} s")
        : Text($"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60} min");

    public static string Of(BatchLearned e, int epochs, int batchesPerEpoch, double? accuracy) =>
        Text($"epoch {e.Epoch}/{epochs} batch {e.Batch}/{batchesPerEpoch}  free energy {Number(e.FreeEnergy)}")
        + (accuracy is { } a ? $"  accuracy {Percent(a)}" : "")
        + Text($"  {e.SamplesPerSecond:N0} samples/s  {Seconds(Left(e, epochs, batchesPerEpoch))} left");

    /// <summary>The progress of training, short enough to stand beside a bar in 80 columns.</summary>
    public static string Short(BatchLearned e, int epochs, int batchesPerEpoch, double? accuracy) =>
        Text($"epoch {e.Epoch}/{epochs} batch {e.Batch}/{batchesPerEpoch}  F {Number(e.FreeEnergy)}")
        + (accuracy is { } a ? $"  {Percent(a)}" : "")
        + Text($"  {e.SamplesPerSecond:N0}/s  {Seconds(Left(e, epochs, batchesPerEpoch))} left");

    public static string Of(Tested e, int epochs)
    {
        var text = Text($"{e.Model}: epoch {e.Epoch}/{epochs}  free energy {Number(e.FreeEnergy)}");
        return text + (e.Accuracy is { } a ? $"  test accuracy {Percent(a)}" : e.Explained is { } r ? Text($"  test R² {r:0.0000}") : "")
            + Text($"  {e.SamplesPerSecond:N0} samples/s  {Seconds(e.Seconds)}");
    }

    public static string Of(Reconstructed e) => Text(
        $"The generative variant ({e.Causes} causes, no labels) reconstructs unseen images to a squared error of {e.SquaredError:0.0000} a pixel,")
        + Text($" {100 * e.Explained:0.0} % of the variance; from its causes a linear read-out tells {100 * e.LinearProbe:0.0} % of the classes,")
        + Text($" the nearest neighbors {100 * e.NearestNeighbors:0.0} %.");

    public static string Of(Advanced e) => Text($"{Time(e.Time)} of {Time(e.Until)}, {Speed(e.Speed)}, {e.Spikes:N0} spikes");

    /// <summary>A biological time in seconds.</summary>
    public static string Time(double seconds) => Text($"{seconds:0.####} s");

    /// <summary>A speed in biological seconds a second, as a multiple of real time.</summary>
    public static string Speed(double factor) => Text($"{Three(factor)} times real time");

    /// <summary>Writes the results of a simulation: a table of its groups, and the time that building, compiling and running took.</summary>
    public static void Show(Terminal terminal, Found e)
    {
        terminal.Table(
            ["group", ">units", ">spikes", ">rate, Hz", ">CV", ">synchrony"],
            e.Groups.Select(g => (string[])[g.Name, Text($"{g.Units:N0}"), Text($"{g.Spikes:N0}"), Three(g.Rate), Two(g.Cv), Two(g.Synchrony)]));
        terminal.Out.WriteLine(Text($"From {Time(e.Since)} to {Time(e.Time)}. {e.Synapses:N0} synapses, reached {Large(e.SynapticEvents).TrimEnd()} times by spikes."));
        terminal.Out.WriteLine(Text(
            $"{Time(e.Simulated)} in {Three(e.Seconds)} s, {Speed(e.Simulated / Math.Max(1e-9, e.Seconds))}; built in {Three(e.Build)} s, compiled in {Three(e.Compile)} s."));

        static string Two(double? value) => value is { } v ? Text($"{v:0.00}") : "-";
    }

    /// <summary>The participle for a kind of corruption of a cue.</summary>
    public static string Of(Corruption corruption) => corruption switch
    {
        Corruption.Flip => "flipped",
        Corruption.Hide => "hidden",
        Corruption.Cover => "covered",
        _ => throw new NotSupportedException(),
    };

    /// <summary>Writes what came back from a memory: a table with a row for each fraction of corrupted pixels.</summary>
    public static void Show(Terminal terminal, Recalled e)
    {
        terminal.Table(
            [$"pixels {Of(e.Corruption)}", ">right in the cue", ">right in what comes back", ">cues nearest to their pattern", ">recalled nearest"],
            e.Rows.Select(r => (string[])[Percent(r.Fraction), Percent(r.Nothing), Percent(r.Recalled), Percent(r.NearestNothing), Percent(r.NearestRecalled)]));
        terminal.Out.WriteLine(Text($"{e.Model}: {e.Patterns} patterns, {e.Cues} cues in each row. The columns of cues are what doing nothing gives."));
    }

    /// <summary>Writes the results of training: a table of the learners, and how alike their updates are.</summary>
    public static void Show(Terminal terminal, Compared e)
    {
        // Numbers are predicted, or classes told.
        var isOfNumbers = e.Outcomes.Any(o => o.Explained is not null);
        terminal.Table(
            ["model", .. isOfNumbers ? OfNumbers : OfClasses, ">free energy", ">time", ">multiply-accumulates"],
            e.Outcomes.Select(o => (string[])
            [
                o.Model, .. isOfNumbers ? [o.Explained is { } r ? Text($"{r:0.0000}") : "-"] : new[] { Percent(o.Accuracy), Number(o.NegativeLogLikelihood) }, Number(o.FreeEnergy), Seconds(o.Seconds), Large(o.MultiplyAccumulates),
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
        [[Text($"device {e.From}, before"), Percent(e.Before)], [Text($"moved to device {e.To}"), Percent(e.Moved)], [Text($"learned there, {e.Curve[^1].Epochs:0.##} epochs"), Percent(e.Relearned)]]);

    private static double Left(BatchLearned e, int epochs, int batchesPerEpoch) =>
        (((double)epochs * batchesPerEpoch) - e.BatchesDone) * e.Seconds / Math.Max(1, e.BatchesDone);

    // Three digits, and never an exponent where people expect none.
    private static string Three(double value) => value >= 100 ? Text($"{value:N0}") : value >= 10 ? Text($"{value:0.0}") : value >= 1 ? Text($"{value:0.00}") : Text($"{value:0.000}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
