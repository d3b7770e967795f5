namespace Homeostat;

/// <summary>
/// Plasticity of inhibitory synapses that brings the postsynaptic unit to a rate (Vogels, Sprekeler, Zenke, Clopath &amp; Gerstner
/// 2011, Science 334:1569): spikes that are close in time, in whatever order, strengthen the synapse, and a presynaptic one alone
/// weakens it. <c>J</c> is negative where <c>gi</c> is a current.
/// </summary>
public static class InhibitoryStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-inhibitory", "inhibition that brings the postsynaptic unit to a rate", "Vogels et al. 2011, Science 334", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/tau : 1 (event-driven)  # of presynaptic spikes
        dy/dt = -y/tau : 1 (event-driven)  # of postsynaptic spikes
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = -0.1*mV      # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0            # weight to begin with
        wmax = 100       # largest weight
        tau = 20*ms      # window
        goal = 5*Hz      # rate of the postsynaptic unit
        eta = 0.01       # learning rate
        """;

    /// <summary>Synapses with these parameters, the others at their defaults, to a population or to one variable of it.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>gi</c> unless named: <c>cells.gi</c>.</param>
    /// <param name="parameters">Parameters by name; J is in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
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
