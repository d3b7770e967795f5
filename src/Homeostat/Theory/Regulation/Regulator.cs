namespace Homeostat;

/// <summary>A regulator that is a map: to each disturbance its response.</summary>
/// <param name="Responses">[disturbance] the response.</param>
/// <param name="Left">What it leaves of the disturbance: a number of outcomes, or their entropy in nats.</param>
public sealed record Regulator(IReadOnlyList<int> Responses, double Left);
