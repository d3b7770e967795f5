namespace Homeostat;

/// <summary>
/// Generative predictive coding (Rao &amp; Ballard 1999). The causes in the top layer predict the layer below, and so on down to the
/// image. States settle from zero while only the image is clamped. Synapses change in proportion to the error times the cause. The
/// model learns without labels and reconstructs images.
/// </summary>
public static class GenerativePredictiveCoding
{
    /// <summary>The entry of generative predictive coding in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "generative-pc",
        CreditAssignment.Discrepancy,
        "generative predictive coding: causes at the top predict the image; learns without labels and reconstructs",
        "Rao & Ballard 1999, Nature Neuroscience 2",
        new GenerativePredictiveCodingOptions(),
        Create,
        classifies: false);

    // The sweep goes from the causes down: it gives the image that causes stand for.
    private const string Imagined = "z = prediction";

    /// <summary>
    /// Creates a learner from a circuit of layers. The image that causes stand for is the probe <c>image.prediction</c> after the causes are
    /// clamped, <c>new Clamp("causes.z", "cause")</c>, and swept.
    /// </summary>
    /// <param name="layers">The number of units in each layer, the image first and the causes last.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, GenerativePredictiveCodingOptions? options = null)
    {
        options ??= new GenerativePredictiveCodingOptions();
        Layered.Check(layers, options);
        var constants = new Dictionary<string, Quantity>
        {
            ["tau"] = 1e-3 / options.Rate * Units.Second,
            ["prior"] = options.Prior,
        };
        var circuit = new Circuit("generative predictive coding")
        {
            new Population("image", layers[0], """
                z : 1                      # pixels
                error = z - prediction : 1
                F = error**2/2 : 1 (energy)
                prediction : 1 (input)
                """)
            {
                OnSweep = Imagined,
            },
        };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var isTop = layer == layers.Count - 1;
            circuit.Add(new Population(Name(layer), layers[layer], isTop
                ? $"""
                dz/dt = (diff(rate, z)*feedback - prior*z)/tau : 1
                rate = {options.Activation} : 1
                F = prior*z**2/2 : 1 (energy)
                feedback : 1 (input)
                """
                : $"""
                dz/dt = (diff(rate, z)*feedback - error - prior*z)/tau : 1
                error = z - prediction : 1
                rate = {options.Activation} : 1
                F = error**2/2 + prior*z**2/2 : 1 (energy)
                prediction : 1 (input)
                feedback : 1 (input)
                {options.Selection?.UnitEquations}
                """)
            {
                OnSweep = isTop ? "" : Imagined,
                Constants = constants,
                Method = "euler",
            });
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (cause, effect) = (Name(layer), Name(layer - 1));
            var forward = "prediction_post = w*rate_pre : 1 (summed)";
            var backward = options.Feedback == Feedback.Tied ? "feedback_pre = w*error_post : 1 (summed)" : "";
            circuit.Add(Synapse.Learning(
                cause, effect, $"{forward}\n{backward}", "-mean(error_post*rate_pre)", options.Optimizer, options.Weights,
                selection: options.Selection));
            if (options.Feedback == Feedback.Learned)
            {
                circuit.Add(Synapse.Learning(
                    effect, cause, "feedback_post = w*error_pre : 1 (summed)", "-mean(rate_post*error_pre)",
                    options.Optimizer, options.Weights, selection: options.Selection));
            }
        }

        var settle = new List<Phase> { new Clamp("image.z", Learner.Image) };
        settle.AddRange(Enumerable.Range(1, layers.Count - 1).Select(layer => new Set($"{Name(layer)}.z")));
        settle.Add(new Settle(options.Steps) { Order = options.Order, Tolerance = options.Tolerance });
        settle.Add(new Measure());
        return new Learner("generative-pc", circuit)
        {
            Train = [.. settle, new Learn()],
            Test = settle,
            Reconstruction = "image.prediction",
            Features = $"{Name(layers.Count - 1)}.z",
            DescendsEnergy = true,
            Selection = options.Selection,
            Source = "Rao & Ballard 1999, Nature Neuroscience 2, equations 7 and 9",
        };

        string Name(int layer) => layer == 0 ? "image" : layer == layers.Count - 1 ? "causes" : $"hidden{layer}";
    }
}
