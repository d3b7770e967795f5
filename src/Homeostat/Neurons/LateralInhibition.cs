namespace Homeostat;

/// <summary>
/// The competing units of Diehl &amp; Cook 2015, Front Comput Neurosci 9:99, equations 1 and 2: leaky integrate-and-fire neurons
/// with conductances in units of the leak. Thresholds rise a little with each spike, so that every unit fires in the long run, and each
/// unit inhibits all others. In the paper the inhibition passes through a second population with one inhibitory unit for each unit;
/// here it arrives without delay: a spike adds <c>strength</c> to <c>gi</c> of all other units. Spikes arrive in <c>ge</c>.
/// </summary>
public static class LateralInhibition
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "lateral-inhibition", "units with rising thresholds of which each inhibits all others", "Diehl & Cook 2015, Front Comput Neurosci 9", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (El - v + ge*(Ee - v) + gi*(Ei - v))/taum : volt (unless refractory)   # membrane potential
        dge/dt = -ge/taue : 1                # excitation
        dgi/dt = -gi/taui : 1                # inhibition
        dtheta/dt = -theta/tautheta : volt   # how much the threshold has risen
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 100*ms          # membrane time constant
        taue = 1*ms            # decay of excitation
        taui = 2*ms            # decay of inhibition
        tautheta = 10000*second   # decay of the threshold
        El = -65*mV            # resting potential
        Ee = 0*mV              # reversal potential of excitation
        Ei = -100*mV           # reversal potential of inhibition
        Vt = -52*mV            # threshold to begin with
        Vr = -65*mV            # reset potential
        rise = 0.05*mV         # rise of the threshold at a spike
        strength = 17          # inhibition of the others by a spike
        tref = 5*ms            # refractory period
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > Vt + theta",
            Reset = "v = Vr; theta += rise",
            Refractory = "tref",
            OnStep = "gi += strength*(sum(spikes) - spikes)",
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(Defaults, parameters);
}
