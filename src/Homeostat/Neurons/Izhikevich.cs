namespace Homeostat;

/// <summary>
/// Izhikevich's simple model of a spiking neuron (Izhikevich 2003, IEEE Trans Neural Networks 14:1569, equations 1 to 3). What
/// it does is set by a, b, c and d; the types of figure 2 are here as parameter sets. Spikes arrive in <c>v</c>; <c>I</c> is the
/// input in mV/ms, one value a unit (10 mV/ms in the figure).
/// </summary>
public static class Izhikevich
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "izhikevich", "Izhikevich's simple model; RS, IB, CH, FS, LTS, TC and RZ", "Izhikevich 2003, IEEE Trans Neural Networks 14", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dv/dt = 0.04*v**2/(ms*mV) + 5*v/ms + 140*mV/ms - u + I : volt   # membrane potential
        du/dt = a*(b*v - u) : volt/second   # recovery
        I : volt/second                     # input
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        a = 0.02/ms     # rate of recovery
        b = 0.2/ms      # what recovery takes from the potential
        c = -65*mV      # reset potential
        d = 8*mV/ms     # recovery added by a spike
        """;

    /// <summary>RS: excitatory cells of the cortex; fires at a rate that adapts.</summary>
    public static (string Name, Quantity Value)[] RegularSpiking => Type(0.02, 0.2, -65, 8);

    /// <summary>IB: a burst, then single spikes.</summary>
    public static (string Name, Quantity Value)[] IntrinsicallyBursting => Type(0.02, 0.2, -55, 4);

    /// <summary>CH: bursts of closely spaced spikes.</summary>
    public static (string Name, Quantity Value)[] Chattering => Type(0.02, 0.2, -50, 2);

    /// <summary>FS: inhibitory cells that fire fast and do not adapt.</summary>
    public static (string Name, Quantity Value)[] FastSpiking => Type(0.1, 0.2, -65, 2);

    /// <summary>LTS: inhibitory cells with a low threshold, which adapt.</summary>
    public static (string Name, Quantity Value)[] LowThresholdSpiking => Type(0.02, 0.25, -65, 2);

    /// <summary>TC: relay cells of the thalamus; tonic from rest, a rebound burst after inhibition.</summary>
    public static (string Name, Quantity Value)[] ThalamoCortical => Type(0.02, 0.25, -65, 0.05);

    /// <summary>RZ: damped oscillations below the threshold.</summary>
    public static (string Name, Quantity Value)[] Resonator => Type(0.1, 0.26, -65, 2);

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v >= 30*mV",
            Reset = "v = c; u += d",
            Initial = new Dictionary<string, string> { ["v"] = "-70*mV", ["u"] = "-70*mV*b" },
        }.With(Defaults, parameters);

    private static (string Name, Quantity Value)[] Type(double a, double b, double c, double d) =>
    [
        ("a", a / Units.Millisecond),
        ("b", b / Units.Millisecond),
        ("c", c * Units.Millivolt),
        ("d", d * Units.Millivolt / Units.Millisecond),
    ];
}
