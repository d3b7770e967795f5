namespace Homeostat;

/// <summary>The settings of <see cref="SyntheticGradients"/>.</summary>
public sealed record SyntheticGradientsOptions : DiscriminativeOptions;

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
        var circuit = Layered.Forward(Model.Name, layers, options, """
            error = diff(rate, z)*synthetic : 1
            miss = feedback - synthetic : 1
            synthetic, feedback : 1 (input)   # the error as predicted, and as it comes back
            """);
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, layer > 1 ? "feedback_pre = w*error_post : 1 (summed)" : ""));
            if (layer < layers.Count - 1)
            {
                // A label in one-of-n code holds a constant, so the module needs no bias.
                var hidden = Layered.Name(layer, layers.Count);
                circuit.Add(Module(hidden, hidden, "rate", options));
                circuit.Add(Module("output", hidden, "z", options));
            }
        }

        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, [new Measure(), new Learn()]);
    }

    // A module starts at zero but for a trace of chance, without which the first layers of a deep network would learn nothing in the first batches.
    private static Projection Module(string pre, string post, string sent, SyntheticGradientsOptions options) => Synapse.Learning(
        pre, post, $"synthetic_post = w*{sent}_pre : 1 (summed)", $"-mean(miss_post*{sent}_pre)", options.Optimizer, weights: "1e-6*randn()");
}
