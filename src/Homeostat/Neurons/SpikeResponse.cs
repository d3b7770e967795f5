namespace Homeostat;

/// <summary>
/// The spike response model with escape noise (Gerstner &amp; Kistler 2002, Spiking Neuron Models, sections 4.2.3, "SRM0", and
/// 5.3). The potential <c>u</c> is the sum of the response <c>h</c> to the input and the response <c>eta</c> to the unit's own last spike. The
/// unit fires with a probability that grows exponentially with the difference between u and the threshold. The response to the own spike
/// is an exponential, that to a synapse the difference of two. Potentials are relative to rest. Spikes arrive in <c>ge</c> and <c>gi</c>; <c>I</c>
/// is a constant drive, one value for each unit.
/// </summary>
public static class SpikeResponse
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "spike-response", "spike response model with escape noise (SRM0)", "Gerstner & Kistler 2002, Spiking Neuron Models", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        u = h + eta : volt                             # membrane potential
        rate = rho*exp((u - theta)/Deltau) : Hz        # how readily it fires
        dh/dt = (ge + gi + I - h)/taum : volt          # response to what arrives
        deta/dt = -eta/taueta : volt                   # response to the last spike
        dge/dt = -ge/taue : volt                       # excitation
        dgi/dt = -gi/taui : volt                       # inhibition
        I : volt                                       # resistance times external current
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
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

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            // 1 - exp(-x) is written as x*exprel(-x), which is accurate for small x.
            Threshold = "rand() < rate*dt*exprel(-rate*dt)",
            Reset = "eta = eta0",
        }.With(Defaults, parameters);
}
