namespace Homeostat;

/// <summary>
/// Synapses that do not change: a presynaptic spike adds <c>J</c> to a variable of the postsynaptic unit. Where all have the
/// same strength, nothing is stored of it; with weights of their own, they add <c>J*w</c>.
/// </summary>
public static class StaticSynapse
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "static", "adds the same at every spike", "Vogels & Abbott 2005, J Neurosci 25", Create);

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV   # what a synapse adds, in the unit of what it adds to
        """;

    /// <summary>Synapses of equal strength, to a population or to one variable of it.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>ge</c> unless named: <c>cells.ge</c>.</param>
    /// <param name="parameters">J, in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, "").Delivering(Defaults, parameters, delivers: "J");

    /// <summary>Synapses with weights of their own.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>ge</c> unless named: <c>cells.ge</c>.</param>
    /// <param name="weights">The weights, as an expression of <c>i</c>, <c>j</c>, <c>rand()</c>, <c>randn()</c>.</param>
    /// <param name="parameters">J, in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter.</exception>
    public static Projection Weighted(
        string pre, string post, string weights, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, "w : 1 (weight)")
        {
            Initial = new Dictionary<string, string> { ["w"] = weights },
        }.Delivering(Defaults, parameters);
}
