namespace Homeostat;

/// <summary>
/// Neural generative coding (Ororbia &amp; Kifer 2022). Causes at the top predict the layers below them, down to the image. Errors travel up by synapses of their own, are weighted
/// with a precision that layers learn, and move states, which compete in groups. Every synapse learns from the two values at its ends. Causes that are drawn give images.
/// </summary>
/// <remarks>
/// The four models of the paper are settings of one circuit: <see cref="NeuralGenerativeCodingOptions"/>. With <see cref="NeuralGenerativeCodingOptions.Labels"/> the circuit
/// also learns classes, tells them, and dreams of a given one.
/// </remarks>
public static class NeuralGenerativeCoding
{
    private const string Paper = "Ororbia & Kifer 2022, Nature Communications 13, 2064";
    private const string RaoBallardPaper = "Rao & Ballard 1999, Nature Neuroscience 2";

    /// <summary>The entry of the circuit with skips, GNCN-PDH, in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Entry("ngc", "neural generative coding (GNCN-PDH): learned feedback, precision, competition, skips; dreams", new());

    /// <summary>The entry of GNCN-t2-LΣ, the circuit without skips, in <see cref="ModelCatalog"/>.</summary>
    public static Model Lateral { get; } = Entry("ngc-t2", "neural generative coding without skips (GNCN-t2-LΣ)", new() { Skips = false });

    /// <summary>The entry of GNCN-t1-Σ, the circuit of Friston, in <see cref="ModelCatalog"/>.</summary>
    public static Model Friston { get; } = Entry("ngc-t1-sigma", "Friston's predictive coding with learned precision (GNCN-t1-Σ)", NeuralGenerativeCodingOptions.Friston);

    /// <summary>The entry of GNCN-t1, the circuit of Rao and Ballard, in <see cref="ModelCatalog"/>.</summary>
    public static Model Rao { get; } = Entry("ngc-t1", "Rao and Ballard's predictive coding with a sparse prior (GNCN-t1)", NeuralGenerativeCodingOptions.Rao);

    /// <summary>The entry of the circuit that also learns from replays, in <see cref="ModelCatalog"/>.</summary>
    public static Model Replaying { get; } = Entry("ngc-replay", "neural generative coding (GNCN-PDH) that also learns from replays of what it has seen, and remembers states", new() { Replay = true, Causes = UnitValue.States }, $"our own, after {Paper}");

    /// <summary>The entry of Rao and Ballard's circuit with its own settings, in <see cref="ModelCatalog"/>.</summary>
    public static Model RaoBallard { get; } = Entry(
        "rao-ballard", "Rao and Ballard's circuit as it stands: 20 steps, a strong sparse prior, gray pixels", NeuralGenerativeCodingOptions.RaoBallard, RaoBallardPaper);

    /// <summary>The entry of the circuit whose topmost causes predict the class beside the image, in <see cref="ModelCatalog"/>.</summary>
    public static Model Joint { get; } = Entry("ngc-joint", "neural generative coding of images and classes: the topmost causes predict both", new() { Labels = Labels.Joint });

    /// <summary>The entry of the circuit whose topmost causes are predicted by the class, in <see cref="ModelCatalog"/>.</summary>
    public static Model Conditional { get; } = Entry("ngc-label", "neural generative coding with the class on top, which predicts the topmost causes", new() { Labels = Labels.Conditional });

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">
    /// The number of units in each layer, the image first and the topmost causes last; with <see cref="NeuralGenerativeCodingOptions.Labels"/>, the number of classes comes after them.
    /// </param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or three with labels, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, NeuralGenerativeCodingOptions? options = null) => Create(Model.Name, layers, options ?? new());

    private static Model Entry(string name, string description, NeuralGenerativeCodingOptions defaults, string paper = Paper) => Model.Of(
        name, CreditAssignment.Discrepancy, description, paper, defaults, (layers, options) => Create(name, layers, options) with { Source = paper },
        classifies: defaults.Labels != Labels.None);

    private static Learner Create(string name, IReadOnlyList<int> layers, NeuralGenerativeCodingOptions options)
    {
        var hasLabels = options.Labels != Labels.None;
        Layered.CheckUnsupervised(layers, options, hasLabels ? 3 : 2, most: int.MaxValue, $"causes are needed that the image can come from{(hasLabels ? ", and the last size is the number of classes" : "")}");
        var parts = new GenerativeParts(hasLabels ? [.. layers.SkipLast(1)] : layers, options);
        var labels = new GenerativeLabels(options, parts.Hidden[^1]);
        var circuit = parts.Circuit(name);
        if (hasLabels)
        {
            circuit.Add(labels.Classes(layers[^1]));
            circuit.Add(labels.Synapses());
        }

        var below = parts.Hidden.SkipLast(1).Reverse().ToArray();
        Phase[] begin = [new Clamp("input.z", Learner.Image), .. parts.Hidden.Select(layer => new Set($"{layer}.z")), .. options.Replay ? below.Select(layer => new Set($"{layer}.lost")) : []];
        Phase[] settle =
        [
            // In the first step of the published program only errors are computed, since all of them begin at zero.
            new Settle(options.Steps - 1),
            new Measure(),
        ];
        Phase[] replay = options.Replay ? [.. below.Select(layer => new Act("replay", layer)), new Learn { Projections = GenerativeParts.Replayed(circuit) }] : [];
        var cause = new Clamp($"{parts.Hidden[^1]}.z", Learner.Cause);
        return new Learner(name, circuit)
        {
            // At rest there is nothing to learn: weights are only brought within their bounds, and the whitening factors are computed.
            Begin = [new Learn()],
            Train = [.. begin, .. labels.Known, .. settle, new Learn(), .. replay],
            Test = [.. begin, .. labels.Unknown, .. settle, .. labels.Tell],
            Dream = [cause, .. below.Select(layer => new Act("imagine", layer))],
            Complete = [new Clamp("input.visible", Learner.Visible), .. begin, .. labels.Unknown, .. settle],
            Recognize = hasLabels ? [cause, .. labels.Unknown, .. labels.Tell] : [],
            Readout = labels.Readout,
            Reconstruction = "input.expected",
            Features = $"{parts.Hidden[^1]}.rate",
            Causes = options.Causes == UnitValue.States ? $"{parts.Hidden[^1]}.z" : null,
            DescendsEnergy = parts.DescendsEnergy,
            Divergence = "Neural generative coding diverges where states settle too fast or errors are amplified. Make the settling rate (rate) smaller, or the norm of weights (norm).",
            Selection = options.Selection,
            Source = Paper,
        };
    }
}
