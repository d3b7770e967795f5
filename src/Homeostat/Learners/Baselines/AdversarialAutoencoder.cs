namespace Homeostat;

/// <summary>
/// An adversarial autoencoder, trained by back-propagation. A critic learns to tell the causes of images from draws of the standard normal distribution. The encoder learns to find
/// causes that the critic takes for draws, and from which the decoder can paint the image. The two players take turns in each batch.
/// </summary>
public static class AdversarialAutoencoder
{
    private const string Paper = "Makhzani et al. 2016, ICLR workshop";
    private const string Cause = AutoencoderParts.Cause;
    private static readonly string[] Layers = ["critic1", "critic2", "critic"];

    /// <summary>The entry of the model in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "aae", CreditAssignment.Backpropagation, "adversarial autoencoder (GAN-AE) by back-propagation; dreams", Paper, new AdversarialAutoencoderOptions(), Create, classifies: false);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer of the encoder, the image first and the causes last; the decoder has the same layers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, AdversarialAutoencoderOptions? options = null)
    {
        options ??= new();
        VariationalAutoencoder.Check(layers, options);
        var parts = new AutoencoderParts(layers, options);
        var cause = new Population(Cause, layers[^1], """
            z : 1
            noise : 1
            drawn : 1 (shared)   # 1 if causes are drawn, 0 if they are those of an image
            center : 1 (input)
            """)
        { OnSweep = "z = where(drawn > 0, noise, center)", Actions = new Dictionary<string, string> { ["draw"] = "noise = randn()" } };
        var circuit = parts.Circuit(Model.Name, cause, "center");
        circuit.Add(parts.Hidden(Layers[0], options.Critic));
        circuit.Add(parts.Hidden(Layers[1], options.Critic));
        circuit.Add(new Population(Layers[2], 1, """
            claim : 1 (shared)   # what the critic should say: 1 that causes are drawn, 0 that they are those of an image
            F = pressure*(softplus(prediction) - claim*prediction) : 1 (energy)
            prediction : 1 (input)
            """)
        { Constants = new Dictionary<string, Quantity> { ["pressure"] = options.Pressure } });
        foreach (var (pre, post) in Layers.Prepend(Cause).Zip(Layers))
        {
            parts.Connect(circuit, pre, post);
        }

        string[] judging = [.. circuit.Projections.Where(p => Layers.Contains(p.Post)).Select(p => p.Name)];
        string[] painting = [.. circuit.Projections.Select(p => p.Name).Except(judging)];
        var learner = parts.Learner(
            Model.Name, circuit, Paper,
            [new Set($"{Cause}.drawn", 0), new Set("critic.claim", 1), new Act("draw", Cause)],
            [new Set($"{Cause}.drawn", 0)]);
        return learner with
        {
            Train =
            [
                .. learner.Train.TakeWhile(phase => phase is not Learn),

                // The critic learns from both kinds of causes at once, after the encoder and the decoder.
                new Learn { Projections = painting },
                new Set("critic.claim", 0),
                new Learn { Projections = judging, Update = false },
                new Set($"{Cause}.drawn", 1),
                .. Layers.SkipLast(1).Prepend(Cause).Select(layer => new Act(Sweep.Unnamed, layer)),
                new Set("critic.claim", 1),
                new Learn { Projections = judging },
            ],
            Divergence = "The two players of an adversarial autoencoder can drive each other apart. Make the learning rate (eta) or the weight of the critic (pressure) smaller.",
        };
    }
}
