using System.Globalization;

namespace Homeostat;

/// <summary>
/// Signal propagation (Kohan, Rietman &amp; Siegelmann 2022). Images and projected labels, the targets, travel forward through the same layers; each layer
/// learns to match its activity for an image with the target of its class, among the targets of the batch. Inference needs no target.
/// </summary>
/// <remarks>
/// The samples of a class share one target, so that a softmax over the targets of the batch is one over classes, each counted as often as the
/// batch has it. Hebbian synapses hold the target of each class in a layer, and those of the bias the counts.
/// </remarks>
public static class SignalPropagation
{
    private const string Counts = "counts";

    /// <summary>The entry of signal propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "sigprop",
        CreditAssignment.ForwardOnly,
        "signal propagation: labels travel forward beside images, and each layer matches the two",
        "Kohan, Rietman & Siegelmann 2022, IEEE TNNLS 35(6), arXiv 2204.01723",
        new SignalPropagationOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, SignalPropagationOptions? options = null)
    {
        options ??= new SignalPropagationOptions();
        Layered.Check(layers, options, hidden: 1, "images and targets are matched in hidden layers");
        var hidden = GoodnessLayers.Hidden(layers);
        string[] matching = ["input", .. hidden];
        string[] pre = ["label", "input", .. hidden];
        var whole = options.Dropout > 0 ? GoodnessLayers.Set(hidden, "mask", 1) : [];
        Phase[] mask = options.Dropout > 0 ? [.. whole, new Act("drop")] : [];
        return new Learner(Model.Name, Circuit(layers, options, hidden, matching))
        {
            // First the synapses that hold targets and counts of the batch, then those by which a layer is told how to change, then all weights.
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("label.z", Learner.Label), new Clamp("output.z", Learner.Label), .. mask,
                new Learn { Projections = [Counts] },
                new Learn { Projections = [.. matching.Select(Matches)] },
                new Measure(),
                new Learn { Projections = [.. matching.Select(Corrections)] },
                new Learn
                {
                    Projections =
                    [
                        .. pre.Zip([.. matching, "output"], (from, to) => $"{from}_to_{to}"), .. hidden.Append("output").Select(layer => $"bias_to_{layer}"),
                    ],
                },
            ],
            Test = [new Clamp("input.rate", Learner.Image), .. whole, new Probe("output.prediction")],
            Readout = "output.prediction",
            Features = $"{hidden[^1]}.rate",
            Source = Model.Source,
        };
    }

    private static string Matches(string layer) => $"matches_of_{layer}";

    private static string Corrections(string layer) => $"corrections_of_{layer}";

    private static Circuit Circuit(IReadOnlyList<int> layers, SignalPropagationOptions options, string[] hidden, string[] matching)
    {
        var circuit = new Circuit(Model.Name)
        {
            // The input's target is an image too: a projection of the label, normalized and rectified.
            new Population("input", layers[0], $"""
                rate : 1   # pixels
                {Normal("goal", "b")}
                target = relu(b) : 1
                pull_b = where(b > 0, pull, 0) : 1
                {Through("pull_b", "b", "push_target")}
                goal, pull, blame : 1 (input)
                """),
        };
        foreach (var (layer, size) in hidden.Zip(layers.Skip(1)))
        {
            circuit.Add(Layer(layer, size, options));
        }

        circuit.Add(Label(layers[^1], matching));
        circuit.Add(new Population("output", layers[^1], """
            z : 1   # the target
            error = z - softmax(prediction) : 1
            F = z*(logsumexp(prediction) - prediction) : 1 (energy)
            prediction : 1 (input)
            """));
        circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        circuit.Add(new Projection("bias", "label", "n : 1\ncount_post = n : 1 (summed)") { Name = Counts, OnLearn = "n = sum(z_post*rate_pre)" });
        foreach (var layer in matching)
        {
            circuit.Add(new Projection(layer, "label", $"c : 1   # the target of the class\nscore_{layer}_post = c*rate_pre : 1 (summed)")
            {
                Name = Matches(layer), OnLearn = "c = sum(target_pre*part_post)",
            });
            circuit.Add(new Projection("label", layer, $"""
                c : 1   # the target of the class
                d : 1   # how it should change
                blame_post = c*wrong_{layer}_pre : 1 (summed)
                pull_post = d*part_pre : 1 (summed)
                """)
            { Name = Corrections(layer), OnLearn = $"c = sum(target_post*part_pre)\nd = sum(rate_post*wrong_{layer}_pre)" });
        }

        circuit.Add(Synapse.Learning("label", "input", "goal_post = w*z_pre : 1 (summed)", "-mean(push_target_post*z_pre)", options.Optimizer, options.Weights));
        for (var layer = 1; layer < matching.Length; layer++)
        {
            circuit.Add(Synapse.Learning(
                matching[layer - 1], matching[layer], "drive_post = w*rate_pre : 1 (summed)\ngoal_post = w*target_pre : 1 (summed)",
                "-mean(push_post*rate_pre) - mean(push_target_post*target_pre)", options.Optimizer, options.Weights));
            circuit.Add(Synapse.Learning(
                "bias", matching[layer], "drive_post = w*rate_pre : 1 (summed)\ngoal_post = w*rate_pre : 1 (summed)",
                "-mean((push_post + push_target_post)*rate_pre)", options.Optimizer, "0"));
        }

        const string Prediction = "prediction_post = w*rate_pre : 1 (summed)";
        circuit.Add(Synapse.Learning(hidden[^1], "output", Prediction, "-mean(error_post*rate_pre)", options.Optimizer, options.Weights));
        circuit.Add(Synapse.Learning("bias", "output", Prediction, "-mean(error_post*rate_pre)", options.Optimizer, "0"));
        return circuit;
    }

    private static Population Layer(string name, int size, SignalPropagationOptions options)
    {
        var mask = options.Dropout > 0 ? "*mask" : "";
        var drop = string.Create(CultureInfo.InvariantCulture, $"mask = where(rand() < {options.Dropout}, 0, {1 / (1 - options.Dropout)})");
        return new Population(name, size, $"""
            {Normal("drive", "a")}
            {Normal("goal", "b")}
            rate = maximum(a, 0.01*a){mask} : 1
            target = maximum(b, 0.01*b) : 1
            blame_a = where(a > 0, 1, 0.01)*blame{mask} : 1
            pull_b = where(b > 0, 1, 0.01)*pull : 1
            {Through("blame_a", "a", "push")}
            {Through("pull_b", "b", "push_target")}
            drive, goal, blame, pull : 1 (input)
            {(options.Dropout > 0 ? "mask : 1   # 0 for a unit that is left out" : "")}
            """)
        { Actions = options.Dropout > 0 ? new Dictionary<string, string> { ["drop"] = drop } : new Dictionary<string, string>() };
    }

    // The loss of a sample counts every sample of the batch that has the same target.
    private static Population Label(int classes, string[] matching) => new("label", classes, $"""
        z : 1
        count : 1 (input)   # samples of each class in the batch
        part = z/maximum(count, 1) : 1
        often = where(count > 0, log(maximum(count, 1)), -1e9) : 1
        alike = sum(z*count) : 1
        {string.Join('\n', matching.Select(layer => $"score_{layer} : 1 (input)\nwrong_{layer} = alike*(z - softmax(score_{layer} + often)) : 1"))}
        """);

    // A row of mean 0 and variance 1, and the way a slope goes back through it.
    private static string Normal(string input, string name) => $"""
        middle_{name} = mean({input}) : 1
        spread_{name} = sqrt(mean(({input} - middle_{name})**2) + 1e-5) : 1
        {name} = ({input} - middle_{name})/spread_{name} : 1
        """;

    private static string Through(string slope, string name, string result) =>
        $"{result} = ({slope} - mean({slope}) - {name}*mean({slope}*{name}))/spread_{name} : 1";
}
