namespace Homeostat;

/// <summary>
/// Izhikevich's simple model of a spiking neuron (Izhikevich 2003, IEEE Trans Neural Networks 14:1569, equations 1 to 3). The parameters
/// a, b, c and d determine its type of firing; the types of figure 2 are available as parameter sets. Spikes arrive in <c>v</c>; <c>I</c> is the
/// input in mV/ms, one value for each unit (10 mV/ms in the figure).
/// </summary>
public static class Izhikevich
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "izhikevich", "Izhikevich's simple model; RS, IB, CH, FS, LTS, TC and RZ", "Izhikevich 2003, IEEE Trans Neural Networks 14", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = 0.04*v**2/(ms*mV) + 5*v/ms + 140*mV/ms - u + I : volt   # membrane potential
        du/dt = a*(b*v - u) : volt/second   # recovery
        I : volt/second                     # input
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        a = 0.02/ms     # rate of recovery
        b = 0.2/ms      # what recovery takes from the potential
        c = -65*mV      # reset potential
        d = 8*mV/ms     # recovery added by a spike
        """;

    /// <summary>The parameters of RS (regular spiking): excitatory cells of the cortex, which fire at a rate that adapts.</summary>
    public static (string Name, Quantity Value)[] RegularSpiking => Type(0.02, 0.2, -65, 8);

    /// <summary>The parameters of IB (intrinsically bursting): cells that fire a burst and then single spikes.</summary>
    public static (string Name, Quantity Value)[] IntrinsicallyBursting => Type(0.02, 0.2, -55, 4);

    /// <summary>The parameters of CH (chattering): cells that fire bursts of closely spaced spikes.</summary>
    public static (string Name, Quantity Value)[] Chattering => Type(0.02, 0.2, -50, 2);

    /// <summary>The parameters of FS (fast spiking): inhibitory cells that fire fast and do not adapt.</summary>
    public static (string Name, Quantity Value)[] FastSpiking => Type(0.1, 0.2, -65, 2);

    /// <summary>The parameters of LTS (low-threshold spiking): inhibitory cells with a low threshold, which adapt.</summary>
    public static (string Name, Quantity Value)[] LowThresholdSpiking => Type(0.02, 0.25, -65, 2);

    /// <summary>The parameters of TC (thalamo-cortical): relay cells of the thalamus, which fire regularly from rest and fire a burst after inhibition ends.</summary>
    public static (string Name, Quantity Value)[] ThalamoCortical => Type(0.02, 0.25, -65, 0.05);

    /// <summary>The parameters of RZ (resonator): cells whose potential shows damped oscillations below the threshold.</summary>
    public static (string Name, Quantity Value)[] Resonator => Type(0.1, 0.26, -65, 2);

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
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
