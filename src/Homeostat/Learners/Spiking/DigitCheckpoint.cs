namespace Homeostat;

/// <summary>How far a training of digits has come.</summary>
/// <param name="Options">How it is trained.</param>
/// <param name="Data">SHA-256 of the data it learns from.</param>
/// <param name="DigitsDone">Digits learned from.</param>
/// <param name="Recognized">Digits of this window recognized, by each read-out.</param>
/// <param name="History">Accuracy over time.</param>
internal sealed record DigitProgress(DiehlCookOptions Options, string Data, int DigitsDone, int[] Recognized, WindowAccuracy[] History);

/// <summary>A training of digits in an archive: the state of the circuit, and the responses of this window as arrays of their own.</summary>
internal static class DigitCheckpoint
{
    private const string Kind = "digits";
    private const string LabelsName = "readout.labels";
    private const string SumsName = "readout.sums";
    private const string ExamplesName = "readout.examples";
    private const string StatePrefix = "state/";

    public static void Save(string path, DigitTraining training)
    {
        ArgumentNullException.ThrowIfNull(path);
        var progress = new DigitProgress(
            training.Options, DataReference.Fingerprint(training.Data), training.DigitsDone, training.Recognized, [.. training.History]);
        Archive<DigitProgress>.Write(path, Kind, progress, new Dictionary<string, Snapshot> { [StatePrefix] = training.Simulation.Snapshot() }, [
            KeyValuePair.Create(SumsName, NpyArray.Of<double>(training.Seen.Sums)),
            KeyValuePair.Create(ExamplesName, NpyArray.Of<double>(training.Seen.Examples)),
            KeyValuePair.Create(LabelsName, NpyArray.Of<double>(training.Labels?.Means.ToArray() ?? [])),
        ]);
    }

    public static DigitTraining Resume(string path, ImageSet data, int? digits, Workers? workers)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        var archive = Archive<DigitProgress>.Read(path, Kind);
        var (progress, state) = (archive.Content, archive.Snapshot(StatePrefix));
        if (state is null || progress.Recognized.Length != 2)
        {
            throw new HomeostatException($"{path}: there is no whole training of digits in it. The file is damaged.");
        }

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
            var means = archive.Numbers(LabelsName);
            training.Restore(state, progress, means.Length == 0 ? null : new CellLabels(means, data.Classes));
            return training;
        }
        catch
        {
            training.Dispose();
            throw;
        }

        void Fill(double[] to, string name)
        {
            var values = archive.Numbers(name);
            if (values.Length != to.Length)
            {
                throw new HomeostatException($"{path}: the array '{name}' has {values.Length} numbers; {to.Length} were expected.");
            }

            values.CopyTo(to, 0);
        }
    }
}
