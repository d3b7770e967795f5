namespace Homeostat;

/// <summary>
/// The intensity as a binary fraction, a bit a step: bit k, which counts 2⁻ᵏ, is a spike in the k-th step of each cycle (Kim et
/// al. 2018, Neurocomputing 311:373). <c>weight</c> is what a spike counts in the present step, for synapses to deliver:
/// <c>ge += J*weight_pre</c>. <c>intensity</c>, from 0 to just below 1, is one value a unit, which can be clamped to data; it is
/// read at the beginning of each cycle.
/// </summary>
public static class WeightedPhaseEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "weighted-phase", "encodes an intensity as a binary fraction, a bit a step", "Kim et al. 2018, Neurocomputing 311", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        now = rint(t/dt) % bits : 1                  # steps since the cycle began
        x = where(now < 0.5, intensity, rest) : 1    # what is still to be told, in units of the last bit
        rest : 1
        weight : 1                                   # what a spike counts
        intensity : 1                                # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 0.5
        weight = 0.5
        bits = 8        # length of a cycle in steps
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
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
