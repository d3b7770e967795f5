namespace Homeostat.Substrates;

/// <summary>The moment at which a call of a plan is carried out.</summary>
/// <param name="Step">The number of time steps since the simulation began.</param>
/// <param name="Run">The number of plans that were run before.</param>
/// <param name="Round">The number of rounds of loops without time steps since the run began.</param>
internal readonly record struct PlanMoment(long Step, long Run, int Round)
{
    /// <summary>The moment as random generators count it.</summary>
    /// <param name="occurrence">The number of the draw within the schedule; null where the moment is the time step.</param>
    public ulong OfDraw(int? occurrence) => occurrence is { } draw ? DrawMoment.OfRun(Run, Round, draw) : (ulong)Step;
}
