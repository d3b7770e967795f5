namespace Homeostat;

/// <summary>
/// A leaky integrate-and-fire neuron whose threshold jumps at each spike and falls back (Geisler &amp; Goldberg 1966, Biophys J
/// 6:53; Gerstner et al. 2014, Neuronal Dynamics, section 6.1). At a constant drive its rate adapts. Spikes arrive in
/// <c>ge</c> and <c>gi</c>; <c>I</c> is a constant drive, one value for each unit.
/// </summary>
public static class AdaptiveThreshold
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "adaptive-threshold", "leaky integrate-and-fire, with a threshold that jumps at each spike", "Geisler & Goldberg 1966, Biophys J 6", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (ge + gi + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dtheta/dt = (Vt - theta)/tautheta : volt   # threshold
        dge/dt = -ge/taue : volt                   # excitation
        dgi/dt = -gi/taui : volt                   # inhibition
        I : volt                                   # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms        # membrane time constant
        tautheta = 100*ms   # decay of the threshold
        taue = 5*ms         # decay of excitation
        taui = 10*ms        # decay of inhibition
        El = -60*mV         # resting potential
        Vt = -50*mV         # threshold of a unit that has not fired
        Vr = -60*mV         # reset potential
        jump = 2*mV         # rise of the threshold at a spike
        tref = 5*ms         # refractory period
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > theta",
            Reset = "v = Vr; theta += jump",
            Refractory = "tref",
            Initial = new Dictionary<string, string> { ["v"] = "El", ["theta"] = "Vt" },
        }.With(Defaults, parameters);
}
