namespace Homeostat;

/// <summary>
/// Homeostatic scaling of all weights of a unit by the same factor, until the unit fires at a target rate (Turrigiano et al. 1998, Nature
/// 391:892). The rule is that of van Rossum, Bi &amp; Turrigiano 2000, J Neurosci 20:8812, dw/dt = βw(a* - a), with the spikes themselves
/// in place of their running mean a, which is equivalent for a small β: weights grow all the time, and each postsynaptic spike reduces
/// every weight by a fraction.
/// </summary>
public static class SynapticScaling
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "scaling", "all weights of a unit scaled until it fires at a rate", "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        dw/dt = beta*goal*w : 1 (event-driven)
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 1            # weight to begin with
        wmax = 100       # largest weight
        goal = 5*Hz      # rate of the postsynaptic unit
        beta = 4e-5      # part of the weight that a postsynaptic spike takes off
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
            OnPre = "w = minimum(w, wmax)",
            OnPost = "w *= exp(-beta)",
        }.Delivering(Defaults, parameters);
}
