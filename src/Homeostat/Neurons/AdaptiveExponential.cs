namespace Homeostat;

/// <summary>
/// The adaptive exponential integrate-and-fire neuron (Brette &amp; Gerstner 2005, J Neurophysiol 94:3637, equations 1 to 3 and
/// table 1). A spike is cut off at VT + 5·ΔT, from where the rest of the upswing would take less than a tenth of a millisecond. Synapses
/// are exponential conductances; spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c> is an external current, one value for each unit.
/// </summary>
public static class AdaptiveExponential
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "adaptive-exponential", "adaptive exponential integrate-and-fire", "Brette & Gerstner 2005, J Neurophysiol 94", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (gl*(El - v) + gl*DeltaT*exp((v - VT)/DeltaT) - w + ge*(Ee - v) + gi*(Ei - v) + I)/C : volt   # membrane potential
        dw/dt = (a*(v - El) - w)/tauw : amp   # adaptation
        dge/dt = -ge/taue : siemens           # excitation
        dgi/dt = -gi/taui : siemens           # inhibition
        I : amp                               # external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        C = 281*pF      # membrane capacitance
        gl = 30*nS      # leak
        El = -70.6*mV   # resting potential
        VT = -50.4*mV   # threshold of a slow depolarization
        DeltaT = 2*mV   # sharpness of the upswing
        tauw = 144*ms   # adaptation time constant
        a = 4*nS        # adaptation to the potential
        b = 80.5*pA     # adaptation to a spike
        Vr = -70.6*mV   # reset potential
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        Ee = 0*mV       # reversal potential of excitation
        Ei = -80*mV     # reversal potential of inhibition
        """;

    /// <summary>The parameters of a bursting neuron, with a reset above the threshold and a fast, strong adaptation.</summary>
    public static (string Name, Quantity Value)[] Bursting =>
        [("tauw", 20 * Units.Millisecond), ("b", 500 * Units.Picoamp), ("Vr", -45.4 * Units.Millivolt)];

    /// <summary>The parameters of a regularly firing neuron, without adaptation to spikes.</summary>
    public static (string Name, Quantity Value)[] FastSpiking =>
        [("a", 2 * 281 * Units.Picofarad / (144 * Units.Millisecond)), ("b", 0 * Units.Picoamp)];

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > VT + 5*DeltaT",
            Reset = "v = Vr; w += b",
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
