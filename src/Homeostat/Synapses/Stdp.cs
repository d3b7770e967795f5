namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity, pairwise and additive, with hard bounds (Song, Miller &amp; Abbott 2000, Nat Neurosci
/// 3:919): every pair of a pre- and a postsynaptic spike changes the weight by an amount that decays exponentially with the
/// time between them, up if the presynaptic one came first. The traces live in the synapse, as in Brian.
/// </summary>
public static class Stdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp", "every pair of spikes adds to the weight or takes from it; hard bounds", "Song, Miller & Abbott 2000, Nat Neurosci 3", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dApre/dt = -Apre/taupre : 1 (event-driven)      # of presynaptic spikes
        dApost/dt = -Apost/taupost : 1 (event-driven)   # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5          # weight to begin with
        wmax = 1         # largest weight
        taupre = 20*ms   # window of potentiation
        taupost = 20*ms  # window of depression
        Aplus = 0.005    # largest potentiation by a pair
        Aminus = 0.00525 # largest depression by a pair
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
                w = clip(w - Apost, 0, wmax)
                """,
            OnPost = """
                Apost += Aminus
                w = clip(w + Apre, 0, wmax)
                """,
        }.Delivering(Defaults, parameters);
}
