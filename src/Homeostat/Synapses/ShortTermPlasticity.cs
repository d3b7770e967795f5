namespace Homeostat;

/// <summary>
/// Short-term depression and facilitation (Tsodyks, Pawelzik &amp; Markram 1998, Neural Comput 10:821, equations 2.1 to 2.3;
/// Markram, Wang &amp; Tsodyks 1998, PNAS 95:5323). A spike raises the utilization <c>u</c> and uses the fraction u of the resources
/// <c>x</c>, which then recover. A spike delivers <c>J*u*x</c>, with the value of u after the spike and that of x before it.
/// </summary>
public static class ShortTermPlasticity
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "short-term", "depression and facilitation from spike to spike", "Tsodyks, Pawelzik & Markram 1998, Neural Comput 10", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        du/dt = -u/tauf : 1 (event-driven)         # utilization
        dx/dt = (1 - x)/taud : 1 (event-driven)    # resources
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        U = 0.5          # utilization by a spike after a long rest
        taud = 800*ms    # recovery of resources
        tauf = 1*ms      # decay of facilitation; so short, there is none
        """;

    /// <summary>The parameters of a facilitating synapse (figure 1B of the paper).</summary>
    public static (string Name, Quantity Value)[] Facilitating =>
        [("U", 0.03), ("taud", 130 * Units.Millisecond), ("tauf", 530 * Units.Millisecond)];

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
                u += U*(1 - u)
                x -= u*x
                """,
            Initial = new Dictionary<string, string> { ["x"] = "1" },
        }.Delivering(Defaults, parameters, delivers: "J*(u + U*(1 - u))*x");
}
