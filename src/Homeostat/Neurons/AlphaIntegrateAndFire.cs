namespace Homeostat;

/// <summary>
/// The leaky integrate-and-fire neuron with synaptic currents that follow an alpha function, (t/τ)·exp(1 - t/τ) (Rall 1967, J
/// Neurophysiol 30:1138). A spike of strength J arrives in <c>ge</c> or <c>gi</c>, and the current <c>Ie</c> or <c>Ii</c> it
/// opens reaches its peak J after one time constant. Everything else is as in <see cref="LeakyIntegrateAndFire"/>.
/// </summary>
public static class AlphaIntegrateAndFire
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "lif-alpha", "leaky integrate-and-fire, synaptic currents that follow an alpha function", "Rall 1967, J Neurophysiol 30", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (Ie + Ii + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dIe/dt = (exp(1)*ge - Ie)/taue : volt   # excitatory current
        dge/dt = -ge/taue : volt                # what opens it
        dIi/dt = (exp(1)*gi - Ii)/taui : volt   # inhibitory current
        dgi/dt = -gi/taui : volt                # what opens it
        I : volt                                # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        taue = 2*ms     # time to the peak of excitation
        taui = 5*ms     # time to the peak of inhibition
        El = -60*mV     # resting potential
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        tref = 5*ms     # refractory period
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        IntegrateAndFire.Create(name, size, Equations, Defaults, parameters);
}
