namespace Homeostat;

/// <summary>The settings of <see cref="ContrastiveHebbian"/>.</summary>
public sealed record ContrastiveHebbianOptions : SymmetricOptions
{
    /// <summary>Creates the default settings.</summary>
    public ContrastiveHebbianOptions() => (Activation, Optimizer) = ("sigmoid(z)", Optimizer.Sgd(1));
}

/// <summary>
/// Contrastive Hebbian learning (Movellan 1991). A network of symmetric synapses settles with the image alone, and again with its output held at the label.
/// Synapses learn the products of activity at their ends in the second state, and unlearn those in the first.
/// </summary>
public static class ContrastiveHebbian
{
    /// <summary>The entry of contrastive Hebbian learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "chl",
        CreditAssignment.Energy,
        "contrastive Hebbian learning: Hebbian with the output held at the label, anti-Hebbian without",
        "Movellan 1991, Connectionist Models: Proceedings of the 1990 Summer School; Xie & Seung 2003, Neural Computation 15(2)",
        new ContrastiveHebbianOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ContrastiveHebbianOptions? options = null)
    {
        options ??= new ContrastiveHebbianOptions();
        var circuit = TwoPhaseNetwork.Circuit(Model, layers, options);
        SymmetricNetwork.Connect(
            circuit, layers, options, gradient: "-(mean(rate_post*rate_pre) - mean(minus_post*minus_pre))", fromGiven: "-mean(change_post*rate_pre)");
        return TwoPhaseNetwork.Learner(Model, circuit, layers, options);
    }
}
