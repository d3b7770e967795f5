namespace Homeostat;

/// <summary>
/// Competitive learning (Rumelhart &amp; Zipser 1985) with a conscience (DeSieno 1988): the unit whose weights are nearest to the input wins, and its weights move
/// towards the input. A unit that wins more often than others gets a handicap, so that no unit stays without inputs.
/// </summary>
public static class CompetitiveLearning
{
    /// <summary>The entry of competitive learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "competitive",
        CreditAssignment.Implicit,
        "competitive learning: the unit with the nearest weights wins and moves them towards the input",
        "Rumelhart & Zipser 1985, Cognitive Science 9; conscience: DeSieno 1988, IEEE ICNN 1",
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
                advantage = closeness - handicap                : 1
                rate = where(advantage >= max(advantage), 1, 0) : 1
                closeness, handicap                             : 1 (input)
                """,
            Synapses = (pre, post) =>
            [
                Towards(pre, post, "rate", options),
                new Projection("bias", post, """
                    h : 1   # grows while the unit wins more often than others
                    handicap_post = h*rate_pre : 1 (summed)
                    """)
                {
                    OnLearn = "h += conscience*(mean(rate_post*rate_pre) - 1/N_post)",
                    Constants = new Dictionary<string, Quantity> { ["conscience"] = options.Conscience },
                },
            ],
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
    public CompetitiveOptions() => (Rate, Weights) = (0.3, "0.1*rand()");

    /// <summary>
    /// The strength of the conscience: the handicap, as half a squared distance, that a unit gets in a batch of which it wins every input. With 0, units that
    /// never win are dead.
    /// </summary>
    [Setting("Handicap that a unit gets in a batch of which it wins every input", Least = 0)]
    public double Conscience { get; init; } = 1;
}
