namespace Homeostat;

/// <summary>
/// A mixture of independent pixels, learned on line by expectation and maximization (Neal &amp; Hinton 1998; in neurons, Nessler et al. 2013). Every hidden unit holds one image in its
/// synapses: the probability of each pixel to be on. The units compete for an image, and each moves its synapses towards the image by the share that it got. The free energy of an image is
/// exactly −log p(image).
/// </summary>
public static class PixelMixture
{
    /// <summary>The entry of the mixture of pixels in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "mixture",
        CreditAssignment.Implicit,
        "mixture of independent pixels: each unit holds one image, and units compete; dreams",
        "Neal & Hinton 1998, Learning in Graphical Models; Nessler et al. 2013, PLoS Computational Biology 9(4)",
        new PixelMixtureOptions(),
        Create,
        classifies: false,
        causes: 1);

    /// <summary>Creates a learner from the numbers of pixels and components.</summary>
    /// <param name="layers">The number of pixels and the number of components.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are not two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PixelMixtureOptions? options = null)
    {
        options ??= new PixelMixtureOptions();
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: 2, "the pixels and the components of the mixture are the only layers");
        var optimizer = Optimizer.Sgd(options.Rate);
        var circuit = new Circuit(Model.Name)
        {
            new Population("input", layers[0], """
                x : 1                                   # pixels, the probabilities of being on
                visible : 1                             # 1, or 0 for a pixel that is hidden and completed
                v : 1                                   # what the components receive
                reconstruction : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string> { ["see"] = "v = x*visible" },
                Initial = new Dictionary<string, string> { ["visible"] = "1" },
            },
            new Population("hidden1", layers[1], """
                share : 1                               # of each component in the image, which sum to 1
                cause : 1                               # of a dream: the component with the largest one paints
                evidence = fit + log(maximum(prior, 1e-30)) : 1
                F = share*(log(maximum(share, 1e-30)) - evidence) : 1 (energy)
                fit, prior : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["compete"] = "share = softmax(evidence)",
                    ["choose"] = "share = where(cause > 0, 1, 0)*where(cause >= max(cause), 1, 0)",
                },
            },
            new Population("bias", 1, "rate = 1 : 1   # always on"),
            Synapse.Learning(
                "input",
                "hidden1",
                """
                p = clip(w, 0.001, 0.999) : 1
                fit_post = log(p/(1 - p))*v_pre + log(1 - p)*visible_pre : 1 (summed)
                reconstruction_pre = p*share_post : 1 (summed)
                """,
                "-(sum(share_post*v_pre) - w*sum(share_post))/maximum(sum(share_post), 1)",
                optimizer,
                options.Weights),
            Synapse.Learning("bias", "hidden1", "prior_post = w*rate_pre : 1 (summed)", "w - mean(share_post*rate_pre)", optimizer, "1/N_post"),
        };
        Phase[] infer = [new Clamp("input.x", Learner.Image), new Act("see"), new Act("compete")];
        return new Learner(Model.Name, circuit)
        {
            Train = [.. infer, new Measure(), new Learn()],
            Test = infer,
            Dream = [new Clamp("hidden1.cause", Learner.Cause), new Act("choose")],
            Complete = [new Clamp("input.visible", Learner.Visible), .. infer],
            Reconstruction = "input.reconstruction",
            Features = "hidden1.share",
            Source = Model.Source,
        };
    }
}

/// <summary>The settings of <see cref="PixelMixture"/>.</summary>
public sealed record PixelMixtureOptions
{
    /// <summary>The largest part of the way that a batch moves the probabilities of a component towards its images. A component whose shares in a batch sum to less than one image moves by that part.</summary>
    [Setting("Largest part of the way that a batch moves a component towards the images it has a share in", Least = 0, Most = 1, Above = true)]
    public double Rate { get; init; } = 0.1;

    /// <summary>The expression for the initial probabilities, different for each component.</summary>
    [Setting("Initial probabilities of pixels, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "0.3 + 0.4*rand()";
}
