namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity modulated by reward, with an eligibility trace (Florian 2007, Neural Comput 19:1468, "MSTDPET"):
/// pairs of spikes add to the eligibility <c>z</c>, and the weight follows reward times eligibility, which for units that
/// fire stochastically is the direction in which reward grows. The postsynaptic population is to be made <see cref="Modulated"/>,
/// which gives its units the <c>reward</c>: positive, negative, or 0 when there is none.
/// </summary>
public static class RewardModulatedStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-reward", "reward times eligibility (MSTDPET)", "Florian 2007, Neural Comput 19", Create)
    {
        Prepare = Modulated,
    };

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = gamma*reward_post*z/tauz : 1 (clock-driven)
        dz/dt = -z/tauz : 1 (clock-driven)              # eligibility
        dPpre/dt = -Ppre/taupre : 1 (event-driven)      # of presynaptic spikes
        dPpost/dt = -Ppost/taupost : 1 (event-driven)   # of postsynaptic spikes
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        wmax = 5         # largest weight
        taupre = 20*ms   # window of potentiation
        taupost = 20*ms  # window of depression
        Aplus = 1        # what a presynaptic spike leaves for postsynaptic ones
        Aminus = -1      # what a postsynaptic spike leaves for presynaptic ones
        tauz = 25*ms     # decay of the eligibility
        gamma = 0.625    # learning rate
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
                Ppre += Aplus
                z += Ppost
                w = clip(w, 0, wmax)
                """,
            OnPost = """
                Ppost += Aminus
                z += Ppre
                w = clip(w, 0, wmax)
                """,
        }.Delivering(Defaults, parameters);

    /// <summary>
    /// The population with a <c>reward</c>, the same at all units if all get the same; it stays as it is set, from outside or
    /// by synapses, until it is set again.
    /// </summary>
    /// <param name="population">The postsynaptic population.</param>
    public static Population Modulated(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return population with { Equations = $"{population.Equations}\nreward : 1" };
    }
}
