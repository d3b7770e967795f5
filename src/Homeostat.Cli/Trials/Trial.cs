using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A run among many, in a process of its own: <c>homeostat learn</c>, or another command, with its own seed and folder.</summary>
/// <remarks>
/// The run is made in a folder beside its own, which is renamed when the run has ended: what lies in the folder of a trial is whole. So processes and machines that share a disk can share the
/// trials without knowing of each other.
/// </remarks>
/// <param name="Name">The name of what is tried, such as that of the learner.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The folder of the run when it has ended.</param>
/// <param name="Arguments">The arguments of the command without those of the seed, the folder and the output.</param>
internal sealed record Trial(string Name, ulong Seed, string Folder, IReadOnlyList<string> Arguments)
{
    private const int TailBytes = 16384;

    /// <summary>The command that is run.</summary>
    public string Command { get; init; } = "learn";

    /// <summary>True to keep the command beside the folder; false where the settings of all trials are kept together.</summary>
    public bool KeepsCommand { get; init; } = true;

    /// <summary>The number of epochs after which training is stopped and saved; null to train to the end.</summary>
    public int? PauseAfter { get; init; }

    /// <summary>The folder in which the run is while it is made.</summary>
    public string Working => $"{Folder}.part";

    /// <summary>The folder in which the run is now. Earlier versions made it in the folder where it stays.</summary>
    public string Place => HasSettings(Folder) ? Folder : Working;

    /// <summary>True once the run has come to its end, or has learned as many epochs as it was to before a pause.</summary>
    public bool IsDone => IsFinished(Folder) || (PauseAfter is { } epochs && IsBegun && LastTest() is { } test && test.Epoch >= epochs);

    /// <summary>True once the settings of the run are in its folder.</summary>
    public bool IsBegun => HasSettings(Place);

    /// <summary>True while a process is at work on the run.</summary>
    public bool IsHeld => RunLock.IsHeld(Place);

    /// <summary>The command as text, which is kept beside the folder.</summary>
    public string Text => $"homeostat {Command} {string.Join(' ', Arguments)} --seed {Seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether what the folder holds was begun by this command.</summary>
    public bool IsOfCommand => File.Exists(CommandFile) && File.ReadAllText(CommandFile).Trim() == Text;

    private string CommandFile => $"{Folder}.txt";

    /// <summary>Keeps the command beside the folder, or checks that what is there was begun by the same command.</summary>
    /// <exception cref="HomeostatException">The folder holds a run with other settings.</exception>
    public void KeepOrRequireCommand()
    {
        if (!KeepsCommand)
        {
            return;
        }

        if (!IsBegun)
        {
            AtomicFile.Write(CommandFile, Text + "\n");
        }
        else if (!IsOfCommand)
        {
            throw new HomeostatException($"{Folder}: the folder holds a training that was not begun by '{Text}'. Give another folder by --out, or remove this one.");
        }
    }

    /// <summary>Renames the folder of a run that has ended.</summary>
    public void PutInPlace()
    {
        try
        {
            if (IsFinished(Working) && !RunLock.IsHeld(Working))
            {
                Directory.Move(Working, Folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process may have been quicker.
            if (!IsFinished(Folder))
            {
                throw new HomeostatException($"{Working}: the run has ended, but its folder could not be renamed to {Folder}: {e.Message.TrimEnd('.')}. Make room there.", e);
            }
        }
    }

    /// <summary>The result of the learner after its last batch; null as long as the training has not ended.</summary>
    public Outcome? Outcome() => IsFinished(Folder) ? Events().OfType<LearnersCompared>().LastOrDefault()?.Outcomes[0] : null;

    /// <summary>The first of the results so far, in words.</summary>
    public string Result()
    {
        var results = RunReader.Read(Place).Results;
        return RunResults.Order.FirstOrDefault(results.ContainsKey) is not { } name ? "-"
            : RunResults.Fractions.Contains(name) ? RunResults.Text(name, results[name]) : $"{name} {RunResults.Text(name, results[name])}";
    }

    /// <summary>The quality of the learner after an epoch, larger for better: its accuracy, else R², else the negative free energy in nats.</summary>
    /// <param name="epoch">The number of epochs learned.</param>
    public double Score(int epoch) => Tests().LastOrDefault(test => test.Epoch == epoch) is { } test && (test.Accuracy ?? test.Explained ?? -test.FreeEnergy) is { } score && !double.IsNaN(score)
        ? score : double.NegativeInfinity;

    /// <summary>The tests of the learner, without those of a circuit that was trained beside it.</summary>
    public IReadOnlyList<Tested> Tests()
    {
        var tests = Events().OfType<Tested>().ToArray();
        return [.. tests.Where(test => test.Model == tests[0].Model)];
    }

    /// <summary>The training as it was saved, and its data.</summary>
    /// <param name="cancellation">The token that stops the loading of the data.</param>
    public (Training Training, ImageSet Data) Resume(CancellationToken cancellation = default)
    {
        using var run = RunFolder.Read(Place);
        var data = ((RunFolder<LearnSettings>)run).Settings.Data.Load(cancellation: cancellation);
        return (Checkpoint.Read(Place).Resume(data), data);
    }

    private Tested? LastTest() => Tests() is [.., var last] ? last : null;

    private IReadOnlyList<RunEvent> Events()
    {
        using var run = RunFolder.Read(Place);
        return run.Events();
    }

    private static bool HasSettings(string folder) => File.Exists(Path.Combine(folder, RunFolder.SettingsName));

    // The last event says so; a folder of many trials is looked through more quickly when no more than that is read.
    private static bool IsFinished(string folder)
    {
        var path = Path.Combine(folder, RunFolder.MetricsName);
        if (!HasSettings(folder) || !File.Exists(path))
        {
            return false;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text.EndsWith('\n') && text.TrimEnd().Split('\n')[^1].StartsWith("{\"event\":\"finish\"", StringComparison.Ordinal);
    }
}
