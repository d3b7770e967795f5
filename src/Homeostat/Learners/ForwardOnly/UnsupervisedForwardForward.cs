namespace Homeostat;

/// <summary>
/// The forward-forward algorithm without labels (Hinton 2022). Layers learn to be active for images and silent for hybrids, in which regions of one image are
/// replaced by those of another. The other image is the one that the same row of the batch held before, which the input remembers: since samples come in
/// random order, it is a random partner. A softmax learns to read the layers with labels.
/// </summary>
public static class UnsupervisedForwardForward
{
    /// <summary>The entry of the unsupervised forward-forward algorithm in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "ff-unsup",
        CreditAssignment.ForwardOnly,
        "unsupervised forward-forward: layers learn to be active for images and silent for hybrids of two; a softmax reads them",
        "Hinton 2022, arXiv 2212.13345",
        new UnsupervisedForwardForwardOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden. The input is a square image.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, the input is no square, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, UnsupervisedForwardForwardOptions? options = null)
    {
        options ??= new UnsupervisedForwardForwardOptions();
        Layered.Check(layers, options, hidden: 1, "the goodness is that of hidden layers");
        var side = (int)Math.Round(Math.Sqrt(layers[0]));
        if (side * side != layers[0])
        {
            throw new HomeostatException(
                $"The input of {layers[0]} units is no square image, and the model '{Model.Name}' blurs a mask over rows and columns. Give a square of pixels, "
                + $"as in {side * side},{string.Join(",", layers.Skip(1))}.");
        }

        var hidden = GoodnessLayers.Hidden(layers);
        IEnumerable<Phase> Side(double value) => GoodnessLayers.Set(hidden, "side", value);
        string[] onto = [$"input_to_{hidden[0]}", .. hidden.Skip(1).Select((layer, before) => $"{hidden[before]}_to_{layer}"), .. hidden.Select(layer => $"bias_to_{layer}")];
        Phase[] clamped = [new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label)];
        Phase[] right =
            [.. Side(1), new Act("show"), .. GoodnessRule.Compare(layers, options), GoodnessRule.LearnReadout(layers), new Measure()];
        Phase[] wrong = [.. Side(-1), new Act("noise"), new Repeat(options.Blur, new Act("blur")), new Act("mix")];
        var (learn, remember) = (new Learn { Projections = onto }, new Act("remember"));
        return new Learner(Model.Name, Circuit(layers, options, hidden, side))
        {
            Train = options.Wake == 0
                ? [.. clamped, .. right, new Learn { Projections = onto, Update = false }, .. wrong, learn, remember]
                : [.. clamped, .. right, learn, remember],
            Alternation = options.Wake == 0 ? null : new Alternation(options.Wake, [clamped[0], .. wrong, new Measure(), learn, remember]),
            Test = [clamped[0], new Act("show"), new Probe("output.prediction")],
            Readout = "output.prediction",
            Features = $"{hidden[^1]}.sent",
            Source = Model.Source,
        };
    }

    private static Circuit Circuit(IReadOnlyList<int> layers, UnsupervisedForwardForwardOptions options, string[] hidden, int side)
    {
        var circuit = new Circuit(Model.Name)
        {
            new Population("mask", layers[0], """
                m : 1   # smooth noise
                around : 1 (input)
                """)
            { Actions = new Dictionary<string, string> { ["noise"] = "m = randn()", ["blur"] = "m = around" } },
            new Population("input", layers[0], $"""
                rate : 1         # pixels
                before : 1       # pixels of the image before
                m : 1 (linked)
                shown : 1        # the image or a hybrid
                sent = {GoodnessLayers.Sent(RowScale.MeanSquare, "shown")} : 1
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["show"] = "shown = rate", ["mix"] = "shown = where(m > 0, rate, before)", ["remember"] = "before = rate",
                },
                Links = new Dictionary<string, string> { ["m"] = "mask.m" },
            },
        };
        for (var layer = 1; layer < layers.Count - 1; layer++)
        {
            circuit.Add(GoodnessRule.Layer(hidden[layer - 1], layers[layer], GoodnessForm.Sum, options.Peers));
        }

        circuit.Add(new Population("output", layers[^1], """
            z : 1   # the target
            error = z - softmax(prediction) : 1
            prediction : 1 (input)
            """));
        circuit.Add(new Population("bias", 1, "sent = 1 : 1   # always on"));

        // The mean over a pixel and its neighbors; zeros around the image do not favor either image, because the noise has mean 0.
        circuit.Add(new Projection("mask", "mask", "around_post = m_pre/9 : 1 (summed)")
        {
            Connectivity = Connectivity.Convolution(side, side, kernel: 3, filters: 1, padding: 1),
        });
        for (var layer = 0; layer < hidden.Length; layer++)
        {
            circuit.Add(GoodnessRule.Onto(layer == 0 ? "input" : hidden[layer - 1], hidden[layer], options));
        }

        circuit.Add(hidden.SelectMany(layer => GoodnessRule.Bias(layer, options)));
        circuit.Add(GoodnessRule.Readout(layers, options));
        return circuit;
    }
}
