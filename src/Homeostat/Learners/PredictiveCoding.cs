using System.Globalization;

namespace Homeostat;

/// <summary>How errors travel back to the units that caused them.</summary>
public enum Feedback
{
    /// <summary>Through the transposed forward weights.</summary>
    Tied,

    /// <summary>Through weights of their own, learned by the same local rule (Kolen &amp; Pollack 1994).</summary>
    Learned,
}

/// <summary>What the output layer's free energy is.</summary>
public enum OutputModel
{
    /// <summary>Cross-entropy of a softmax.</summary>
    Categorical,

    /// <summary>Half the squared error.</summary>
    Gaussian,
}

/// <summary>Settings shared by the predictive-coding models.</summary>
public sealed record PredictiveCodingOptions
{
    /// <summary>
    /// Settings that spare steps and stay local: after the forward sweep the error needs only a step a layer to arrive, and
    /// samples whose states hardly change are dropped.
    /// </summary>
    public static PredictiveCodingOptions Fast { get; } = new() { Steps = 4, Tolerance = 1e-4 };

    /// <summary>The activation, an expression of the state <c>z</c>; its derivative is found symbolically.</summary>
    public string Activation { get; init; } = "relu(z)";

    /// <summary>Settling steps for each batch.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient a state follows in a step.</summary>
    public double Rate { get; init; } = 0.03;

    /// <summary>How synapses change.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>How errors travel back.</summary>
    public Feedback Feedback { get; init; }

    /// <summary>The output layer's free energy.</summary>
    public OutputModel Output { get; init; }

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>In which order layers settle.</summary>
    public UpdateOrder Order { get; init; }

    /// <summary>A sample is dropped once the root mean square change of its states falls below this; zero never drops one.</summary>
    public double Tolerance { get; init; }

    /// <summary>Initial weights, as an expression.</summary>
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>How synapses and units come and go; null for a structure that stays. Biases always exist.</summary>
    public Selection? Selection { get; init; }
}

/// <summary>
/// Discriminative predictive coding (Whittington &amp; Bogacz 2017): each layer predicts the next; states settle to minimize
/// the free energy, half the sum of squared prediction errors, with image and label clamped; then each synapse follows the
/// error at its one end and the activity at its other. With the states initialized by a forward sweep.
/// </summary>
public static class PredictiveCoding
{
    private const string Paper = "Whittington & Bogacz 2017, Neural Computation 29(5), equations 2.13, 2.16, 2.19";

    /// <summary>A circuit of these layers, input first.</summary>
    /// <exception cref="HomeostatException">Fewer than two layers, or a setting out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PredictiveCodingOptions? options = null)
    {
        options ??= new PredictiveCodingOptions();
        var circuit = Circuit("predictive coding", layers, options);

        // Without a hidden layer nothing is free to settle.
        Phase[] settle = layers.Count == 2
            ? []
            : [new Settle(options.Steps) { Order = options.Order, Tolerance = options.Tolerance }];
        return Discriminative("pc", circuit, layers, options, Paper, [.. settle, new Measure(), new Learn()]);
    }

    /// <summary>
    /// Incremental predictive coding (Salvatori et al. 2022, arXiv 2212.00720, algorithm 1): states and synapses change
    /// together at every step.
    /// </summary>
    public static Learner Incremental(IReadOnlyList<int> layers, PredictiveCodingOptions? options = null)
    {
        options ??= new PredictiveCodingOptions();
        var circuit = Circuit("incremental predictive coding", layers, options);
        return Discriminative("ipc", circuit, layers, options, "Salvatori et al. 2022, arXiv 2212.00720, algorithm 1", [
            new Settle(options.Steps) { Order = options.Order, Plastic = [] },
            new Measure(),
        ]);
    }

    /// <summary>
    /// Z-IL (Song et al. 2020, NeurIPS, algorithm 2): from the forward sweep and with a settling rate of 1, layer by layer
    /// from the output down, one step each at the moment the error arrives. Its update equals back-propagation's.
    /// </summary>
    public static Learner ZeroDivergence(IReadOnlyList<int> layers, PredictiveCodingOptions? options = null)
    {
        options = (options ?? new PredictiveCodingOptions()) with { Rate = 1 };
        var circuit = Circuit("zero-divergence inference learning", layers, options);
        var steps = new List<Phase> { new Measure() };
        for (var layer = layers.Count - 1; layer >= 1; layer--)
        {
            var post = Name(layer, layers.Count);
            steps.Add(new Settle(1)
            {
                Plastic = [.. circuit.Projections.Where(p => p.Post == post && p.OnLearn.Length > 0).Select(p => p.Name)],
            });
        }

        return Discriminative("zil", circuit, layers, options, "Song et al. 2020, NeurIPS 33, algorithm 2", steps);
    }

    internal static Circuit Circuit(string name, IReadOnlyList<int> layers, PredictiveCodingOptions options)
    {
        Check(layers, options);
        var circuit = new Circuit(name) { new Population("input", layers[0], "rate : 1   # pixels") };
        var tau = 1e-3 / options.Rate;
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var isOutput = layer == layers.Count - 1;
            circuit.Add(new Population(Name(layer, layers.Count), layers[layer], isOutput ? Output(options) : Hidden(options))
            {
                OnSweep = "z = prediction",
                Method = "euler",
                Constants = new Dictionary<string, Quantity> { ["tau"] = tau * Units.Second },
            });
        }

        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Name(layer - 1, layers.Count), Name(layer, layers.Count));
            var gradient = "-mean(error_post*rate_pre)";
            var forward = "prediction_post = w*rate_pre : 1 (summed)";
            var backward = layer > 1 && options.Feedback == Feedback.Tied ? "feedback_pre = w*error_post : 1 (summed)" : "";
            circuit.Add(Synapse.Learning(pre, post, $"{forward}\n{backward}", gradient, options.Optimizer, options.Weights, selection: options.Selection));
            if (layer > 1 && options.Feedback == Feedback.Learned)
            {
                circuit.Add(Synapse.Learning(
                    post, pre, "feedback_post = w*error_pre : 1 (summed)", "-mean(rate_post*error_pre)",
                    options.Optimizer, options.Weights, selection: options.Selection));
            }

            if (options.Bias)
            {
                circuit.Add(Synapse.Learning("bias", post, forward, gradient, options.Optimizer, weights: "0"));
            }
        }

        return circuit;
    }

    private static string Hidden(PredictiveCodingOptions options) => $"""
        dz/dt = (diff(rate, z)*feedback - error)/tau : 1
        error = z - prediction : 1
        rate = {options.Activation} : 1
        F = error**2/2 : 1 (energy)
        prediction : 1 (input)
        feedback : 1 (input)
        {options.Selection?.UnitEquations}
        """;

    private static string Output(PredictiveCodingOptions options) => options.Output == OutputModel.Gaussian
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

    private static Learner Discriminative(
        string name,
        Circuit circuit,
        IReadOnlyList<int> layers,
        PredictiveCodingOptions options,
        string source,
        IReadOnlyList<Phase> learning) => new(name, circuit)
        {
            Train = [new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), new Sweep(), .. learning],
            Test = [new Clamp("input.rate", Learner.Image), new Sweep()],
            Readout = "output.prediction",
            Features = layers.Count > 2 ? $"{Name(layers.Count - 2, layers.Count)}.z" : null,
            Source = source,
            Selection = options.Selection,
        };

    internal static string Name(int layer, int count) =>
        layer == 0 ? "input" : layer == count - 1 ? "output" : string.Create(CultureInfo.InvariantCulture, $"hidden{layer}");

    internal static void Check(IReadOnlyList<int> layers, PredictiveCodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count < 2 || layers.Any(size => size < 1))
        {
            throw new HomeostatException(
                $"The layers {string.Join(",", layers)} make no network: give at least two sizes of one unit or more, as in "
                + $"784,256,10.");
        }

        if (options.Rate is not (> 0 and < 100))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"A settling rate of {options.Rate} does not settle: give a positive number, usually 0.05 to 0.5."));
        }
    }
}
