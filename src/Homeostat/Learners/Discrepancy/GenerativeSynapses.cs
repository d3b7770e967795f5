namespace Homeostat;

/// <summary>The synapses between causes and what they predict in a circuit of <see cref="NeuralGenerativeCoding"/>.</summary>
internal static class GenerativeSynapses
{
    /// <summary>Synapses that carry predictions down from causes, and errors back up.</summary>
    /// <param name="cause">The population of the causes.</param>
    /// <param name="effect">The population that they predict.</param>
    /// <param name="options">The settings.</param>
    public static IEnumerable<Projection> Between(string cause, string effect, NeuralGenerativeCodingOptions options)
    {
        if (options.Feedback == Feedback.Tied)
        {
            yield return Predicts(cause, effect, options, "feedback_pre = w*error_post : 1 (summed)");
            yield break;
        }

        yield return Predicts(cause, effect, options);
        yield return Synapse.Learning(
            effect, cause, "feedback_post = w*error_pre : 1 (summed)", "-mean(rate_post*error_pre)", Bounded(options), options.Weights, selection: options.Selection);
    }

    /// <summary>Synapses that carry predictions down from causes.</summary>
    /// <param name="cause">The population of the causes.</param>
    /// <param name="effect">The population that they predict.</param>
    /// <param name="options">The settings.</param>
    /// <param name="feedback">The line that delivers errors back; empty for none.</param>
    public static Projection Predicts(string cause, string effect, NeuralGenerativeCodingOptions options, string feedback = "") => Synapse.Learning(
        cause, effect, Layered.Lines("prediction_post = w*rate_pre : 1 (summed)", feedback), "-mean(error_post*rate_pre)", Bounded(options), options.Weights,
        selection: options.Selection);

    private static Optimizer Bounded(NeuralGenerativeCodingOptions options) => options.Optimizer.WithNorm(options.Norm);
}
