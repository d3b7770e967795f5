namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity modulated by reward, with an eligibility trace (Florian 2007, Neural Comput 19:1468, "MSTDPET"):
/// pairs of spikes add to the eligibility <c>z</c>, and the weight changes by reward times eligibility, which for units that fire
/// stochastically is the direction in which the reward grows. <see cref="Modulated"/> must be applied to the postsynaptic population: it
/// gives the units the variable <c>reward</c>, which is positive, negative, or 0 if there is no reward. A reward that is set before a time step meets the eligibility that
/// the spikes of all earlier steps have left, as in the paper's discrete equations.
/// </summary>
public static class RewardModulatedStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-reward", "reward times eligibility (MSTDPET)", "Florian 2007, Neural Comput 19", Create)
    {
        Prepare = Modulated,
    };

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = gamma*reward_post*z/tauz : 1 (clock-driven)
        dz/dt = -z/tauz : 1 (clock-driven)              # eligibility
        dPpre/dt = -Ppre/taupre : 1 (event-driven)      # of presynaptic spikes
        dPpost/dt = -Ppost/taupost : 1 (event-driven)   # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
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
    /// Creates a copy of a population with a variable <c>reward</c> for each unit. It is set from outside or by synapses, and keeps its value
    /// until it is set again.
    /// </summary>
    /// <param name="population">The postsynaptic population.</param>
    public static Population Modulated(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return population with { Equations = $"{population.Equations}\nreward : 1" };
    }
}
