namespace Homeostat;

/// <summary>
/// Independent Poisson spike trains (Dayan &amp; Abbott 2001, Theoretical Neuroscience, section 1.4), at the rate
/// <c>intensity*rate</c>. <c>intensity</c> is one value a unit, which can be clamped to data. At most one spike a step: the rate
/// must stay well below one a step.
/// </summary>
public static class PoissonEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "poisson", "encodes an intensity as the rate of a Poisson process", "Dayan & Abbott 2001, Theoretical Neuroscience", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        intensity : 1   # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 1
        rate = 10*Hz    # rate of a unit of intensity 1
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < intensity*rate*dt" }.With(Defaults, parameters);
}
