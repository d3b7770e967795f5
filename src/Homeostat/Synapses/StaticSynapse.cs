namespace Homeostat;

/// <summary>
/// Synapses that do not change. A presynaptic spike adds <c>J</c> to a variable of the postsynaptic unit; if each synapse has its own
/// weight, it adds <c>J*w</c>. Synapses of equal strength need no memory for it.
/// </summary>
public static class StaticSynapse
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "static", "adds the same at every spike", "Vogels & Abbott 2005, J Neurosci 25", Create);

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        J = 1*mV   # what a synapse adds, in the unit of what it adds to
        """;

    /// <summary>Creates a projection with synapses of equal strength.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.ge</c>; it is <c>ge</c> by default.</param>
    /// <param name="parameters">The value of J, in the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, "").Delivering(Defaults, parameters, delivers: "J");

    /// <summary>Creates a projection in which each synapse has its own weight.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.ge</c>; it is <c>ge</c> by default.</param>
    /// <param name="weights">The expression for the weights; it can use <c>i</c>, <c>j</c>, <c>rand()</c> and <c>randn()</c>.</param>
    /// <param name="parameters">The value of J, in the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name.</exception>
    public static Projection Weighted(
        string pre, string post, string weights, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, "w : 1 (weight)")
        {
            Initial = new Dictionary<string, string> { ["w"] = weights },
        }.Delivering(Defaults, parameters);
}
