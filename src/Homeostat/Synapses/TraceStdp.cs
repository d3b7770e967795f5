namespace Homeostat;

/// <summary>
/// Learning at postsynaptic spikes alone, from a trace of the presynaptic ones (Diehl &amp; Cook 2015, Front Comput Neurosci 9:99,
/// equation 3): the weight moves up if the trace is above <c>xtar</c> and down if it is below, so inputs that rarely come before
/// the unit fires are disconnected from it. The nearer to <c>wmax</c>, the smaller the change, by a power law.
/// </summary>
public static class TraceStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-trace", "at postsynaptic spikes, the presynaptic trace against a target", "Diehl & Cook 2015, Front Comput Neurosci 9", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/taux : 1 (event-driven)   # of presynaptic spikes
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.3          # weight to begin with
        wmax = 1         # largest weight
        taux = 20*ms     # decay of the trace
        eta = 0.01       # learning rate
        xtar = 0.4       # trace at which nothing changes
        mu = 0.2         # dependence on the weight
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
            OnPre = "x += 1",
            OnPost = "w = clip(w + eta*(x - xtar)*(wmax - w)**mu, 0, wmax)",
        }.Delivering(Defaults, parameters);
}
