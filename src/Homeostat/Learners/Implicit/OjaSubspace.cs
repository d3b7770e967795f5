namespace Homeostat;

/// <summary>
/// Oja's rule (Oja 1982), for several units as his subspace rule (Oja 1989): a synapse changes by the activity of its unit times what the layer
/// leaves unexplained of its input. The weights of the units come to span the principal subspace of the data.
/// </summary>
public static class OjaSubspace
{
    internal const string Unstable =
        "Weights of principal components grow without bound if the learning rate is too large for the data: the rate times the mean squared length of an input must stay "
        + "below about 1. Lower --feature-rate, or scale the inputs down.";

    /// <summary>The entry of Oja's rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "oja",
        CreditAssignment.Implicit,
        "Oja's subspace rule: Hebb's rule on what the layer does not yet explain; finds the principal subspace",
        "Oja 1982, Journal of Mathematical Biology 15; Oja 1989, International Journal of Neural Systems 1",
        new OjaOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, OjaOptions? options = null)
    {
        options ??= new OjaOptions();
        Setting.Require(options);
        return Rule(Model, options).On(layers);
    }

    /// <summary>The rule by which linear units reconstruct their input, and learn from what is left of it.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="options">The settings.</param>
    /// <param name="more">Further lines of the equations of a hidden layer.</param>
    /// <param name="explaining">The value by which a unit takes part in the reconstruction.</param>
    /// <param name="learning">The value by which a unit learns.</param>
    internal static FeatureRule Rule(Model model, OjaOptions options, string more = "", string explaining = "z", string learning = "z") => new(model, options)
    {
        Layer = _ => $"""
            z = prediction : 1
            rate = {options.Activation} : 1
            prediction : 1 (input)
            {more}
            """,
        Source = """
            residual = rate - reconstruction : 1
            reconstruction : 1 (input)
            """,
        Synapses = (pre, post) =>
        [
            Synapse.Learning(
                pre,
                post,
                $"""
                prediction_post = w*rate_pre : 1 (summed)
                reconstruction_pre = w*{explaining}_post : 1 (summed)
                """,
                $"-mean({learning}_post*residual_pre)",
                Optimizer.Sgd(options.Rate),
                options.Weights),
        ],
        Instability = Unstable,
    };
}

/// <summary>The settings of <see cref="OjaSubspace"/> and <see cref="SangerComponents"/>.</summary>
public sealed record OjaOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public OjaOptions() => Rate = 0.005;

    /// <summary>The activation by which a hidden layer passes on its states <c>z</c>; learning itself is linear.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "z";
}
