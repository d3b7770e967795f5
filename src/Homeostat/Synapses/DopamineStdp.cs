namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity that depends on dopamine (Izhikevich 2007, Cereb Cortex 17:2443, equations 1 and 2, with the
/// constants of the network in the paper). Pairs of spikes leave an eligibility <c>c</c>, which decays with a time constant of a second.
/// The weight changes by the product of the eligibility and the dopamine concentration. <see cref="Modulated"/> must be applied to the
/// postsynaptic population: it gives the units the concentration <c>dopamine</c>. A reward is a spike that adds to it, as by a <see cref="StaticSynapse"/> to
/// <c>cells.dopamine</c>.
/// </summary>
public static class DopamineStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-dopamine", "pairs of spikes leave an eligibility, which dopamine turns into weight", "Izhikevich 2007, Cereb Cortex 17", Create)
    {
        Prepare = population => Modulated(population),
    };

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = c*dopamine_post/taus : 1 (clock-driven)
        dc/dt = -c/tauc : 1 (clock-driven)              # eligibility
        dApre/dt = -Apre/taupre : 1 (event-driven)      # of presynaptic spikes
        dApost/dt = -Apost/taupost : 1 (event-driven)   # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        wmax = 4         # largest weight
        taupre = 20*ms   # window of potentiation
        taupost = 20*ms  # window of depression
        Aplus = 0.1      # largest potentiation by a pair
        Aminus = 0.15    # largest depression by a pair
        tauc = 1*second  # decay of the eligibility
        taus = 10*ms     # time in which dopamine of 1 turns the eligibility into weight
        """;

    /// <summary>Creates a projection with synapses of this model. Parameters that are not given have their default values.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.ge</c>; it is <c>ge</c> by default.</param>
    /// <param name="parameters">The values of parameters by name. J has the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, Equations)
        {
            OnPre = """
                Apre += Aplus
                c -= Apost
                w = clip(w, 0, wmax)
                """,
            OnPost = """
                Apost += Aminus
                c += Apre
                w = clip(w, 0, wmax)
                """,
        }.Delivering(Defaults, parameters);

    /// <summary>Creates a copy of a population with a concentration <c>dopamine</c> for each unit, which is the same at all units if all receive the same spikes.</summary>
    /// <param name="population">The postsynaptic population.</param>
    /// <param name="parameters">The time constant <c>taud</c> (200 ms) of its decay.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Modulated(
        Population population, params ReadOnlySpan<(string Name, Quantity Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(population);
        var modulated = population with { Equations = $"{population.Equations}\nddopamine/dt = -dopamine/taud : 1" };
        return modulated.With("taud = 200*ms", parameters);
    }
}
