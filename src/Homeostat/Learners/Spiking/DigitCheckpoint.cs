using System.Text.Json;

namespace Homeostat;

/// <summary>How far a training of digits has come.</summary>
/// <param name="Format">Version of the file.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="Data">SHA-256 of the data it learns from.</param>
/// <param name="DigitsDone">Digits learned from.</param>
/// <param name="Step">Time steps taken.</param>
/// <param name="Recognized">Digits of this window recognized, by each read-out.</param>
/// <param name="History">Accuracy over time.</param>
internal sealed record DigitProgress(
    int Format, DiehlCookOptions Options, string Data, int DigitsDone, long Step, int[] Recognized, WindowAccuracy[] History);

/// <summary>
/// A training of digits in a file: the state of the circuit and the responses of this window as arrays of their own, all else as
/// JSON in the bytes of the array <c>progress</c>.
/// </summary>
internal static class DigitCheckpoint
{
    private const int Format = 1;
    private const string ProgressName = "progress";
    private const string LabelsName = "readout.labels";
    private const string SumsName = "readout.sums";
    private const string ExamplesName = "readout.examples";
    private const string StatePrefix = "state/";

    public static void Save(string path, DigitTraining training)
    {
        ArgumentNullException.ThrowIfNull(path);
        var state = training.Simulation.Save();
        var progress = new DigitProgress(
            Format, training.Options, DataReference.Fingerprint(training.Data), training.DigitsDone, state.Step, training.Recognized, [.. training.History]);
        var arrays = state.Values.Select(v => KeyValuePair.Create(StatePrefix + v.Key, v.Value))
            .Append(KeyValuePair.Create(SumsName, training.Seen.Sums))
            .Append(KeyValuePair.Create(ExamplesName, training.Seen.Examples))
            .Append(KeyValuePair.Create(LabelsName, training.Labels?.Means.ToArray() ?? []))
            .Select(a => KeyValuePair.Create(a.Key, NpyArray.Of<double>(a.Value)));
        var json = JsonSerializer.SerializeToUtf8Bytes(progress, CheckpointJson.Options());
        Npz.Write(path, arrays.Prepend(KeyValuePair.Create(ProgressName, NpyArray.Of<byte>(json))));
    }

    public static DigitTraining Resume(string path, ImageSet data, int? digits, Workers? workers)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        var arrays = Npz.Read(path);
        var progress = Read(path, arrays);
        var fingerprint = DataReference.Fingerprint(data);
        if (fingerprint != progress.Data)
        {
            throw new HomeostatException(
                $"{path}: the training learned from data with sha256 {progress.Data}, but {data.Name} has {fingerprint}. Give it the "
                + $"data it began with, or start a new one.");
        }

        var training = new DigitTraining(data, progress.Options with { Digits = digits ?? progress.Options.Digits }, workers);
        try
        {
            Fill(training.Seen.Sums, SumsName);
            Fill(training.Seen.Examples, ExamplesName);
            var means = Of(LabelsName);
            var state = arrays.Where(a => a.Key.StartsWith(StatePrefix, StringComparison.Ordinal))
                .ToDictionary(a => a.Key[StatePrefix.Length..], a => a.Value.As<double>().ToArray(), StringComparer.Ordinal);
            training.Restore(
                new SavedState(progress.Step, state), progress, means.Length == 0 ? null : new CellLabels(means, data.Classes));
            return training;
        }
        catch
        {
            training.Dispose();
            throw;
        }

        ReadOnlySpan<double> Of(string name) => arrays.GetValueOrDefault(name) is { } array ? array.As<double>() : throw Missing(path, name);

        void Fill(double[] to, string name)
        {
            var values = Of(name);
            if (values.Length != to.Length)
            {
                throw new HomeostatException($"{path}: the array '{name}' has {values.Length} numbers; {to.Length} were expected.");
            }

            values.CopyTo(to);
        }
    }

    private static DigitProgress Read(string path, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        var json = arrays.GetValueOrDefault(ProgressName) ?? throw Missing(path, ProgressName);
        try
        {
            var progress = JsonSerializer.Deserialize<DigitProgress>(json.As<byte>(), CheckpointJson.Options());
            return progress is { Format: Format, Recognized.Length: 2 } ? progress : throw new HomeostatException(
                $"{path}: the format is {progress?.Format}; {Format} was expected. Save it again with this version.");
        }
        catch (JsonException e)
        {
            throw new HomeostatException($"{path}: what is said of the training cannot be read: {e.Message}", e);
        }
    }

    private static HomeostatException Missing(string path, string name) =>
        new($"{path}: the array '{name}' is missing; this is no saved training of digits.");
}
