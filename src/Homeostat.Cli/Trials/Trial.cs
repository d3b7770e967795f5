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
