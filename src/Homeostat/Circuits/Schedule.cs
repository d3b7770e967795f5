namespace Homeostat.Circuits;

/// <summary>Questions about a schedule that include phases nested in other phases.</summary>
internal static class Schedule
{
    /// <summary>All phases in the order in which they begin: a phase comes before the phases within it.</summary>
    public static IEnumerable<Phase> All(IEnumerable<Phase> schedule) =>
        schedule.SelectMany(phase => All(Within(phase)).Prepend(phase));

    /// <summary>The same schedule without its learning phases.</summary>
    public static IReadOnlyList<Phase> WithoutLearning(IEnumerable<Phase> schedule) =>
        [.. schedule.Where(phase => phase is not Learn).Select(phase => phase switch
        {
            Settle settle => settle with { Plastic = null },
            Repeat repeat => repeat with { Phases = WithoutLearning(repeat.Phases) },
            Over over => over with { Phases = WithoutLearning(over.Phases) },
            Try attempt => attempt with { Phases = WithoutLearning(attempt.Phases) },
            _ => phase,
        })];

    private static IReadOnlyList<Phase> Within(Phase phase) => phase switch
    {
        Repeat repeat => repeat.Phases,
        Over over => over.Phases,
        Try attempt => attempt.Phases,
        _ => [],
    };
}
