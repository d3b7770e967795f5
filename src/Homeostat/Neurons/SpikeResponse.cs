namespace Homeostat;

/// <summary>
/// The spike response model with escape noise (Gerstner &amp; Kistler 2002, Spiking Neuron Models, sections 4.2.3, "SRM0", and
/// 5.3): the potential <c>u</c> is the response <c>h</c> to what arrived, plus that to the last spike, <c>eta</c>; the unit fires
/// with a probability that grows exponentially with the distance of u from the threshold. Both responses are exponential here,
/// that to a synapse the difference of two. Potentials are relative to rest. Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c>
/// is a constant drive, one value a unit.
/// </summary>
public static class SpikeResponse
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "spike-response", "spike response model with escape noise (SRM0)", "Gerstner & Kistler 2002, Spiking Neuron Models", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        u = h + eta : volt                             # membrane potential
        rate = rho*exp((u - theta)/Deltau) : Hz        # how readily it fires
        dh/dt = (ge + gi + I - h)/taum : volt          # response to what arrives
        deta/dt = -eta/taueta : volt                   # response to the last spike
        dge/dt = -ge/taue : volt                       # excitation
        dgi/dt = -gi/taui : volt                       # inhibition
        I : volt                                       # resistance times external current
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        taum = 10*ms     # membrane time constant
        taue = 5*ms      # decay of excitation
        taui = 10*ms     # decay of inhibition
        taueta = 20*ms   # decay of what a spike leaves
        eta0 = -20*mV    # what a spike leaves
        theta = 10*mV    # threshold
        Deltau = 2*mV    # width of the threshold
        rho = 1/ms       # rate at the threshold
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            // 1 - exp(-x) as x*exprel(-x), which keeps its digits where x is small.
            Threshold = "rand() < rate*dt*exprel(-rate*dt)",
            Reset = "eta = eta0",
        }.With(Defaults, parameters);
}
