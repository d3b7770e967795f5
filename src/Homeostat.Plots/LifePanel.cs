namespace Homeostat;

/// <summary>A panel of a biography: how something went over a life.</summary>
/// <param name="Label">What it is, and its unit: written at the left.</param>
/// <param name="Ages">Ages, ascending.</param>
/// <param name="Series">Each curve's name, and a value for each age. A name may be empty.</param>
public sealed record LifePanel(string Label, double[] Ages, params (string Label, double[] Values)[] Series)
{
    /// <summary>Where it is to stay for life to go on, drawn as a band; an end may be infinite. Null for none.</summary>
    public (double Low, double High)? Range { get; init; }
}
