namespace Homeostat;

/// <summary>
/// Short-term depression and facilitation (Tsodyks, Pawelzik &amp; Markram 1998, Neural Comput 10:821, equations 2.1 to 2.3;
/// Markram, Wang &amp; Tsodyks 1998, PNAS 95:5323): a spike raises the utilization <c>u</c>, and uses that part of the resources
/// <c>x</c>, which recover. It adds <c>J*u*x</c>, with u after the spike and x before it.
/// </summary>
public static class ShortTermPlasticity
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "short-term", "depression and facilitation from spike to spike", "Tsodyks, Pawelzik & Markram 1998, Neural Comput 10", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        du/dt = -u/tauf : 1 (event-driven)         # utilization
        dx/dt = (1 - x)/taud : 1 (event-driven)    # resources
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        U = 0.5          # utilization by a spike after a long rest
        taud = 800*ms    # recovery of resources
        tauf = 1*ms      # decay of facilitation; so short, there is none
        """;

    /// <summary>A facilitating synapse (figure 1B of the paper).</summary>
    public static (string Name, Quantity Value)[] Facilitating =>
        [("U", 0.03), ("taud", 130 * Units.Millisecond), ("tauf", 530 * Units.Millisecond)];

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
                u += U*(1 - u)
                x -= u*x
                """,
            Initial = new Dictionary<string, string> { ["x"] = "1" },
        }.Delivering(Defaults, parameters, delivers: "J*(u + U*(1 - u))*x");
}
