namespace Homeostat;

/// <summary>
/// Discriminative predictive coding (Whittington &amp; Bogacz 2017). Each layer predicts the next one. A forward sweep initializes the
/// states. Image and label are clamped while the other states settle to the minimum of the free energy, half the sum of the squared
/// prediction errors. Then each synapse changes by the product of the error at one end and the activity at the other end.
/// </summary>
public static class PredictiveCoding
{
    /// <summary>The entry of predictive coding in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "pc",
        CreditAssignment.Discrepancy,
        "predictive coding: states settle to minimize prediction errors, then each synapse follows the error it sees",
        "Whittington & Bogacz 2017, Neural Computation 29(5)",
        new PredictiveCodingOptions(),
        Create);

    private const string Signal = "signal = scale*rate : 1";

    private const string Paper = "Whittington & Bogacz 2017, Neural Computation 29(5), equations 2.13, 2.16, 2.19";

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PredictiveCodingOptions? options = null)
    {
        options ??= new PredictiveCodingOptions();
        var circuit = Circuit("predictive coding", layers, options, options.Rate, options.Feedback);

        // Without a hidden layer all states are clamped, so no state can settle.
        Phase[] settle = layers.Count == 2
            ? []
            : [new Settle(options.Steps) { Order = options.Order, Tolerance = options.Tolerance }];
        return Settled("pc", circuit, layers, options, Paper, [.. settle, new Measure(), new Learn()]);
    }

    internal static Circuit Circuit(string name, IReadOnlyList<int> layers, PredictiveOptions options, double rate, Feedback feedback)
    {
        Layered.Check(layers, options);
        var isScaled = options.Scaling == SignalScaling.Depth;
        var circuit = new Circuit(name)
        {
            new Population("input", layers[0], isScaled ? $"rate : 1   # pixels\n{Signal}" : "rate : 1   # pixels") { Constants = ConstantsOf(0) },
        };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var isOutput = layer == layers.Count - 1;
            circuit.Add(new Population(Layered.Name(layer, layers.Count), layers[layer], isOutput ? Output(options) : Hidden(options, IsPassedOn(layer)))
            {
                // A swept state has no error, so a state that is not clamped stays where the sweep has put it.
                OnSweep = isOutput && options.Output == OutputModel.Categorical ? "z = softmax(prediction)" : "z = prediction",
                Method = "euler",
                Constants = ConstantsOf(layer),
            });
        }

        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        var weights = isScaled && options.Weights == Synapse.GlorotUniform ? "randn()" : options.Weights;
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count));
            var sent = isScaled ? "signal" : "rate";
            var gradient = $"-mean(error_post*{sent}_pre)";
            var forward = $"prediction_post = w*{sent}_pre : 1 (summed)";
            var backward = layer > 1 && feedback == Feedback.Tied ? "feedback_pre = w*error_post : 1 (summed)" : "";
            circuit.Add(Synapse.Learning(pre, post, $"{forward}\n{backward}", gradient, options.Optimizer, weights, selection: options.Selection));
            if (layer > 1 && feedback == Feedback.Learned)
            {
                circuit.Add(Synapse.Learning(
                    post, pre, "feedback_post = w*error_pre : 1 (summed)", $"-mean({sent}_post*error_pre)",
                    options.Optimizer, weights, selection: options.Selection));
            }

            if (IsPassedOn(layer - 1))
            {
                circuit.Add(new Projection(pre, post, "prediction_post = z_pre : 1 (summed)\npassed_pre = error_post : 1 (summed)")
                {
                    Name = $"{pre}_passed_to_{post}",
                    Connectivity = Connectivity.OneToOne,
                });
            }

            if (options.Bias)
            {
                circuit.Add(Synapse.Learning("bias", post, "prediction_post = w*rate_pre : 1 (summed)", "-mean(error_post*rate_pre)", options.Optimizer, weights: "0"));
            }
        }

        return circuit;

        // Whether the states of a layer are also added to the predictions for the next one.
        bool IsPassedOn(int layer) => isScaled && layer > 0 && layer + 2 < layers.Count && layers[layer] == layers[layer + 1];

        Dictionary<string, Quantity> ConstantsOf(int layer)
        {
            var constants = new Dictionary<string, Quantity>();
            if (layer > 0)
            {
                constants["tau"] = 1e-3 / rate * Units.Second;
            }

            if (isScaled && layer < layers.Count - 1)
            {
                var isLast = layer > 0 && layer == layers.Count - 2;
                constants["scale"] = isLast ? 1.0 / layers[layer] : 1 / Math.Sqrt((double)layers[layer] * (IsPassedOn(layer) ? layers.Count - 1 : 1));
            }

            return constants;
        }
    }

    private static string Hidden(PredictiveOptions options, bool isPassedOn)
    {
        var isScaled = options.Scaling == SignalScaling.Depth;
        string?[] lines =
        [
            $"dz/dt = (diff({(isScaled ? "signal" : "rate")}, z)*feedback {(isPassedOn ? "+ passed " : "")}- error)/tau : 1",
            "error = z - prediction : 1",
            $"rate = {options.Activation} : 1",
            isScaled ? Signal : null,
            "F = error**2/2 : 1 (energy)",
            "prediction : 1 (input)",
            "feedback : 1 (input)",
            isPassedOn ? "passed : 1 (input)   # the errors of the next layer, to which states are passed on" : null,
            options.Selection?.UnitEquations,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Output(PredictiveOptions options) => options.Output == OutputModel.Gaussian
        ? """
        dz/dt = -error/tau : 1
        error = z - prediction : 1
        F = error**2/2 : 1 (energy)
        prediction : 1 (input)
        """
        : """
        dz/dt = -error/tau : 1
        error = z - softmax(prediction) : 1
        F = z*(logsumexp(prediction) - prediction) : 1 (energy)
        prediction : 1 (input)
        """;

    /// <summary>A learner whose states descend the free energy of the circuit.</summary>
    internal static Learner Settled(
        string name, Circuit circuit, IReadOnlyList<int> layers, PredictiveOptions options, string source, IReadOnlyList<Phase> learning) =>
        Layered.Discriminative(name, circuit, layers, options, source, learning) with { DescendsEnergy = true };
}
