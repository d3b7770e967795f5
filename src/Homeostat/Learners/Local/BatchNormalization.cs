namespace Homeostat;

/// <summary>
/// Batch normalization (Ioffe &amp; Szegedy 2015) in terms of synapses. A mean over the batch is a variable of the synapse from the unit that is always
/// on, which learns it at once and delivers it again: the mean and the variance of what reaches a unit, and on the way back the means of the slope and
/// of the slope times the normalized value.
/// </summary>
internal static class BatchNormalization
{
    /// <summary>The equations of a unit, from <c>prediction</c> to <c>z</c>, and from <c>slope</c>, minus the gradient by z, back to <c>error</c>.</summary>
    public const string Unit = """
        deviation = prediction - center : 1
        normalized = deviation/sqrt(spread + 1e-5) : 1
        z = gain*normalized + shift : 1
        error = gain*(slope - slopes - normalized*tilts)/sqrt(spread + 1e-5) : 1
        center, spread : 1 (input)   # mean and variance over the batch
        gain, shift : 1 (input)
        slopes, tilts : 1 (input)    # means over the batch of the slope, alone and times the normalized value
        """;

    /// <summary>The synapses of a layer.</summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="optimizer">The rule by which gain and shift learn.</param>
    /// <param name="bias">Whether there is a shift, which is the bias of the layer.</param>
    public static IEnumerable<Projection> Synapses(string layer, Optimizer optimizer, bool bias)
    {
        yield return Statistic(Mean(layer), layer, "center", "prediction_post", "0");
        yield return Statistic(Variance(layer), layer, "spread", "deviation_post**2", "1");
        yield return Synapse.Learning(
            "bias", layer, "gain_post = w*rate_pre : 1 (summed)", "-mean(slope_post*normalized_post*rate_pre)", optimizer, weights: "1", name: $"{layer}_gain");
        if (bias)
        {
            yield return Synapse.Learning("bias", layer, "shift_post = w*rate_pre : 1 (summed)", "-mean(slope_post*rate_pre)", optimizer, weights: "0");
        }

        yield return new Projection("bias", layer, """
            plain, tilted : 1
            slopes_post = plain*rate_pre : 1 (summed)
            tilts_post = tilted*rate_pre : 1 (summed)
            """)
        { Name = Slopes(layer), OnLearn = "plain = mean(slope_post*rate_pre)\ntilted = mean(slope_post*normalized_post*rate_pre)" };
    }

    /// <summary>The phases that take mean and variance from the present batch.</summary>
    public static IEnumerable<Phase> Forward(string layer) =>
    [
        new Set($"{Mean(layer)}.answers"), new Set($"{Variance(layer)}.answers"),
        new Learn { Projections = [Mean(layer)] }, new Learn { Projections = [Variance(layer)] },
    ];

    /// <summary>The phase that takes the means of the slope from the present batch.</summary>
    public static Phase Backward(string layer) => new Learn { Projections = [Slopes(layer)] };

    /// <summary>The phases from which on running means are used.</summary>
    public static IEnumerable<Phase> Answer(string layer) => [new Set($"{Mean(layer)}.answers", 1), new Set($"{Variance(layer)}.answers", 1)];

    private static string Mean(string layer) => $"{layer}_mean";

    private static string Variance(string layer) => $"{layer}_variance";

    private static string Slopes(string layer) => $"{layer}_slopes";

    private static Projection Statistic(string name, string layer, string input, string value, string initial) => new("bias", layer, $"""
        m : 1                  # of the present batch
        running : 1            # of the last batches
        answers : 1 (shared)   # 1 while the circuit answers, 0 while it learns
        {input}_post = where(answers > 0, running, m)*rate_pre : 1 (summed)
        """)
    {
        Name = name,
        OnLearn = $"m = mean({value}*rate_pre)\nrunning += 0.1*(m - running)",
        Initial = new Dictionary<string, string> { ["running"] = initial },
    };
}
