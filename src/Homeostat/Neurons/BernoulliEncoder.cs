namespace Homeostat;

/// <summary>
/// A spike in each step with the probability <c>intensity*p</c>, whatever the step is (rate coding in the sense of Eshraghian et
/// al. 2023, Proc IEEE 111:1016, section III-A). <c>intensity</c>, from 0 to 1, is one value a unit, which can be clamped to data.
/// </summary>
public static class BernoulliEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "bernoulli", "encodes an intensity as the probability of a spike in a step", "Eshraghian et al. 2023, Proc IEEE 111", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        intensity : 1   # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 1
        p = 1           # probability of a spike at intensity 1
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < intensity*p" }.With(Defaults, parameters);
}
