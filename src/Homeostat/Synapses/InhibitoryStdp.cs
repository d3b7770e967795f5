namespace Homeostat;

/// <summary>
/// Plasticity of inhibitory synapses that brings the postsynaptic unit to a target rate (Vogels, Sprekeler, Zenke, Clopath &amp; Gerstner
/// 2011, Science 334:1569). Spikes that are close in time, in either order, strengthen the synapse; a presynaptic spike alone weakens it.
/// <c>J</c> must be negative if <c>gi</c> is a current.
/// </summary>
public static class InhibitoryStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-inhibitory", "inhibition that brings the postsynaptic unit to a rate", "Vogels et al. 2011, Science 334", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/tau : 1 (event-driven)  # of presynaptic spikes
        dy/dt = -y/tau : 1 (event-driven)  # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = -0.1*mV      # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0            # weight to begin with
        wmax = 100       # largest weight
        tau = 20*ms      # window
        goal = 5*Hz      # rate of the postsynaptic unit
        eta = 0.01       # learning rate
        """;

    /// <summary>Creates a projection with synapses of this model. Parameters that are not given have their default values.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.gi</c>; it is <c>gi</c> by default.</param>
    /// <param name="parameters">The values of parameters by name. J has the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, Equations)
        {
            OnPre = """
                x += 1
                w = clip(w + eta*(y - 2*goal*tau), 0, wmax)
                """,
            OnPost = """
                y += 1
                w = clip(w + eta*x, 0, wmax)
                """,
        }.Delivering(Defaults, parameters, target: "gi");
}
