namespace Homeostat;

/// <summary>
/// Unsupervised learning by competing hidden units (Krotov &amp; Hopfield 2019): the unit with the largest input moves towards it, the unit of rank k away from it.
/// The output reads powers of the activities that images of unit length cause.
/// </summary>
public static class KrotovHopfield
{
    /// <summary>The entry of the rule in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "krotov-hopfield",
        CreditAssignment.Implicit,
        "competing hidden units: the strongest moves towards the input, that of rank k away from it",
        "Krotov & Hopfield 2019, PNAS 116",
        new KrotovHopfieldOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, KrotovHopfieldOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        options ??= new KrotovHopfieldOptions();
        Setting.Require(options);
        if (layers.Skip(1).SkipLast(1).FirstOrDefault(units => units < options.Rank) is > 0 and var few)
        {
            throw new HomeostatException(
                $"The unit of rank {options.Rank} moves away from the input, but a hidden layer has {few} {(few == 1 ? "unit" : "units")}. Lower --rank to {Math.Max(2, few)} or less, or give more units.");
        }

        // The weights as they weigh an input; for p = 2 they are the weights themselves.
        var weight = options.Power == 2 ? "w" : "sign(w)*abs(w)**(p - 1)";
        return new FeatureRule(Model, options)
        {
            Layer = _ => """
                vote = where(drive >= max(drive), 1, where(drive == kth_largest(drive, k), -delta, 0)) : 1
                pull = vote*drive      : 1
                z = prediction         : 1
                rate = relu(z)**n      : 1
                drive                  : 1 (input)   # of the input as it is: features learn from it
                prediction             : 1 (input)   # of the input at unit length: the next layer reads it
                """,
            Constants = new Dictionary<string, Quantity> { ["delta"] = options.Delta, ["k"] = options.Rank, ["n"] = options.Exponent },
            Source = "direction = rate/sqrt(sum(rate**2) + 1e-12) : 1",
            Synapses = (pre, post) =>
            [
                Synapse.Learning(
                    pre,
                    post,
                    $"""
                    drive_post = {weight}*rate_pre : 1 (summed)
                    prediction_post = {weight}*direction_pre : 1 (summed)
                    """,
                    "w*mean(pull_post) - mean(vote_post*rate_pre)",
                    LargestChange(options.Rate),
                    options.Weights) with { Constants = new Dictionary<string, Quantity> { ["p"] = options.Power } },
            ],
            FinalRate = 0,
        }.On(layers);
    }

    // The largest change of all synapses is as large as the rate, however large the gradient is.
    private static Optimizer LargestChange(double rate) =>
        new("largest change", "eta : 1 (shared, learning rate)", "w -= eta*g/maximum(max_all(abs(g)), 1e-30)", rate);
}

/// <summary>The settings of <see cref="KrotovHopfield"/>.</summary>
public sealed record KrotovHopfieldOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public KrotovHopfieldOptions() => (Rate, Weights) = (0.02, "randn()");

    /// <summary>The power p of the norm to which weights converge.</summary>
    [Setting("Power of the norm to which weights converge", Least = 2)]
    public double Power { get; init; } = 2;

    /// <summary>The rank k of the unit that moves away from the input, by its input; 1 would be the winner.</summary>
    [Setting("Rank of the unit that moves away from the input", Least = 2)]
    public int Rank { get; init; } = 2;

    /// <summary>The size of the step of the unit of rank k, as a fraction of the winner's.</summary>
    [Setting("Step of the unit of that rank, as a fraction of the winner's", Least = 0)]
    public double Delta { get; init; } = 0.4;

    /// <summary>The exponent n of the activities that the next layer reads, relu(z)**n.</summary>
    [Setting("Exponent of the activities that the next layer reads", Least = 0, Above = true)]
    public double Exponent { get; init; } = 4.5;
}
