namespace Homeostat;

/// <summary>
/// A regularized autoencoder, trained by back-propagation: an encoder finds a few causes of an image, and a decoder paints the image again. Causes are held near 0, and weights decay.
/// </summary>
public static class RegularizedAutoencoder
{
    private const string Paper = "Ghosh et al. 2020, ICLR";

    /// <summary>The entry of the model in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "autoencoder", CreditAssignment.Backpropagation, "regularized autoencoder by back-propagation; dreams", Paper, new RegularizedAutoencoderOptions(), Create, classifies: false);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer of the encoder, the image first and the causes last; the decoder has the same layers.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, RegularizedAutoencoderOptions? options = null)
    {
        options ??= new();
        VariationalAutoencoder.Check(layers, options);
        var parts = new AutoencoderParts(layers, options);
        var cause = new Population(AutoencoderParts.Cause, layers[^1], """
            z : 1
            F = penalty*z**2 : 1 (energy)
            center : 1 (input)
            """)
        { OnSweep = "z = center", Constants = new Dictionary<string, Quantity> { ["penalty"] = options.Penalty } };
        return parts.Learner(Model.Name, parts.Circuit(Model.Name, cause, "center"), Paper, [], [], options.Optimizer.WithDecay(options.Decay));
    }
}
