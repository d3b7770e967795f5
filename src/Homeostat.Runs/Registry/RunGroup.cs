namespace Homeostat.Runs;

/// <summary>Runs that have some values in common, such as those of one model with several seeds.</summary>
/// <param name="Values">The common values, in the order of the names by which runs were grouped; null where the runs have none.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Results">The numbers of each result by its name, of the runs that have one.</param>
internal sealed record RunGroup(IReadOnlyList<RunValue?> Values, int Count, IReadOnlyDictionary<string, IReadOnlyList<double>> Results)
{
    /// <summary>The numbers of a result, of the runs that have it.</summary>
    /// <param name="result">The name of the result.</param>
    public IReadOnlyList<double> Numbers(string result) => Results.TryGetValue(result, out var numbers) ? numbers : [];

    /// <summary>Puts runs into a group.</summary>
    /// <param name="values">The common values.</param>
    /// <param name="runs">The runs.</param>
    public static RunGroup Of(IReadOnlyList<RunValue?> values, IReadOnlyCollection<RunRecord> runs) => new(
        values, runs.Count,
        runs.SelectMany(run => run.Results).Where(result => result.Value.Number is not null).GroupBy(result => result.Key)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<double>)[.. group.Select(result => result.Value.Number!.Value)]));
}
