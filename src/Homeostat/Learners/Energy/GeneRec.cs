namespace Homeostat;

/// <summary>The settings of <see cref="GeneRec"/>.</summary>
public sealed record GeneRecOptions : SymmetricOptions
{
    /// <summary>Creates the default settings.</summary>
    public GeneRecOptions() => (Activation, Optimizer) = ("sigmoid(z)", Optimizer.Sgd(1));

    /// <summary>The weights through which activity returns. With <see cref="Feedback.Learned"/> they learn by the same rule in the other direction.</summary>
    [Setting("Activity returns through the transposed weights, or through weights of its own")]
    public Feedback Feedback { get; init; }

    /// <summary>Whether presynaptic activity is the mean of the two phases (the midpoint method) and not that of the first.</summary>
    [Setting("Whether presynaptic activity is the mean of the two phases, and not that of the first")]
    public bool Midpoint { get; init; }
}

/// <summary>
/// Generalized recirculation (O'Reilly 1996). A network with activity in both directions settles with the image alone, and again with its output held at the
/// label. The difference of the two states of a unit stands for its error: each synapse learns this difference times the presynaptic activity.
/// </summary>
public static class GeneRec
{
    /// <summary>The entry of generalized recirculation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "generec",
        CreditAssignment.Energy,
        "generalized recirculation: the error of a unit is how its activity changes when the output is held at the label",
        "O'Reilly 1996, Neural Computation 8(5)",
        new GeneRecOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, GeneRecOptions? options = null)
    {
        options ??= new GeneRecOptions();
        var isTied = options.Feedback == Feedback.Tied;
        var circuit = TwoPhaseNetwork.Circuit(Model, layers, options);
        var gradient = $"-mean(change_post*{(options.Midpoint ? "midpoint" : "minus")}_pre)";
        SymmetricNetwork.Connect(circuit, layers, options, gradient, fromGiven: "-mean(change_post*rate_pre)", isTied);
        for (var layer = 2; !isTied && layer < layers.Count; layer++)
        {
            circuit.Add(Synapse.Learning(
                Layered.Name(layer, layers.Count), Layered.Name(layer - 1, layers.Count), "back_post = w*rate_pre : 1 (summed)",
                gradient, SymmetricNetwork.OptimizerOf(layer, options), options.Weights, selection: options.Selection));
        }

        return TwoPhaseNetwork.Learner(Model, circuit, layers, options);
    }
}
