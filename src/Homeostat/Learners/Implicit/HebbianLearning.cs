namespace Homeostat;

/// <summary>
/// Hebb's rule with a bound on the norm (Hebb 1949; Rochester et al. 1956): a synapse grows with the product of the activities at its two ends. Without the
/// bound, weights grow without end; with it, all units of a layer turn to the direction in which the data are largest.
/// </summary>
public static class HebbianLearning
{
    /// <summary>The entry of Hebb's rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "hebb",
        CreditAssignment.Implicit,
        "Hebb's rule with a bound on the norm of the weights of each unit",
        "Hebb 1949, The Organization of Behavior; bound: Rochester, Holland, Haibt & Duda 1956, IRE Trans. Information Theory 2",
        new HebbianOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, HebbianOptions? options = null)
    {
        options ??= new HebbianOptions();
        Setting.Require(options);
        return new FeatureRule(Model, options)
        {
            Layer = _ => $"""
                z = prediction : 1
                rate = {options.Activation} : 1
                prediction : 1 (input)
                """,
            Synapses = (pre, post) =>
            [
                Synapse.Learning(
                    pre, post, "prediction_post = w*rate_pre : 1 (summed)", "-mean(rate_post*rate_pre)", Optimizer.Sgd(options.Rate).WithNorm(options.Norm), options.Weights),
            ],
        }.On(layers);
    }
}

/// <summary>The settings of <see cref="HebbianLearning"/>.</summary>
public sealed record HebbianOptions : FeatureOptions
{
    /// <summary>The activation, an expression of the state <c>z</c>.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "tanh(z)";

    /// <summary>The largest Euclidean norm of the weights that reach a unit.</summary>
    [Setting("Largest norm of the weights of a unit", Least = 0, Above = true)]
    public double Norm { get; init; } = 1;
}
