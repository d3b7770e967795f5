namespace Homeostat.Runs;

/// <summary>Runs that have some values in common, such as those of one model with several seeds.</summary>
/// <param name="Values">The common values, in the order of the names by which runs were grouped; null where the runs have none.</param>
/// <param name="Runs">The runs.</param>
internal sealed record RunGroup(IReadOnlyList<RunValue?> Values, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>The numbers of a result, of the runs that have it.</summary>
    /// <param name="result">The name of the result.</param>
    public IReadOnlyList<double> Numbers(string result) => [.. Runs.Select(run => run[result]?.Number).OfType<double>()];

    /// <summary>Puts runs into groups.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="names">The names of the settings, results or fields by whose values they are grouped.</param>
    public static IReadOnlyList<RunGroup> By(IEnumerable<RunRecord> runs, IReadOnlyList<string> names) =>
    [
        .. runs.GroupBy(run => string.Join('\n', names.Select(name => run[name]?.Text)))
            .Select(group => new RunGroup([.. names.Select(name => group.First()[name])], [.. group])),
    ];
}
