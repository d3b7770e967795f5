namespace Homeostat;

/// <summary>The settings of <see cref="SyntheticGradients"/>.</summary>
public sealed record SyntheticGradientsOptions : DiscriminativeOptions
{
    /// <summary>
    /// Whether what reaches a unit is brought to mean 0 and variance 1 over the batch, and then scaled and shifted by a learned gain and bias, as in the paper. Without
    /// it, networks of three hidden layers or more learn badly, because the activity grows faster than the modules can follow.
    /// </summary>
    [Setting("Whether each unit is normalized over the batch before its activation")]
    public bool BatchNormalization { get; init; } = true;
}

/// <summary>
/// Decoupled neural interfaces with synthetic gradients (Jaderberg et al. 2017). A linear module of each hidden layer predicts, from the activity of
/// the layer and the label, the error that will come back to it, and the layer learns from the prediction without waiting. The module learns from
/// the error that comes back, which for all but the last hidden layer is itself computed from the next layer's prediction.
/// </summary>
public static class SyntheticGradients
{
    /// <summary>The entry of synthetic gradients in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "dni",
        CreditAssignment.Local,
        "synthetic gradients: each layer learns from a prediction of the error that will come back to it",
        "Jaderberg, Czarnecki, Osindero, Vinyals, Graves, Silver & Kavukcuoglu 2017, ICML, arXiv 1608.05343",
        new SyntheticGradientsOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, SyntheticGradientsOptions? options = null)
    {
        options ??= new SyntheticGradientsOptions();
        Layered.Check(layers, options, hidden: 1, "a module predicts the error that comes back to a hidden layer");
        var hidden = Enumerable.Range(1, layers.Count - 2).Select(layer => Layered.Name(layer, layers.Count)).ToArray();
        var circuit = new Circuit(Model.Name) { new Population("input", layers[0], "rate : 1   # pixels") };
        foreach (var (k, name) in hidden.Index())
        {
            circuit.Add(Hidden(name, layers[k + 1], options));
        }

        circuit.Add(Layered.Classifier("output", layers[^1], options.Output));
        if (options.Bias || options.BatchNormalization)
        {
            circuit.Add(Layered.AlwaysOn);
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var isNormalized = options.BatchNormalization && layer < layers.Count - 1;
            circuit.Add(Layered.Onto(layer, layers, isNormalized ? options with { Bias = false } : options, layer > 1 ? "feedback_pre = w*error_post : 1 (summed)" : ""));
            if (isNormalized)
            {
                circuit.Add(BatchNormalization.Synapses(hidden[layer - 1], options.Optimizer, options.Bias));
            }
        }

        foreach (var name in hidden)
        {
            // A label in one-of-n code holds a constant, so the module needs no bias.
            circuit.Add(Module(name, name, "rate", options));
            circuit.Add(Module("output", name, "z", options));
        }

        string[] weights = [.. circuit.Projections.Where(p => p.OnUpdate.Length > 0).Select(p => p.Name)];
        IEnumerable<Phase> Normalize(Func<string, IEnumerable<Phase>> phases) => options.BatchNormalization ? hidden.SelectMany(phases) : [];
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), .. Normalize(BatchNormalization.Forward), new Measure(),
                .. Normalize(name => [BatchNormalization.Backward(name)]), new Learn { Projections = weights },
            ],
            Test = [new Clamp("input.rate", Learner.Image), .. Normalize(BatchNormalization.Answer)],
            Readout = "output.prediction",
            Features = $"{hidden[^1]}.rate",
            Source = Model.Source,
            Selection = options.Selection,
        };
    }

    private static Population Hidden(string name, int size, SyntheticGradientsOptions options) => new(name, size, Layered.Lines(
        options.BatchNormalization ? BatchNormalization.Unit : "z = prediction : 1\nerror = slope : 1",
        $"""
        rate = {options.Activation} : 1
        slope = diff(rate, z)*synthetic : 1
        miss = feedback - synthetic : 1
        prediction : 1 (input)
        synthetic, feedback : 1 (input)   # the error as predicted, and as it comes back
        """,
        options.Selection?.UnitEquations ?? ""));

    // A module starts at zero but for a trace of chance, without which the first layers of a deep network would learn nothing in the first batches.
    private static Projection Module(string pre, string post, string sent, SyntheticGradientsOptions options) => Synapse.Learning(
        pre, post, $"synthetic_post = w*{sent}_pre : 1 (summed)", $"-mean(miss_post*{sent}_pre)", options.Optimizer, weights: "1e-6*randn()");
}
