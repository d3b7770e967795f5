namespace Homeostat;

/// <summary>
/// The wake-sleep algorithm of the Helmholtz machine (Hinton, Dayan, Frey &amp; Neal 1995). Awake, recognition synapses draw causes of an image, and
/// generative synapses learn to predict each layer from the one above. Asleep, generative synapses dream an image, and recognition synapses learn to
/// find the causes it came from.
/// </summary>
public static class WakeSleep
{
    /// <summary>The entry of the wake-sleep algorithm in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "wake-sleep",
        CreditAssignment.Energy,
        "wake-sleep: recognition learns from dreams, and generation from what recognition sees",
        "Hinton, Dayan, Frey & Neal 1995, Science 268:1158-1161",
        new WakeSleepOptions(),
        Create,
        classifies: false);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the image first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, WakeSleepOptions? options = null)
    {
        options ??= new WakeSleepOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: int.MaxValue, "hidden units are needed that the image can come from");
        var circuit = new Circuit(Model.Name)
        {
            // The energies of awake layers add up to the description length of the image, in nats.
            new Population("input", layers[0], """
                x : 1                                   # pixels, the probabilities of being on
                s : 1                                   # what is seen or dreamt
                reconstruction = sigmoid(prediction) : 1
                surprise = s - reconstruction : 1
                F = softplus(prediction) - s*prediction : 1 (energy)
                prediction : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["see"] = "s = where(rand() < x, 1, 0)",
                    ["look"] = "s = x",
                    ["dream"] = "s = where(rand() < reconstruction, 1, 0)",
                },
            },
        };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(new Population(Name(layer), layers[layer], """
                s : 1                                   # 0 or 1
                surprise = s - sigmoid(prediction) : 1
                error = s - sigmoid(recognition) : 1
                F = softplus(prediction) - s*prediction - (softplus(recognition) - s*recognition) : 1 (energy)
                prediction, recognition : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["recognize"] = "s = where(rand() < sigmoid(recognition), 1, 0)",
                    ["expect"] = "s = sigmoid(recognition)",
                    ["dream"] = "s = where(rand() < sigmoid(prediction), 1, 0)",
                },
            });
        }

        circuit.Add(new Population("bias", 1, "s = 1 : 1   # always on"));
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Recognition(Name(layer - 1), Name(layer), options.Weights));
            circuit.Add(Generation(Name(layer), Name(layer - 1), options.Weights));
            circuit.Add(Recognition("bias", Name(layer), "0") with { Name = $"bias_recognizes_{Name(layer)}" });
        }

        circuit.Add(Enumerable.Range(0, layers.Count).Select(layer => Generation("bias", Name(layer), "0")));
        string[] recognition = [.. circuit.Projections.Where(p => p.Equations.Contains("recognition_post", StringComparison.Ordinal)).Select(p => p.Name)];
        var up = Enumerable.Range(1, layers.Count - 1).ToArray();
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.x", Learner.Image), new Act("see"), .. up.Select(layer => new Act("recognize", Name(layer))), new Measure(),
                new Learn { Projections = [.. circuit.Projections.Select(p => p.Name).Except(recognition)] },
                .. up.Reverse().Select(layer => new Act("dream", Name(layer))), new Act("dream", "input"),
                new Learn { Projections = recognition },
            ],
            Test = [new Clamp("input.x", Learner.Image), new Act("look"), .. up.Select(layer => new Act("expect", Name(layer)))],
            Reconstruction = "input.reconstruction",
            Features = $"{Name(layers.Count - 1)}.s",
            Source = Model.Source,
        };

        Projection Recognition(string pre, string post, string weights) => Synapse.Learning(
            pre, post, "recognition_post = w*s_pre : 1 (summed)", "-mean(error_post*s_pre)", options.Optimizer, weights);

        Projection Generation(string pre, string post, string weights) => Synapse.Learning(
            pre, post, "prediction_post = w*s_pre : 1 (summed)", "-mean(surprise_post*s_pre)", options.Optimizer, weights);

        static string Name(int layer) => Layered.Cause(layer);
    }
}

/// <summary>The settings of <see cref="WakeSleep"/>.</summary>
public sealed record WakeSleepOptions
{
    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;
}
