namespace Homeostat;

/// <summary>The settings of <see cref="KolenPollack"/>.</summary>
public sealed record KolenPollackOptions : FeedbackOptions
{
    /// <summary>The decay λ of forward and feedback weights: the larger it is, the sooner they are the same.</summary>
    [Setting("Decay of forward and feedback weights in proportion to the learning rate, which makes them alike", Least = 0)]
    public double Decay { get; init; } = 1e-3;
}

/// <summary>
/// Kolen-Pollack learning (Kolen &amp; Pollack 1994; Akrout et al. 2019). Errors come back through weights of their own, which follow the same gradient and
/// decay as the forward weights. What the two differ by at the beginning decays, so that they become the same without any weight being copied.
/// </summary>
public static class KolenPollack
{
    /// <summary>The entry of Kolen-Pollack learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "kp",
        CreditAssignment.Global,
        "Kolen-Pollack: feedback weights learn by the forward weights' own rule and decay, and so become the same",
        "Kolen & Pollack 1994, IEEE ICNN; Akrout, Wilson, Humphreys, Lillicrap & Tweed 2019, NeurIPS 32",
        new KolenPollackOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, KolenPollackOptions? options = null)
    {
        options ??= new KolenPollackOptions();
        Setting.Require(options);
        options = options with { Optimizer = options.Optimizer.WithDecay(options.Decay) };
        return FeedbackPath.Learner(Model, layers, options, layer => Synapse.Learning(
            Layered.Name(layer + 1, layers.Count), Layered.Name(layer, layers.Count),
            "feedback_post = w*error_pre : 1 (summed)", "-mean(rate_post*error_pre)", options.Optimizer, options.FeedbackWeights));
    }
}
