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
    /// <param name="features">The name of the population that is read, which sends <c>rate</c>.</param>
    /// <param name="options">The settings.</param>
    public static IEnumerable<Projection> Of(string features, FeatureOptions options)
    {
        const string Sent = "prediction_post = w*rate_pre : 1 (summed)";
        const string Delta = "-mean(error_post*rate_pre)";
        yield return Synapse.Learning(features, "output", Sent, Delta, options.Optimizer);
        if (options.Bias)
        {
            yield return Synapse.Learning("bias", "output", Sent, Delta, options.Optimizer, weights: "0");
        }
    }
}
