namespace Homeostat;

/// <summary>
/// SoftHebb (Moraitis, Toichkin, Journé, Chua &amp; Guo 2022): soft competition of Hebbian units. Activities are a softmax, and each unit learns by Hebb's rule as much as it is
/// active; in a variant all but the winner learn with the opposite sign. One pass through the data without labels is enough.
/// </summary>
public static class SoftHebb
{
    /// <summary>The entry of SoftHebb in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "softhebb",
        CreditAssignment.Implicit,
        "SoftHebb: soft competition of Hebbian units; one pass without labels",
        "Moraitis, Toichkin, Journé, Chua & Guo 2022, Neuromorphic Computing and Engineering 2; Journé et al. 2023, ICLR",
        new SoftHebbOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, SoftHebbOptions? options = null)
    {
        options ??= new SoftHebbOptions();
        Setting.Require(options);
        return new FeatureRule(Model, options)
        {
            Layer = _ => $"""
                z = prediction            : 1
                p = softmax(t_invert*z)   : 1
                y = {(options.IsAntiHebbian ? "where(z >= max(z), p, -p)" : "p")} : 1
                yz = y*z                  : 1
                rate = softmax(passing*z) : 1
                prediction                : 1 (input)
                """,
            Constants = new Dictionary<string, Quantity> { ["t_invert"] = options.Sharpness, ["passing"] = options.Passing },
            Synapses = (pre, post) =>
                [Synapse.Learning(pre, post, "prediction_post = w*rate_pre : 1 (summed)", Gradient, ByNorm(options.Rate, options.NormPower), options.Weights)],
            FinalRate = 1,
        }.On(layers);
    }

    /// <summary>Minus the change of a weight: Hebb's rule with the decay that keeps the norm of a unit's weights near 1.</summary>
    internal const string Gradient = "w*mean(yz_post) - mean(y_post*rate_pre)";

    /// <summary>The largest change of all synapses is as large as the rate, and a unit learns the slower, the nearer the norm of its weights is to 1.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="power">The power of the distance between the norm and 1 by which the rate of a unit is multiplied.</param>
    internal static Optimizer ByNorm(double rate, double power) => new(
        "norm",
        "eta : 1 (shared, learning rate)",
        FormattableString.Invariant($"w -= eta*abs(sqrt(sum_pre(w**2)) - 1)**{power}*g/maximum(max_all(abs(g)), 1e-30)"),
        rate);
}

/// <summary>The settings of <see cref="SoftHebb"/>.</summary>
public sealed record SoftHebbOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    // One pass is not enough for the authors' MNIST preset (rate .045, power .2, mean norm 35): norms are still far above 1 after it.
    // These values were chosen on validation images.
    public SoftHebbOptions() => (Rate, Weights) = (0.1, "10*sqrt(3)*rand()/sqrt(N_pre)");

    /// <summary>The power of the distance between the norm of a unit's weights and 1 by which its rate is multiplied.</summary>
    [Setting("Power of the distance between the norm of a unit's weights and 1 by which its rate is multiplied", Least = 0, Above = true)]
    public double NormPower { get; init; } = 0.5;

    /// <summary>The sharpness of the competition: the inverse temperature of the softmax from which features learn.</summary>
    [Setting("Sharpness of the competition: the inverse temperature of the softmax from which features learn", Least = 0, Above = true)]
    public double Sharpness { get; init; } = 12;

    /// <summary>Whether all units but the winner learn with the opposite sign, as in the convolutional version.</summary>
    [Setting("Whether all units but the winner learn with the opposite sign", Name = "anti-hebbian")]
    public bool IsAntiHebbian { get; init; }

    /// <summary>The inverse temperature of the softmax that a layer passes on.</summary>
    [Setting("Inverse temperature of the softmax that a layer passes on", Least = 0, Above = true)]
    public double Passing { get; init; } = 5;
}
