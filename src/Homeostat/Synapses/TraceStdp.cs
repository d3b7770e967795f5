namespace Homeostat;

/// <summary>
/// Plasticity that changes weights only at postsynaptic spikes, by a trace of the presynaptic spikes (Diehl &amp; Cook 2015, Front Comput
/// Neurosci 9:99, equation 3). The weight grows if the trace is above <c>xtar</c> and falls if it is below, so that inputs that rarely fire
/// before the unit does are disconnected from it. The change is smaller for weights near <c>wmax</c>, by a power law.
/// </summary>
public static class TraceStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-trace", "at postsynaptic spikes, the presynaptic trace against a target", "Diehl & Cook 2015, Front Comput Neurosci 9", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/taux : 1 (event-driven)   # of presynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.3          # weight to begin with
        wmax = 1         # largest weight
        taux = 20*ms     # decay of the trace
        eta = 0.01       # learning rate
        xtar = 0.4       # trace at which nothing changes
        mu = 0.2         # dependence on the weight
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
            OnPre = "x += 1",
            OnPost = "w = clip(w + eta*(x - xtar)*(wmax - w)**mu, 0, wmax)",
        }.Delivering(Defaults, parameters);
}
