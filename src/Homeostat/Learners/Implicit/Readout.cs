namespace Homeostat;

/// <summary>The output of learners whose hidden layers learn without labels: softmax units that learn by the delta rule.</summary>
internal static class Readout
{
    /// <summary>The population <c>output</c>, with the target <c>z</c> and the <c>error</c> from which its synapses learn.</summary>
    /// <param name="classes">The number of classes.</param>
    public static Population Population(int classes) => new("output", classes, """
        z : 1   # the target
        error = z - softmax(prediction) : 1
        F = z*(logsumexp(prediction) - prediction) : 1 (energy)
        prediction : 1 (input)
        """)
    { OnSweep = "z = softmax(prediction)" };

    /// <summary>The synapses onto the output.</summary>
    /// <param name="features">The name of the population that is read, the features.</param>
    /// <param name="options">The settings.</param>
    /// <param name="read">The variable that is read.</param>
    public static IEnumerable<Projection> Of(string features, FeatureOptions options, string read = "rate")
    {
        yield return Learning(features, read, options.Optimizer, Synapse.GlorotUniform);
        if (options.Bias)
        {
            yield return Learning("bias", "rate", options.Optimizer, "0");
        }
    }

    private static Projection Learning(string from, string read, Optimizer optimizer, string weights) => Synapse.Learning(
        from, "output", $"prediction_post = w*{read}_pre : 1 (summed)", $"-mean(error_post*{read}_pre)", optimizer, weights);
}
