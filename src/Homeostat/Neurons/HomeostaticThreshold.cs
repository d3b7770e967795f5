namespace Homeostat;

/// <summary>
/// A leaky integrate-and-fire neuron with intrinsic plasticity: its threshold falls all the time and rises at each spike, so
/// that in the long run it fires at the rate <c>goal</c>, whatever drives it (Lazar, Pipa &amp; Triesch 2009, Front Comput
/// Neurosci 3:23, the rule for thresholds; after Desai, Rutherford &amp; Turrigiano 1999, Nat Neurosci 2:515). Spikes arrive in
/// <c>ge</c> and <c>gi</c>; <c>I</c> is a constant drive, one value for each unit.
/// </summary>
public static class HomeostaticThreshold
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "homeostatic-threshold", "leaky integrate-and-fire, with a threshold that keeps it at a rate", "Lazar, Pipa & Triesch 2009, Front Comput Neurosci 3", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (ge + gi + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dtheta/dt = -eta*goal : volt   # threshold
        dge/dt = -ge/taue : volt       # excitation
        dgi/dt = -gi/taui : volt       # inhibition
        I : volt                       # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms     # membrane time constant
        taue = 5*ms      # decay of excitation
        taui = 10*ms     # decay of inhibition
        El = -60*mV      # resting potential
        Vt = -50*mV      # threshold to begin with
        Vr = -60*mV      # reset potential
        goal = 10*Hz     # rate it settles to
        eta = 0.1*mV     # rise of the threshold at a spike
        tref = 5*ms      # refractory period
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > theta",
            Reset = "v = Vr; theta += eta",
            Refractory = "tref",
            Initial = new Dictionary<string, string> { ["v"] = "El", ["theta"] = "Vt" },
        }.With(Defaults, parameters);
}
