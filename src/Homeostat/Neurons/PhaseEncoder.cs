namespace Homeostat;

/// <summary>
/// One spike in each cycle of an oscillation, at a phase that tells the intensity: the stronger, the earlier (Hopfield 1995,
/// Nature 376:33; hippocampal precession: O'Keefe &amp; Recce 1993, Hippocampus 3:317). The phase is linear here: intensity 1 fires
/// at the beginning of the cycle, small ones towards its end, and 0 not at all (nor what is nearer to it than half a step). <c>intensity</c>, from 0 to 1, is one value a
/// unit, which can be clamped to data.
/// </summary>
public static class PhaseEncoder
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "phase", "encodes an intensity as the phase of a spike in a cycle", "Hopfield 1995, Nature 376", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        now = rint(t/dt) % rint(period/dt) : 1   # steps since the cycle began
        intensity : 1                            # what is encoded, from 0 to 1
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        intensity = 1
        period = 25*ms    # a cycle; 40 Hz, the gamma rhythm
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations) { Threshold = "now == rint((1 - intensity)*rint(period/dt))" }.With(Defaults, parameters);
}
