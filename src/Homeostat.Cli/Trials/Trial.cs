using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A training among many: <c>homeostat learn</c> with its own seed and folder.</summary>
/// <param name="Name">The name of what is tried, such as that of the learner.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The folder of the run.</param>
/// <param name="Arguments">The arguments of <c>homeostat learn</c> without those of the seed, the folder and the output.</param>
internal sealed record Trial(string Name, ulong Seed, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>Whether the training has ended.</summary>
    public bool IsDone => Outcome() is not null;

    /// <summary>Whether the training has begun.</summary>
    public bool IsBegun => File.Exists(Path.Combine(Folder, "settings.json"));

    /// <summary>The command that trains, which is kept beside the folder as text.</summary>
    public string Command => $"homeostat learn {string.Join(' ', Arguments)} --seed {Seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether what the folder holds was begun by this command.</summary>
    public bool IsOfCommand => File.Exists(CommandFile) && File.ReadAllText(CommandFile).Trim() == Command;

    private string CommandFile => $"{Folder}.txt";

    /// <summary>Keeps the command beside the folder, or checks that what is there was begun by the same command.</summary>
    /// <exception cref="HomeostatException">The folder holds a training with other settings.</exception>
    public void KeepOrRequireCommand()
    {
        if (!IsBegun)
        {
            AtomicFile.Write(CommandFile, Command + "\n");
        }
        else if (!IsOfCommand)
        {
            throw new HomeostatException($"{Folder}: the folder holds a training that was not begun by '{Command}'. Give another folder by --out, or remove this one.");
        }
    }

    /// <summary>The result of the learner after its last batch; null as long as the training has not ended.</summary>
    public Outcome? Outcome() => IsBegun && Events() is [.., Finished] events ? events.OfType<LearnersCompared>().Last().Outcomes[0] : null;

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
        using var run = RunFolder.Open(Folder);
        var data = ((RunFolder<LearnSettings>)run).Settings.Data.Load(cancellation: cancellation);
        return (Checkpoint.Read(Folder).Resume(data), data);
    }

    private IReadOnlyList<RunEvent> Events()
    {
        using var run = RunFolder.Open(Folder);
        return run.Events();
    }
}
