namespace Homeostat;

/// <summary>
/// The rule of Bienenstock, Cooper and Munro (1982): a synapse grows while its unit is more active than a threshold and shrinks while it is less active,
/// and the threshold follows the mean squared activity of the unit. Units become selective for some inputs.
/// </summary>
public static class BienenstockCooperMunro
{
    /// <summary>The entry of the rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "bcm",
        CreditAssignment.Implicit,
        "BCM: synapses grow above a threshold of activity and shrink below it; the threshold follows the activity",
        "Bienenstock, Cooper & Munro 1982, Journal of Neuroscience 2; Intrator & Cooper 1992, Neural Networks 5",
        new BcmOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, BcmOptions? options = null)
    {
        options ??= new BcmOptions();
        Setting.Require(options);
        return new FeatureRule(Model, options)
        {
            Layer = _ => $"""
                z = prediction : 1
                rate = {options.Activation} : 1
                change = rate*(rate - threshold){(options.IsNormalized ? "/(threshold + 1e-7)" : "")} : 1
                prediction, threshold : 1 (input)
                """,
            Synapses = (pre, post) =>
            [
                Synapse.Learning(
                    pre, post, "prediction_post = w*rate_pre : 1 (summed)", "-mean(change_post*rate_pre)", Optimizer.Sgd(options.Rate), options.Weights),
                new Projection("bias", post, """
                    theta : 1   # the threshold: a running mean of the squared activity
                    threshold_post = theta*rate_pre : 1 (summed)
                    """)
                {
                    OnLearn = "theta += (mean(rate_post**2*rate_pre) - theta)/tau",
                    Constants = new Dictionary<string, Quantity> { ["tau"] = options.Tau },
                    Initial = new Dictionary<string, string> { ["theta"] = FormattableString.Invariant($"{options.Threshold}") },
                },
            ],
            Instability =
                "In BCM the threshold must follow the activity faster than the weights change: otherwise activity that is above its threshold grows without bound. "
                + "Lower --tau or --feature-rate.",
        }.On(layers);
    }
}

/// <summary>The settings of <see cref="BienenstockCooperMunro"/>.</summary>
public sealed record BcmOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public BcmOptions() => Rate = 0.001;

    /// <summary>The activation, an expression of the state <c>z</c>.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "relu(z)";

    /// <summary>The number of batches over which the threshold averages the squared activity.</summary>
    [Setting("Batches over which the threshold averages the squared activity", Least = 1)]
    public double Tau { get; init; } = 2;

    /// <summary>The initial threshold of every unit.</summary>
    [Setting("Initial threshold", Least = 0)]
    public double Threshold { get; init; }

    /// <summary>Whether the change is divided by the threshold, so that units with a large threshold learn no faster than others.</summary>
    [Setting("Whether the change is divided by the threshold", Name = "normalized")]
    public bool IsNormalized { get; init; }
}
