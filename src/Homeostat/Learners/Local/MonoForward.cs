namespace Homeostat;

/// <summary>The layers by which a network of local classifiers answers.</summary>
public enum LocalAnswer
{
    /// <summary>The classifier of the last hidden layer answers.</summary>
    Last,

    /// <summary>The logits of the classifiers of all hidden layers are added up.</summary>
    Sum,
}

/// <summary>The settings of <see cref="MonoForward"/>.</summary>
public sealed record MonoForwardOptions : DiscriminativeOptions
{
    /// <summary>The classifiers that answer.</summary>
    [Setting("Whether the classifier of the last layer answers, or the sum of the logits of all layers")]
    public LocalAnswer Classifiers { get; init; }
}

/// <summary>
/// Mono-Forward (Gong, Li &amp; Abdulla 2025). A matrix of each hidden layer turns its activity into logits, and the cross-entropy of these moves the
/// matrix and the synapses onto the layer. Nothing passes from a layer to the one before, so that a layer costs a forward product, an outer product and
/// two small products with its matrix. The matrix of the last hidden layer is the output.
/// </summary>
public static class MonoForward
{
    /// <summary>The entry of Mono-Forward in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "mono-forward",
        CreditAssignment.Local,
        "Mono-Forward: each layer learns from logits of its own, and nothing passes from a layer to the one before",
        "Gong, Li & Abdulla 2025, arXiv 2501.09238",
        new MonoForwardOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, MonoForwardOptions? options = null)
    {
        options ??= new MonoForwardOptions();
        Layered.Check(layers, options, hidden: 1, "each hidden layer learns from logits of its own");
        var isSum = options.Classifiers == LocalAnswer.Sum && layers.Count > 3;
        var circuit = Layered.Forward(
            Model.Name, layers, options, "error = diff(rate, z)*feedback : 1\nfeedback : 1 (input)",
            isSum ? "answer = prediction + earlier : 1\nearlier : 1 (input)" : "");
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, layer == layers.Count - 1 ? LocalClassifier.Teaching : ""));
        }

        LocalClassifier.AddTo(circuit, layers, options, upTo: layers.Count - 3);
        if (isSum)
        {
            circuit.Add(LocalClassifier.Names(layers.Count - 3).Select(name =>
                new Projection(name, "output", "earlier_post = prediction_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne }));
        }

        var learner = Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, [new Measure(), new Learn()]);
        return learner with
        {
            Train = [.. LocalClassifier.Clamps(layers.Count - 3), .. learner.Train],
            Readout = isSum ? "output.answer" : learner.Readout,
        };
    }
}
