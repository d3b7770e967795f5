using System.Globalization;
using System.Text;

namespace Homeostat.Cli;

/// <summary>A training among many: <c>homeostat learn</c> with its own seed and folder.</summary>
/// <param name="Name">The name of what is tried, such as that of the learner.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The folder of the run.</param>
/// <param name="Arguments">The arguments of <c>homeostat learn</c> without those of the seed, the folder and the output.</param>
internal sealed record Trial(string Name, ulong Seed, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>Whether the training has ended.</summary>
    public bool IsDone => IsBegun && Events() is [.., Finished];

    /// <summary>Whether the training has begun.</summary>
    public bool IsBegun => File.Exists(Path.Combine(Folder, "settings.json"));

    /// <summary>The command that trains, which is kept beside the folder as text.</summary>
    public string Command => $"homeostat learn {string.Join(' ', Arguments)} --seed {Seed.ToString(CultureInfo.InvariantCulture)}";

    private string CommandFile => $"{Folder}.txt";

    /// <summary>Keeps the command beside the folder, or checks that what is there was begun by the same command.</summary>
    /// <exception cref="HomeostatException">The folder holds a training with other settings.</exception>
    public void KeepOrRequireCommand()
    {
        if (!IsBegun)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Folder))!);
            AtomicFile.Write(CommandFile, file => file.Write(Encoding.UTF8.GetBytes(Command + "\n")));
        }
        else if (!File.Exists(CommandFile) || File.ReadAllText(CommandFile).Trim() != Command)
        {
            throw new HomeostatException($"{Folder}: the folder holds a training that was not begun by '{Command}'. Give another folder by --out, or remove this one.");
        }
    }

    /// <summary>What happened in the run.</summary>
    public IReadOnlyList<RunEvent> Events()
    {
        using var run = RunFolder.Open(Folder);
        return run.Events();
    }

    /// <summary>The tests of the learner, without those of a network that was trained beside it.</summary>
    public IReadOnlyList<Tested> Tests()
    {
        var tests = Events().OfType<Tested>().ToArray();
        return [.. tests.Where(test => test.Model == tests[0].Model)];
    }
}
