namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity with potentiation by a constant and depression by a fraction of the weight, both noisy (van
/// Rossum, Bi &amp; Turrigiano 2000, J Neurosci 20:8812): weights need no upper bound, and spread around a mean. The weight is the
/// paper's conductance in nanosiemens, where <c>J</c> is 1 nS.
/// </summary>
public static class VanRossumStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-van-rossum", "additive potentiation, multiplicative depression, noise; no upper bound", "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/tau : 1 (event-driven)  # of presynaptic spikes
        dy/dt = -y/tau : 1 (event-driven)  # of postsynaptic spikes
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        tau = 20*ms      # window
        cp = 0.007       # potentiation by a pair
        cd = 0.003       # depression by a pair, as a fraction of the weight
        sigma = 0.015    # noise of a change, as a fraction of the weight
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
                x += 1
                w = maximum(w - (cd + sigma*randn())*w*y, 0)
                """,
            OnPost = """
                y += 1
                w = maximum(w + (cp + sigma*randn()*w)*x, 0)
                """,
        }.Delivering(Defaults, parameters);
}
