namespace Homeostat;

/// <summary>
/// The Boltzmann machine (Ackley, Hinton &amp; Sejnowski 1985). Pixels and hidden units are binary and random, each connected to all others by symmetric
/// synapses, and are drawn one after the other. A synapse learns from the difference of two means of products of its two units: with data clamped, and
/// running free.
/// </summary>
public static class BoltzmannMachine
{
    /// <summary>The entry of the Boltzmann machine in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "boltzmann",
        CreditAssignment.Energy,
        "Boltzmann machine: all units connected to all others, drawn one after the other with data and without",
        "Ackley, Hinton & Sejnowski 1985, Cognitive Science 9(1)",
        new BoltzmannOptions(),
        Create,
        classifies: false,
        causes: 1);

    /// <summary>Creates a learner from the numbers of pixels and hidden units.</summary>
    /// <param name="layers">The number of pixels and the number of hidden units.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, BoltzmannOptions? options = null)
    {
        options ??= new BoltzmannOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: 2, "the pixels and the hidden units are all connected to each other");
        var circuit = new Circuit(Model.Name)
        {
            // A synapse between two layers counts in the energy of the hidden unit.
            Units("input", layers[0], """
                x : 1                           # pixels, the probabilities of being on
                image = sigmoid(drive + lateral + bias) : 1
                F = -s*(bias + lateral/2) : 1 (energy)
                """),
            Units("hidden1", layers[1], "F = -s*(bias + lateral/2 + drive) : 1 (energy)"),
            new Population("bias", 1, "kept = 1 : 1   # always on\ns = 1 : 1"),
            Synapse.Learning("input", "hidden1", "drive_post = w*s_pre : 1 (summed)\ndrive_pre = w*s_post : 1 (summed)", Gradient, options.Optimizer, options.Weights),
            Lateral("input", options),
            Lateral("hidden1", options),
            Synapse.Learning("bias", "input", "bias_post = w*s_pre : 1 (summed)", Gradient, options.Optimizer, weights: "0"),
            Synapse.Learning("bias", "hidden1", "bias_post = w*s_pre : 1 (summed)", Gradient, options.Optimizer, weights: "0"),
        };
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.x", Learner.Image), new Act("see"), new Act("begin", "hidden1"), new Repeat(options.Steps, Drawn("hidden1", layers[1])),
                new Measure(), new Act("keep"),
                new Act("resume"), new Repeat(options.Steps, [.. Drawn("input", layers[0]), .. Drawn("hidden1", layers[1])]), new Act("leave"),
                new Learn(),
            ],
            Test =
            [
                new Clamp("input.x", Learner.Image), new Act("look"), new Act("begin", "hidden1"), new Repeat(options.Steps, Drawn("hidden1", layers[1])),
            ],
            Reconstruction = "input.image",
            Features = "hidden1.s",
            Source = Model.Source,
        };
    }

    private const string Gradient = "mean(s_post*s_pre) - mean(kept_post*kept_pre)";

    private static Population Units(string name, int size, string lines) => new(name, size, $"""
        s : 1                                   # 0 or 1
        kept : 1                                # s with data
        chain : 1                               # s where the free machine was last
        turn : 1 (shared)                       # the unit that is drawn next
        heard : 1                               # what comes from the other layer, which does not change meanwhile
        drive, lateral, bias : 1 (input)
        {lines}
        """)
    {
        Actions = new Dictionary<string, string>(name == "input"
            ? [new("see", "s = where(rand() < x, 1, 0)"), new("look", "s = x")]
            : [new("begin", "s = where(rand() < 0.5, 1, 0)")])
        {
            ["listen"] = "heard = drive + bias; turn = 0",
            ["draw"] = "s = where(i == turn, where(rand() < sigmoid(heard + lateral), 1, 0), s); turn = turn + 1",
            ["keep"] = "kept = s",
            ["resume"] = "s = chain",
            ["leave"] = "chain = s",
        },
        Initial = new Dictionary<string, string> { ["chain"] = "int(rand() < 0.5)" },
    };

    // One sweep of Gibbs sampling: each unit of a layer is drawn given all others.
    private static Phase[] Drawn(string layer, int units) => [new Act("listen", layer), new Repeat(units, new Act("draw", layer))];

    private static Projection Lateral(string layer, BoltzmannOptions options)
    {
        var projection = Synapse.Learning(
            layer, layer, "other : 1   # 1; 0 for the synapse of a unit with itself\nlateral_post = w*s_pre : 1 (summed)", $"other*({Gradient})", options.Optimizer, "0");
        return projection with { Initial = new Dictionary<string, string>(projection.Initial) { ["other"] = "int(i != j)" } };
    }
}

/// <summary>The settings of <see cref="BoltzmannMachine"/>.</summary>
public sealed record BoltzmannOptions
{
    /// <summary>The number of sweeps with data and of sweeps without, in each of which every free unit is drawn once.</summary>
    [Setting("Sweeps with data and sweeps without, in each of which every free unit is drawn once", Least = 1)]
    public int Steps { get; init; } = 2;

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>The expression for the initial weights between pixels and hidden units; those within a layer begin at 0, so that they are symmetric.</summary>
    [Setting("Initial weights between pixels and hidden units, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "0.01*randn()";
}
