namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity that waits for dopamine (Izhikevich 2007, Cereb Cortex 17:2443, equations 1 and 2; constants
/// of the network published with it): pairs of spikes leave an eligibility <c>c</c>, which decays within a second, and the weight
/// changes by it as far as there is dopamine. The postsynaptic population is to be made <see cref="Modulated"/>, which gives its
/// units the concentration <c>dopamine</c>; a reward is a spike that adds to it, as by <see cref="StaticSynapse"/> to
/// <c>cells.dopamine</c>.
/// </summary>
public static class DopamineStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-dopamine", "pairs of spikes leave an eligibility, which dopamine turns into weight", "Izhikevich 2007, Cereb Cortex 17", Create)
    {
        Prepare = population => Modulated(population),
    };

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = c*dopamine_post/taus : 1 (clock-driven)
        dc/dt = -c/tauc : 1 (clock-driven)              # eligibility
        dApre/dt = -Apre/taupre : 1 (event-driven)      # of presynaptic spikes
        dApost/dt = -Apost/taupost : 1 (event-driven)   # of postsynaptic spikes
        """;

    /// <summary>The parameters.</summary>
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

    /// <summary>Synapses with these parameters, the others at their defaults, to a population or to one variable of it.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>ge</c> unless named: <c>cells.ge</c>.</param>
    /// <param name="parameters">Parameters by name; J is in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
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

    /// <summary>The population with a concentration <c>dopamine</c>, the same at all units if all get the same.</summary>
    /// <param name="population">The postsynaptic population.</param>
    /// <param name="parameters">The time constant <c>taud</c> (200 ms) of its decay.</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Modulated(
        Population population, params ReadOnlySpan<(string Name, Quantity Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(population);
        var modulated = population with { Equations = $"{population.Equations}\nddopamine/dt = -dopamine/taud : 1" };
        return modulated.With("taud = 200*ms", parameters);
    }
}
