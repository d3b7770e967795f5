namespace Homeostat;

/// <summary>A panel of a biography: a quantity over a life.</summary>
/// <param name="Label">What it is, and its unit: written at the left.</param>
/// <param name="Ages">Ages, ascending.</param>
/// <param name="Series">Each curve's name, and a value for each age. A name may be empty.</param>
public sealed record LifePanel(string Label, double[] Ages, params (string Label, double[] Values)[] Series)
{
    /// <summary>The range in which life is possible, drawn as a band; an end may be infinite. Null for no band.</summary>
    public (double Low, double High)? Range { get; init; }
}
