using System.Globalization;

namespace Homeostat;

/// <summary>
/// The restricted Boltzmann machine (Smolensky 1986; Hinton 2002). Pixels and hidden units are binary and random, and are connected to each other but
/// not among themselves. A synapse learns from the difference of two means of products of its two units: with data clamped, and in the machine's dreams.
/// </summary>
public static class RestrictedBoltzmannMachine
{
    // The passes in which hidden pixels are completed, by probabilities in place of draws.
    private const int Passes = 20;

    /// <summary>The entry of the restricted Boltzmann machine in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "rbm",
        CreditAssignment.Energy,
        "restricted Boltzmann machine: contrastive divergence, with persistent chains or without",
        "Hinton 2002, Neural Computation 14(8); Tieleman 2008, ICML",
        new RestrictedBoltzmannOptions(),
        Create,
        classifies: false,
        causes: 1);

    /// <summary>Creates a learner from the numbers of pixels and hidden units.</summary>
    /// <param name="layers">The number of pixels and the number of hidden units.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, RestrictedBoltzmannOptions? options = null)
    {
        options ??= new RestrictedBoltzmannOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: 2, "the pixels and one layer of hidden units are the only layers");
        var visible = options.Visible == VisibleUnits.Samples ? "where(rand() < reconstruction, 1, 0)" : "reconstruction";
        var circuit = new Circuit(Model.Name)
        {
            // The free energy of an image is the sum of F over both populations while v is the image.
            new Population("input", layers[0], """
                x : 1                                   # pixels, the probabilities of being on
                kept : 1                                # what was seen
                visible : 1                             # 1, or 0 for a pixel that is hidden and completed
                v : 1                                   # what the hidden units receive
                reconstruction = sigmoid(back + bias) : 1
                error = kept - reconstruction : 1
                F = -v*bias : 1 (energy)
                back, bias : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["see"] = "v = where(rand() < x, 1, 0); kept = v",
                    ["look"] = "v = x",
                    ["fill"] = "v = where(visible > 0, x, reconstruction)",
                    ["dream"] = $"v = {visible}",
                },
                Initial = new Dictionary<string, string> { ["visible"] = "1" },
            },
            new Population("hidden1", layers[1], """
                kept, dreamt : 1                        # probabilities of being on with data, and in the dream
                h : 1                                   # what the pixels receive
                chain : 1                               # where the persistent chain is
                p = sigmoid(drive + bias) : 1
                F = -softplus(drive + bias) : 1 (energy)
                drive, bias : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["infer"] = "kept = p; h = where(rand() < kept, 1, 0)",
                    ["expect"] = "h = p",
                    ["resume"] = "h = chain",
                    ["sample"] = "h = where(rand() < p, 1, 0)",
                    ["conclude"] = "dreamt = p",
                    ["leave"] = "chain = where(rand() < dreamt, 1, 0)",
                },
                Initial = new Dictionary<string, string> { ["chain"] = "int(rand() < 0.5)" },
            },
            new Population("bias", 1, "rate = 1 : 1   # always on"),
            Synapse.Learning(
                "input", "hidden1", "drive_post = w*v_pre : 1 (summed)\nback_pre = w*h_post : 1 (summed)",
                $"mean(dreamt_post*v_pre) - mean(kept_post*kept_pre) + {Text(options.Decay)}*w", options.Optimizer, options.Weights),
            Synapse.Learning("bias", "input", "bias_post = w*rate_pre : 1 (summed)", "mean(v_post*rate_pre) - mean(kept_post*rate_pre)", options.Optimizer, weights: "0"),
            Synapse.Learning(
                "bias", "hidden1", "bias_post = w*rate_pre : 1 (summed)", "mean(dreamt_post*rate_pre) - mean(kept_post*rate_pre)", options.Optimizer,
                Text(options.HiddenBias)),
        };
        Phase[] step = [new Act("dream"), new Act("sample")];
        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.x", Learner.Image), new Act("see"), new Measure(), new Act("infer"),
                .. options.Persistent ? [new Act("resume")] : Array.Empty<Phase>(),
                .. options.Steps > 1 ? [new Repeat(options.Steps - 1, step)] : Array.Empty<Phase>(),
                new Act("dream"), new Act("conclude"),
                .. options.Persistent ? [new Act("leave")] : Array.Empty<Phase>(),
                new Learn(),
            ],
            Test = [new Clamp("input.x", Learner.Image), new Act("look"), new Act("expect")],
            Dream = [new Clamp("hidden1.h", Learner.Cause)],
            Complete =
            [
                new Clamp("input.x", Learner.Image), new Clamp("input.visible", Learner.Visible), new Act("look"), new Act("expect"), new Repeat(Passes, new Act("fill"), new Act("expect")),
            ],
            Reconstruction = "input.reconstruction",
            Features = "hidden1.h",
            LogOdds = options.MeanImage ? new LogOddsStart("bias_to_input.w", Learner.Image) : null,
            Source = Model.Source,
        };
    }

    /// <summary>
    /// Estimates the logarithm of the partition function of a trained machine by annealed importance sampling. The mean log-likelihood of samples,
    /// in nats, is then minus <see cref="Training.FreeEnergy"/> minus this number.
    /// </summary>
    /// <param name="training">The training of a learner that <see cref="Create"/> made.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">The learner has no such weights, or a setting is out of range.</exception>
    public static PartitionEstimate LogPartition(Training training, AnnealingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        var simulation = training.Simulation;
        var weights = simulation["input_to_hidden1.w"];
        var rows = new double[weights.Rows, weights.Columns];
        for (var hidden = 0; hidden < weights.Rows; hidden++)
        {
            for (var pixel = 0; pixel < weights.Columns; pixel++)
            {
                rows[hidden, pixel] = weights[hidden, pixel];
            }
        }

        return AnnealedImportanceSampling.Run(rows, simulation["bias_to_input.w"].ToArray(), simulation["bias_to_hidden1.w"].ToArray(), options);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The values of the visible units in the dream of a restricted Boltzmann machine.</summary>
public enum VisibleUnits
{
    /// <summary>Probabilities: less noise, and a small bias of the gradient.</summary>
    Probabilities,

    /// <summary>Binary samples: with enough steps, the mean of the gradient is exact.</summary>
    Samples,
}

/// <summary>
/// The settings of <see cref="RestrictedBoltzmannMachine"/>. The default ones are those of the harmonium of ngc-museum, which are tuned to MNIST with
/// 256 hidden units.
/// </summary>
public sealed record RestrictedBoltzmannOptions
{
    /// <summary>The number of steps of the dream, k: in each, pixels are drawn given the hidden units, and these given the pixels.</summary>
    [Setting("Steps of the dream, the k of CD-k: pixels given hidden units, and these given pixels", Least = 1)]
    public int Steps { get; init; } = 1;

    /// <summary>Whether a dream goes on where the last one ended (Tieleman 2008). If false, it begins at the data (Hinton 2002).</summary>
    [Setting("Whether a dream goes on where the last one ended (PCD) or begins at the data (CD)")]
    public bool Persistent { get; init; } = true;

    /// <summary>The values of the visible units in the dream.</summary>
    [Setting("Values of the visible units in the dream")]
    public VisibleUnits Visible { get; init; }

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(1e-4);

    /// <summary>The decay λ: λ·w is added to the gradient of each weight, not of biases. The harmonium's 0.01 is halved in its code, whose gradient is a mean over the batch as here.</summary>
    [Setting("Decay of the weights, added to their gradient as decay*w", Least = 0)]
    public double Decay { get; init; } = 0.005;

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "0.01*randn()";

    /// <summary>
    /// Whether the biases of the pixels begin at the log-odds of the mean image (Hinton 2012, A practical guide, section 8); if false, at 0. At a small
    /// learning rate biases that begin at 0 do not reach their values: Adam with 1e-4 moves a weight by 3 at most in 30,000 batches, but the bias of a dark
    /// pixel belongs near -10.
    /// </summary>
    [Setting("Whether the biases of the pixels begin at the log-odds of the mean image, not at 0")]
    public bool MeanImage { get; init; } = true;

    /// <summary>The initial bias of the hidden units; a negative one makes them sparse.</summary>
    [Setting("Initial bias of the hidden units; a negative one makes them sparse")]
    public double HiddenBias { get; init; } = -4;
}
