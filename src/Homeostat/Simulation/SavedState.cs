namespace Homeostat;

/// <summary>The state of a simulation at a moment.</summary>
/// <param name="Step">Time steps taken.</param>
/// <param name="Values">
/// Every stored variable's values, row after row; exact for both number types. For each event of a population, under
/// <c>population.event/sample</c>, the spikes that are still under way: step, unit, step, unit, ...
/// </param>
public sealed record SavedState(long Step, IReadOnlyDictionary<string, double[]> Values);
