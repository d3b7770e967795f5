using System.Globalization;
using System.Text.Json;

namespace Homeostat.Runs;

/// <summary>Text for numbers and events.</summary>
internal static class Words
{
    public static string Percent(double? fraction) => fraction is { } f ? Text($"{100 * f:0.00} %") : "-";

    /// <summary>A mean and, of two values or more, the standard deviation, as in <c>98.20 ± 0.09 %</c>.</summary>
    /// <param name="values">The values, one or more.</param>
    /// <param name="isPercent">Whether the values are fractions to be written in percent.</param>
    public static string Mean(IReadOnlyCollection<double> values, bool isPercent)
    {
        var scale = isPercent ? 100 : 1;
        var deviation = values.Count == 1 ? "" : Text($" ± {scale * SampleSummary.Of(values).Deviation:0.00}");
        return Text($"{scale * values.Average():0.00}{deviation}{(isPercent ? " %" : "")}");
    }

    /// <summary>A text as a cell of a CSV file (RFC 4180); one with another usual separator is quoted, too.</summary>
    public static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n\r;") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

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

    /// <summary>The participle for a kind of corruption of a cue.</summary>
    public static string Of(Corruption corruption) => corruption switch
    {
        Corruption.Flip => "flipped",
        Corruption.Hide => "hidden",
        Corruption.Cover => "covered",
        _ => throw new NotSupportedException(),
    };

    private static double Left(BatchLearned e, int epochs, int batchesPerEpoch) =>
        (((double)epochs * batchesPerEpoch) - e.BatchesDone) * e.Seconds / Math.Max(1, e.BatchesDone);

    /// <summary>A number of three digits, never with an exponent where people expect none.</summary>
    public static string Three(double value) => value >= 100 ? Text($"{value:N0}") : value >= 10 ? Text($"{value:0.0}") : value >= 1 ? Text($"{value:0.00}") : Text($"{value:0.000}");

    /// <summary>The spelling of a value of an enumeration in commands and files: <c>EvenOdd</c> is <c>even-odd</c>.</summary>
    public static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
