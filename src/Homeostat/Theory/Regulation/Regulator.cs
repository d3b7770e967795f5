namespace Homeostat;

/// <summary>A regulator that is a map from each disturbance to a response.</summary>
/// <param name="Responses">The number of the response to each disturbance.</param>
/// <param name="Left">The variety of the outcomes that it leaves: their number, or their entropy in nats.</param>
public sealed record Regulator(IReadOnlyList<int> Responses, double Left);
