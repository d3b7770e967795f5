namespace Homeostat.Cli;

/// <summary>The reproduction of a published result.</summary>
/// <param name="Name">The name, such as that of the learner.</param>
/// <param name="Arguments">The arguments of <c>homeostat learn</c> after that of the data.</param>
/// <param name="Goal">The result to reach; null for a network that others are compared with.</param>
/// <param name="Published">The published result.</param>
/// <param name="Source">The source of the published result.</param>
internal sealed record Reproduction(string Name, string Arguments, Goal? Goal, string Published, string Source) : ICatalogEntry
{
    string ICatalogEntry.Description => Published;

    /// <summary>The data set.</summary>
    public string Data { get; init; } = "mnist";

    /// <summary>Whether the result is an accuracy; if false, it is the squared error of a reconstruction, summed over the pixels.</summary>
    public bool IsAccuracy { get; init; } = true;

    /// <summary>The command that trains with the first seed.</summary>
    public string Command => $"homeostat learn --data {Data} {Arguments} --no-compare";

    /// <summary>The trial with a seed.</summary>
    /// <param name="folder">The folder of all reproductions.</param>
    /// <param name="seed">The seed.</param>
    public Trial Trial(string folder, int seed) => new(Name, (ulong)seed, Path.Combine(folder, $"{Name}-seed{seed}"), ["--data", Data, .. Arguments.Split(' ')]);

    /// <summary>The result of a trial that has ended: that after the last epoch, never that of the best one.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="outcome">The outcome of the trial.</param>
    public double Result(Trial trial, Outcome outcome) => IsAccuracy ? outcome.Accuracy ?? double.NaN : DrawnReconstruction.ErrorOf(trial);
}
