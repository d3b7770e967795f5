namespace Homeostat;

/// <summary>
/// An encoder that fires in each time step with the probability <c>intensity*p</c>, whatever the size of the step is (rate coding in the sense of Eshraghian et
/// al. 2023, Proc IEEE 111:1016, section III-A). <c>intensity</c>, from 0 to 1, is one value for each unit, which can be clamped to data.
/// </summary>
public static class BernoulliEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "bernoulli", "encodes an intensity as the probability of a spike in a step", "Eshraghian et al. 2023, Proc IEEE 111", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        intensity : 1   # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 1
        p = 1           # probability of a spike at intensity 1
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "rand() < intensity*p" }.With(Defaults, parameters);
}
