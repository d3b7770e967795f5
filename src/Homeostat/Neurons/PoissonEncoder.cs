namespace Homeostat;

/// <summary>
/// Independent Poisson spike trains (Dayan &amp; Abbott 2001, Theoretical Neuroscience, section 1.4), at the rate
/// <c>intensity*rate</c>. <c>intensity</c> is one value for each unit, which can be clamped to data. A unit fires at most once in a time
/// step, so the rate must be well below one spike per step.
/// </summary>
public static class PoissonEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "poisson", "encodes an intensity as the rate of a Poisson process", "Dayan & Abbott 2001, Theoretical Neuroscience", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        intensity : 1   # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 1
        rate = 10*Hz    # rate of a unit of intensity 1
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < intensity*rate*dt" }.With(Defaults, parameters);
}
