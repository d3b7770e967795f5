namespace Homeostat;

/// <summary>
/// The leaky integrate-and-fire neuron with synaptic currents that rise and decay exponentially, the difference of two
/// exponentials (Roth &amp; van Rossum 2009, Modeling synapses, in De Schutter (ed.), Computational Modeling Methods for
/// Neuroscientists, section 6.2; time constants of AMPA and GABA receptors as in Brunel &amp; Wang 2003, J Neurophysiol 90:415).
/// A spike of strength J arrives in <c>ge</c> or <c>gi</c>, and the current it opens is J at its peak. Rise and decay must
/// differ; where they are equal the shape is that of <see cref="AlphaIntegrateAndFire"/>.
/// </summary>
public static class DoubleExponentialIntegrateAndFire
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "lif-double-exponential", "leaky integrate-and-fire, synaptic currents that rise and decay exponentially", "Brunel & Wang 2003, J Neurophysiol 90", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (Ie + Ii + I - (v - El))/taum : volt (unless refractory)   # membrane potential
        dIe/dt = peake*ge/risee - Ie/taue : volt   # excitatory current
        dge/dt = -ge/risee : volt                  # what opens it
        dIi/dt = peaki*gi/risei - Ii/taui : volt   # inhibitory current
        dgi/dt = -gi/risei : volt                  # what opens it
        peake = (taue/risee)**(risee/(taue - risee)) : 1   # makes the peak as high as the spike was strong
        peaki = (taui/risei)**(risei/(taui - risei)) : 1
        I : volt                                   # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        taum = 20*ms    # membrane time constant
        risee = 0.5*ms  # rise of excitation
        taue = 2*ms     # decay of excitation
        risei = 0.5*ms  # rise of inhibition
        taui = 5*ms     # decay of inhibition
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
