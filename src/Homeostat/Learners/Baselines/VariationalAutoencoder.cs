namespace Homeostat;

/// <summary>
/// Variational autoencoders, trained by back-propagation: the encoder gives the mean and the variance of each cause, a cause is drawn, and the decoder paints the image. The free energy
/// is the error of the pixels plus the divergence of the causes from their prior, the standard normal distribution. Draws are an action of the causes, so that the gradient passes
/// through mean and variance (reparameterization).
/// </summary>
public static class VariationalAutoencoder
{
    private const string Draw = "draw";

    /// <summary>The entry of the variational autoencoder in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "vae", CreditAssignment.Backpropagation, "variational autoencoder by back-propagation; dreams", "Kingma & Welling 2014, ICLR", new AutoencoderOptions(), Create, classifies: false);

    /// <summary>The entry of the variational autoencoder with a constant variance in <see cref="ModelCatalog"/>.</summary>
    public static Model Constant { get; } = Model.Of(
        "vae-cv", CreditAssignment.Backpropagation, "variational autoencoder with a constant variance, by back-propagation; dreams", "Ghosh et al. 2020, ICLR", new ConstantVarianceOptions(), CreateConstant, classifies: false);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer of the encoder, the image first and the causes last; the decoder has the same layers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, AutoencoderOptions? options = null)
    {
        options ??= new();
        Check(layers, options);
        var parts = new AutoencoderParts(layers, options);
        var cause = new Population(AutoencoderParts.Cause, layers[^1], """
            z : 1
            noise : 1
            F = (center**2 + exp(spread) - 1 - spread)/2 : 1 (energy)
            center, spread : 1 (input)     # the spread is the logarithm of the variance
            """)
        { OnSweep = "z = center + exp(spread/2)*noise" };
        return Learner(Model, parts, parts.Circuit(Model.Name, Drawing(cause), "center", "spread"));
    }

    /// <summary>Creates a learner whose causes have one constant variance.</summary>
    /// <param name="layers">The number of units in each layer of the encoder, the image first and the causes last; the decoder has the same layers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner CreateConstant(IReadOnlyList<int> layers, ConstantVarianceOptions? options = null)
    {
        options ??= new();
        Check(layers, options);
        var parts = new AutoencoderParts(layers, options);
        var cause = new Population(AutoencoderParts.Cause, layers[^1], """
            z : 1
            noise : 1
            F = (center**2 + variance - 1 - log(variance))/2 : 1 (energy)
            center : 1 (input)
            """)
        { OnSweep = "z = center + sqrt(variance)*noise", Constants = new Dictionary<string, Quantity> { ["variance"] = options.Variance } };
        return Learner(Constant, parts, parts.Circuit(Constant.Name, Drawing(cause), "center"));
    }

    internal static void Check(IReadOnlyList<int> layers, AutoencoderOptions options) =>
        Layered.CheckUnsupervised(layers, options, fewest: 2, most: int.MaxValue, "the last size is the number of causes");

    private static Population Drawing(Population cause) => cause with { Actions = new Dictionary<string, string> { [Draw] = "noise = randn()" } };

    private static Learner Learner(Model model, AutoencoderParts parts, Circuit circuit) => parts.Learner(
        model.Name, circuit, model.Source, [new Act(Draw, AutoencoderParts.Cause)], [new Set($"{AutoencoderParts.Cause}.noise")]);
}
