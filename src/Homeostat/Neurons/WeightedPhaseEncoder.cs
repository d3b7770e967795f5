namespace Homeostat;

/// <summary>
/// An encoder that sends the intensity as a binary fraction, one bit in each step: bit k, whose value is 2⁻ᵏ, is a spike in the k-th step
/// of each cycle (Kim et al. 2018, Neurocomputing 311:373). <c>weight</c> is the value of a spike in the present step, which synapses deliver:
/// <c>ge += J*weight_pre</c>. <c>intensity</c>, from 0 to just below 1, is one value for each unit, which can be clamped to data; it is
/// read at the beginning of each cycle.
/// </summary>
public static class WeightedPhaseEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "weighted-phase", "encodes an intensity as a binary fraction, a bit a step", "Kim et al. 2018, Neurocomputing 311", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        now = rint(t/dt) % bits : 1                  # steps since the cycle began
        x = where(now < 0.5, intensity, rest) : 1    # what is still to be told, in units of the last bit
        rest : 1
        weight : 1                                   # what a spike counts
        intensity : 1                                # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 0.5
        weight = 0.5
        bits = 8        # length of a cycle in steps
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "2*x >= 1",
            OnStep = """
                rest = (2*x) % 1
                weight = where(now > bits - 1.5, 0.5, weight/2)
                """,
        }.With(Defaults, parameters);
}
