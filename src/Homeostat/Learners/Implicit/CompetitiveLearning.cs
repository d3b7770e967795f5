namespace Homeostat;

/// <summary>
/// Competitive learning (Rumelhart &amp; Zipser 1985): the unit whose weights are nearest to the input wins, and its weights move towards the input. The
/// losers follow at a much smaller rate (leaky learning), so that units that never win come to where the data are.
/// </summary>
public static class CompetitiveLearning
{
    /// <summary>The entry of competitive learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "competitive",
        CreditAssignment.Implicit,
        "competitive learning: the unit with the nearest weights wins and moves them towards the input",
        "Rumelhart & Zipser 1985, Cognitive Science 9",
        new CompetitiveOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, CompetitiveOptions? options = null)
    {
        options ??= new CompetitiveOptions();
        Setting.Require(options);
        return new FeatureRule(Model, options)
        {
            Layer = _ => """
                rate = where(closeness >= max(closeness), 1, 0) : 1
                share = rate + leak*(1 - rate)                  : 1
                closeness                                       : 1 (input)
                """,
            Constants = new Dictionary<string, Quantity> { ["leak"] = options.Leak },
            Synapses = (pre, post) => [Towards(pre, post, "share", options)],
        }.On(layers);
    }

    /// <summary>
    /// Synapses by which a unit learns to be near the inputs in which it has a share. A single input moves the weights by the rate times the share; of several in a
    /// batch the unit takes the mean, so that many of them move it no further than to their mean.
    /// </summary>
    /// <remarks>The closeness is minus half the squared distance between weights and input, without what is the same for all units.</remarks>
    internal static Projection Towards(string pre, string post, string share, FeatureOptions options) => Synapse.Learning(
        pre,
        post,
        "closeness_post = w*rate_pre - w**2/2 : 1 (summed)",
        $"-(sum({share}_post*rate_pre) - w*sum({share}_post))/maximum(sum({share}_post), 1)",
        Optimizer.Sgd(options.Rate),
        options.Weights);
}

/// <summary>The settings of <see cref="CompetitiveLearning"/>.</summary>
public sealed record CompetitiveOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public CompetitiveOptions() => (Rate, Weights) = (0.1, "0.1*rand()");

    /// <summary>The rate at which losers learn, as a fraction of the winner's.</summary>
    [Setting("Rate at which losers learn, as a fraction of the winner's", Least = 0, Most = 1)]
    public double Leak { get; init; } = 0.001;
}
