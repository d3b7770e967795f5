namespace Homeostat;

/// <summary>
/// The leaky integrate-and-fire neuron with synaptic currents that follow an alpha function, (t/τ)·exp(1 - t/τ) (Rall 1967, J
/// Neurophysiol 30:1138). A spike of strength J arrives in <c>ge</c> or <c>gi</c>, and the current <c>Ie</c> or <c>Ii</c> it
/// opens is J at its peak, the time constant later. All else is as in <see cref="LeakyIntegrateAndFire"/>.
/// </summary>
public static class AlphaIntegrateAndFire
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "lif-alpha", "leaky integrate-and-fire, synaptic currents that follow an alpha function", "Rall 1967, J Neurophysiol 30", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dv/dt = (Ie + Ii + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dIe/dt = (exp(1)*ge - Ie)/taue : volt   # excitatory current
        dge/dt = -ge/taue : volt                # what opens it
        dIi/dt = (exp(1)*gi - Ii)/taui : volt   # inhibitory current
        dgi/dt = -gi/taui : volt                # what opens it
        I : volt                                # resistance times external current
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        taue = 2*ms     # time to the peak of excitation
        taui = 5*ms     # time to the peak of inhibition
        El = -60*mV     # resting potential
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        tref = 5*ms     # refractory period
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        IntegrateAndFire.Create(name, size, Equations, Defaults, parameters);
}
