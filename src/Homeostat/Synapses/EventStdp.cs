namespace Homeostat;

/// <summary>
/// Plasticity that changes weights only at postsynaptic spikes (Tavanaei, Masquelier &amp; Maida 2018, Neural Networks 105:294, equation
/// 18). The weight grows by <c>eta*(wmax - w*(1 + decay))</c> if a presynaptic spike came within a window before, and falls by
/// <c>eta*w*(1 + decay)</c> otherwise, so that weights tend to the probability of such a presynaptic spike. The trace <c>x</c> is 1 at a
/// presynaptic spike and 1/e one window later.
/// </summary>
public static class EventStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-event", "at postsynaptic spikes, whether a presynaptic one came shortly before", "Tavanaei, Masquelier & Maida 2018, Neural Networks 105", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dx/dt = -x/window : 1 (event-driven)   # of the last presynaptic spike
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5          # weight to begin with
        wmax = 1         # largest weight
        window = 5*ms    # how long before a postsynaptic spike counts
        eta = 0.01       # learning rate
        decay = 0        # weight decay
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
            OnPre = "x = 1",
            OnPost = "w = clip(w + eta*(where(x > exp(-1), wmax, 0) - w*(1 + decay)), 0, wmax)",
        }.Delivering(Defaults, parameters);
}
