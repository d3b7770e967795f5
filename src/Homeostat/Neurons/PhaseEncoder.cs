namespace Homeostat;

/// <summary>
/// An encoder that fires one spike in each cycle of an oscillation, at an earlier phase for a stronger intensity (Hopfield 1995,
/// Nature 376:33; hippocampal precession: O'Keefe &amp; Recce 1993, Hippocampus 3:317). The phase is linear in the intensity: intensity 1
/// fires at the beginning of the cycle and a small intensity towards its end. Intensity 0, and one so small that its spike would come less
/// than half a step before the end of the cycle, does not fire. <c>intensity</c>, from 0 to 1, is one value for
/// each unit, which can be clamped to data.
/// </summary>
public static class PhaseEncoder
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "phase", "encodes an intensity as the phase of a spike in a cycle", "Hopfield 1995, Nature 376", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        now = rint(t/dt) % rint(period/dt) : 1   # steps since the cycle began
        intensity : 1                            # what is encoded, from 0 to 1
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        intensity = 1
        period = 25*ms    # a cycle; 40 Hz, the gamma rhythm
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "now == rint((1 - intensity)*rint(period/dt))" }.With(Defaults, parameters);
}
