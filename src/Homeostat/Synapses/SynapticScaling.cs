namespace Homeostat;

/// <summary>
/// Homeostatic scaling of all weights of a unit by the same factor, until it fires at a rate (Turrigiano et al. 1998, Nature
/// 391:892; the rule of van Rossum, Bi &amp; Turrigiano 2000, J Neurosci 20:8812, dw/dt = βw(a* - a), with the spikes themselves in
/// place of their running mean a, which for a small β is the same): weights grow all the time, and each postsynaptic spike
/// takes off a part of each.
/// </summary>
public static class SynapticScaling
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "scaling", "all weights of a unit scaled until it fires at a rate", "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = beta*goal*w : 1 (event-driven)
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        wmax = 100       # largest weight
        goal = 5*Hz      # rate of the postsynaptic unit
        beta = 4e-5      # part of the weight that a postsynaptic spike takes off
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
            OnPre = "w = minimum(w, wmax)",
            OnPost = "w *= exp(-beta)",
        }.Delivering(Defaults, parameters);
}
