namespace Homeostat;

/// <summary>
/// Learning at postsynaptic spikes alone, from whether a presynaptic one came within a window before (Tavanaei, Masquelier &amp;
/// Maida 2018, Neural Networks 105:294, equation 18): up by <c>eta*(wmax - w*(1 + decay))</c> if it did, down by
/// <c>eta*w*(1 + decay)</c> if not, so that weights tend to the probability of it. <c>x</c> is 1 at a presynaptic spike, and 1/e
/// a window later.
/// </summary>
public static class EventStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-event", "at postsynaptic spikes, whether a presynaptic one came shortly before", "Tavanaei, Masquelier & Maida 2018, Neural Networks 105", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/window : 1 (event-driven)   # of the last presynaptic spike
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5          # weight to begin with
        wmax = 1         # largest weight
        window = 5*ms    # how long before a postsynaptic spike counts
        eta = 0.01       # learning rate
        decay = 0        # weight decay
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
            OnPre = "x = 1",
            OnPost = "w = clip(w + eta*(where(x > exp(-1), wmax, 0) - w*(1 + decay)), 0, wmax)",
        }.Delivering(Defaults, parameters);
}
