namespace Homeostat;

/// <summary>
/// Recirculation (Hinton &amp; McClelland 1988). Activity goes round a loop of an image and hidden units twice, and each synapse learns from how much its
/// postsynaptic unit changed from one time to the next. Weights stop to change where an image comes back as it was.
/// </summary>
public static class Recirculation
{
    /// <summary>The entry of recirculation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "recirculation",
        CreditAssignment.Local,
        "recirculation: an autoencoder whose synapses learn from how much a unit changes while activity goes round a loop",
        "Hinton & McClelland 1988, NeurIPS 0:358-366",
        new RecirculationOptions(),
        Create,
        classifies: false,
        causes: 1);

    /// <summary>Creates a learner from the numbers of pixels and hidden units.</summary>
    /// <param name="layers">The number of pixels and the number of hidden units.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, RecirculationOptions? options = null)
    {
        options ??= new RecirculationOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: 2, "activity goes round a loop of the pixels and one layer of hidden units");
        var regression = new Dictionary<string, Quantity> { ["regression"] = options.Regression };
        var circuit = new Circuit(Model.Name)
        {
            new Population("input", layers[0], """
                x : 1                                   # pixels
                v : 1                                   # pixels the first time, then what has come back
                reconstruction = sigmoid(feedback) : 1
                error = x - v : 1
                F = (x - reconstruction)**2/2 : 1 (energy)
                feedback : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string> { ["begin"] = "v = x", ["return"] = "v = regression*x + (1 - regression)*reconstruction" },
                Constants = regression,
            },
            new Population("hidden1", layers[1], """
                first, h : 1                            # the first time, and now
                error = first - h : 1
                drive : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["begin"] = "h = sigmoid(drive); first = h",
                    ["return"] = "h = regression*first + (1 - regression)*sigmoid(drive)",
                },
                Constants = regression,
            },
            new Population("bias", 1, "v = 1 : 1   # always on\nfirst = 1 : 1"),
            Synapse.Learning("input", "hidden1", "drive_post = w*v_pre : 1 (summed)", "-mean(error_post*v_pre)", options.Optimizer, options.Weights),
            Synapse.Learning("hidden1", "input", "feedback_post = w*first_pre : 1 (summed)", "-mean(error_post*first_pre)", options.Optimizer, options.Weights),
        };
        if (options.Bias)
        {
            circuit.Add(Synapse.Learning("bias", "hidden1", "drive_post = w*v_pre : 1 (summed)", "-mean(error_post*v_pre)", options.Optimizer, weights: "0"));
            circuit.Add(Synapse.Learning("bias", "input", "feedback_post = w*first_pre : 1 (summed)", "-mean(error_post*first_pre)", options.Optimizer, weights: "0"));
        }

        Phase[] first = [new Clamp("input.x", Learner.Image), new Act("begin", "input"), new Act("begin", "hidden1")];
        return new Learner(Model.Name, circuit)
        {
            Train = [.. first, new Measure(), new Act("return", "input"), new Act("return", "hidden1"), new Learn()],
            Test = first,
            Reconstruction = "input.reconstruction",
            Features = "hidden1.h",
            Source = Model.Source,
        };
    }
}

/// <summary>The settings of <see cref="Recirculation"/>.</summary>
public sealed record RecirculationOptions
{
    /// <summary>The regression λ: the share of its earlier value that a unit keeps when activity comes back.</summary>
    [Setting("Share of its earlier value that a unit keeps when activity comes back", Least = 0, Most = 0.99)]
    public double Regression { get; init; } = 0.75;

    /// <summary>Whether each unit has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each unit has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;
}
