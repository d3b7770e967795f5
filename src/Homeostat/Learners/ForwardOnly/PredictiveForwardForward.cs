namespace Homeostat;

/// <summary>
/// Predictive forward-forward (Ororbia &amp; Mali 2022). A recurrent network, whose layers learn to be silent for right labels and active for wrong ones,
/// and a generator, which learns to predict each layer from the one above it, learn together in every step.
/// </summary>
public static class PredictiveForwardForward
{
    /// <summary>The entry of predictive forward-forward in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "pff",
        CreditAssignment.ForwardOnly,
        "predictive forward-forward: a recurrent network that tells right from wrong labels, with a generator that predicts its layers",
        "Ororbia & Mali 2022, arXiv 2301.01452",
        new PredictiveForwardForwardOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least two are hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two hidden layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PredictiveForwardForwardOptions? options = null)
    {
        options ??= new PredictiveForwardForwardOptions();
        Layered.Check(layers, options, hidden: 2, "the image enters the first, the label the last");
        var hidden = GoodnessLayers.Hidden(layers);
        var parts = new PredictiveParts(layers, options);

        IEnumerable<Phase> Noise(double value) => GoodnessLayers.Set(hidden, "noisy", value);
        Phase[] begin = [.. hidden.Select(layer => new Act("begin", layer))];
        Phase[] step = [new Act("step"), new Act("advance")];
        return new Learner(Model.Name, parts.Circuit(Model.Name))
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("label.z", Learner.Label), new Clamp("output.z", Learner.Label),
                .. Noise(1), new Act("draw"), .. begin, new Act("wake"),
                new Repeat(
                    options.Steps,
                    new Act("step"), new Act("step_wrong"), new Learn { Projections = parts.Network },
                    new Act("dream"), new Learn { Projections = parts.Generator }, new Act("think"), new Act("advance")),
                new Measure(),
            ],
            Test =
            [
                new Clamp("input.rate", Learner.Image), .. Noise(0), .. begin,

                // What counts is how silent the layers are in the last two of half the steps and one.
                new Try(
                    "label.z", "output.score", new Act("restart"), new Repeat(Math.Max(0, (options.Steps / 2) - 1), step), new Repeat(2, [new Act("step"), new Act("weigh"), new Act("advance")]))
                { Of = "judge.total" },

                // The generator paints the image from the last hidden layer alone.
                new Act("recall"), .. hidden.Reverse().Skip(1).Select(layer => new Act("imagine", layer)),
            ],
            Readout = "output.score",
            Reconstruction = "input.painted",
            Features = $"{hidden[^1]}.start",
            Source = Model.Source,
        };
    }
}
