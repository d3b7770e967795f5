namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity whose changes depend on the weight (Gütig, Aharonov, Rotter &amp; Sompolinsky 2003, J
/// Neurosci 23:3697, equations 1 and 2): potentiation by (1 - w) to the power mu, depression by w to the power mu. With mu = 0 it
/// is additive as in <see cref="Stdp"/>; with mu = 1 it is multiplicative, with soft bounds (Rubin, Lee &amp; Sompolinsky 2001, Phys
/// Rev Lett 86:364). With mu between 0 and 1 it can distinguish correlated inputs without driving weights to the bounds.
/// </summary>
public static class SoftBoundStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-soft", "changes that depend on the weight, from additive to multiplicative", "Gütig et al. 2003, J Neurosci 23", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)                     # from 0 to 1
        dx/dt = -x/tau : 1 (event-driven)  # of presynaptic spikes
        dy/dt = -y/tau : 1 (event-driven)  # of postsynaptic spikes
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5          # weight to begin with
        tau = 20*ms      # window
        lambda = 0.005   # learning rate
        alpha = 1.05     # depression by potentiation
        mu = 0.02        # dependence on the weight
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
                w = clip(w - lambda*alpha*w**mu*y, 0, 1)
                """,
            OnPost = """
                y += 1
                w = clip(w + lambda*(1 - w)**mu*x, 0, 1)
                """,
        }.Delivering(Defaults, parameters);
}
