namespace Homeostat.Runs;

/// <summary>The comparison of groups of lives: their survival curves, mean lives, causes of death, and the log-rank test against the first group.</summary>
/// <param name="Curves">The survival curve of each group.</param>
/// <param name="Groups">The lifetimes of each group.</param>
internal sealed record LifeComparison(IReadOnlyList<KaplanMeier> Curves, IReadOnlyList<GroupSurvival> Groups)
{
    /// <summary>Compares groups, also while their lives go on.</summary>
    /// <param name="groups">The name of each group, and the outcome of each of its lives.</param>
    /// <param name="until">The age in steps up to which individuals that are alive were watched.</param>
    public static LifeComparison Of(IReadOnlyList<(string Name, IReadOnlyList<LifeOutcome> Outcomes)> groups, long until)
    {
        KaplanMeier[] curves = [.. groups.Select(group => KaplanMeier.Of(Lifetimes.Of(group.Outcomes)))];
        return new(curves, [.. groups.Select((group, n) =>
        {
            var curve = curves[n];
            var (mean, error) = curve.RestrictedMean(curve.Lives.Alive.Count > 0 ? until : null);
            var test = n == 0 ? null : LogRankTest.Of(curves[0].Lives, curve.Lives);
            return new GroupSurvival(
                group.Name, curve.Lives.Count, curve.Lives.Alive.Count, mean, error, curve.Median.Age, test?.ChiSquare, test?.P,
                group.Outcomes.Where(o => o.Died).GroupBy(o => Kind(o.CauseOfDeath!)).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count()));
        })]);
    }

    // Without the number, by which no two deaths are alike.
    private static string Kind(string cause) => cause.Split(" is ") is [var what, var value] && value.Contains(',', StringComparison.Ordinal)
        ? $"{what} {value[(value.IndexOf(',', StringComparison.Ordinal) + 2)..]}" : cause.Split(" has fallen")[0];
}
