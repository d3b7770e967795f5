namespace Homeostat;

/// <summary>
/// The leaky integrate-and-fire neuron with exponential synaptic currents, as the change of potential they drive (Lapicque
/// 1907; Brette et al. 2007, J Comput Neurosci 23:349, appendix B, benchmark 2 "CUBA", after Vogels &amp; Abbott 2005, J
/// Neurosci 25:10786). Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c> is a constant drive, one value for each unit.
/// </summary>
public static class LeakyIntegrateAndFire
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "lif", "leaky integrate-and-fire, exponential synaptic currents", "Brette et al. 2007, J Comput Neurosci 23", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (ge + gi + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dge/dt = -ge/taue : volt   # excitation
        dgi/dt = -gi/taui : volt   # inhibition
        I : volt                   # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
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
