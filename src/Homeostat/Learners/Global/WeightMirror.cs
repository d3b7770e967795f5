namespace Homeostat;

/// <summary>The settings of <see cref="WeightMirror"/>.</summary>
public sealed record WeightMirrorOptions : FeedbackOptions
{
    /// <summary>The learning rate of the feedback weights.</summary>
    [Setting("Learning rate of the feedback weights while the layers are shown noise", Least = 0)]
    public double MirrorRate { get; init; } = 0.05;

    /// <summary>The standard deviation of the noise in each unit.</summary>
    [Setting("Standard deviation of the noise from which feedback weights learn", Least = 0, Above = true)]
    public double MirrorNoise { get; init; } = 1;

    /// <summary>The decay of the feedback weights in each batch, as a fraction of the learning rate of the mirror.</summary>
    [Setting("Decay of the feedback weights, in proportion to their learning rate, which keeps them from growing", Least = 0)]
    public double MirrorDecay { get; init; } = 1;
}

/// <summary>
/// Weight mirrors (Akrout et al. 2019). Errors come back through weights of their own. After each batch every layer but the last is active at random while the
/// next layer answers without bias, and a Hebbian rule makes the feedback weights proportional to the transposed forward weights.
/// </summary>
public static class WeightMirror
{
    /// <summary>The entry of weight mirrors in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "wm",
        CreditAssignment.Global,
        "weight mirror: feedback weights learn from noise to mirror the forward weights",
        "Akrout, Wilson, Humphreys, Lillicrap & Tweed 2019, NeurIPS 32",
        new WeightMirrorOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, WeightMirrorOptions? options = null)
    {
        options ??= new WeightMirrorOptions();
        var noise = FormattableString.Invariant($"noise = {options.MirrorNoise}*randn()");
        var learner = FeedbackPath.Learner(
            Model, layers, options,
            layer => Mirror(Layered.Name(layer + 1, layers.Count), Layered.Name(layer, layers.Count), options),
            more: "echo_post = w*noise_pre : 1 (summed)", hidden: "noise : 1\necho : 1 (input)", output: "echo : 1 (input)", actions: new Dictionary<string, string> { ["mirror"] = noise });
        string[] mirrors = [.. learner.Circuit.Projections.Where(p => p.OnLearn.Contains("noise", StringComparison.Ordinal)).Select(p => p.Name)];
        string[] others = [.. learner.Circuit.Projections.Where(p => p.OnLearn.Length > 0).Select(p => p.Name).Except(mirrors)];
        return learner with
        {
            Train = [.. learner.Train.Where(phase => phase is not Learn), new Learn { Projections = others }, new Act("mirror"), new Learn { Projections = mirrors }],
        };
    }

    private static Projection Mirror(string from, string to, WeightMirrorOptions options) => new(from, to, """
        b : 1
        mu : 1 (shared, learning rate)
        feedback_post = b*error_pre : 1 (summed)
        """)
    {
        OnLearn = FormattableString.Invariant($"b += mu*(mean(noise_post*echo_pre)/{options.MirrorNoise * options.MirrorNoise} - {options.MirrorDecay}*b)"),
        Initial = new Dictionary<string, string> { ["b"] = options.FeedbackWeights, ["mu"] = options.MirrorRate.ToString("R", System.Globalization.CultureInfo.InvariantCulture) },
    };
}
