namespace Homeostat;

/// <summary>
/// The leaky integrate-and-fire neuron with exponential synaptic conductances (Brette et al. 2007, J Comput Neurosci 23:349,
/// appendix B, benchmark 1 "COBA", after Vogels &amp; Abbott 2005, J Neurosci 25:10786). Spikes arrive in <c>ge</c> and
/// <c>gi</c>; <c>I</c> is an external current, one value a unit.
/// </summary>
public static class ConductanceIntegrateAndFire
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "lif-conductance", "leaky integrate-and-fire, exponential synaptic conductances", "Brette et al. 2007, J Comput Neurosci 23", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) + I)/C : volt (unless refractory)   # membrane potential
        dge/dt = -ge/taue : siemens   # excitation
        dgi/dt = -gi/taui : siemens   # inhibition
        I : amp                       # external current
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        C = 200*pF      # membrane capacitance
        gl = 10*nS      # leak
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        El = -60*mV     # resting potential
        Ee = 0*mV       # reversal potential of excitation
        Ei = -80*mV     # reversal potential of inhibition
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
