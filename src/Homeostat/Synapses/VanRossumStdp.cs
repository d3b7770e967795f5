namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity with potentiation by a constant and depression by a fraction of the weight, both noisy (van
/// Rossum, Bi &amp; Turrigiano 2000, J Neurosci 20:8812). Weights need no upper bound; they are distributed around a mean. If <c>J</c> is
/// 1 nS, the weight is the conductance of the paper in nanosiemens.
/// </summary>
public static class VanRossumStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-van-rossum", "additive potentiation, multiplicative depression, noise; no upper bound", "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/tau : 1 (event-driven)  # of presynaptic spikes
        dy/dt = -y/tau : 1 (event-driven)  # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        tau = 20*ms      # window
        cp = 0.007       # potentiation by a pair
        cd = 0.003       # depression by a pair, as a fraction of the weight
        sigma = 0.015    # noise of a change, as a fraction of the weight
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
                x += 1
                w = maximum(w - (cd + sigma*randn())*w*y, 0)
                """,
            OnPost = """
                y += 1
                w = maximum(w + (cp + sigma*randn()*w)*x, 0)
                """,
        }.Delivering(Defaults, parameters);
}
