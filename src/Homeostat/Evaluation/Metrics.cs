namespace Homeostat;

/// <summary>How good predictions are.</summary>
public static class Metrics
{
    // What a probability of zero given to the right class counts as; its logarithm would be infinite.
    private const double LeastProbability = 1e-12;

    /// <summary>The fraction of predictions that are right.</summary>
    /// <param name="predictions">[n] predicted classes.</param>
    /// <param name="labels">[n] true classes.</param>
    public static double Accuracy(ReadOnlySpan<byte> predictions, ReadOnlySpan<byte> labels)
    {
        Expect(predictions.Length, labels.Length, "predictions");
        var right = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            right += predictions[i] == labels[i] ? 1 : 0;
        }

        return right / (double)labels.Length;
    }

    /// <summary>The class of greatest output in each row; of equals the first.</summary>
    /// <param name="outputs">[n × classes] activities, probabilities or logits.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="predictions">[n] where the classes go.</param>
    /// <exception cref="HomeostatException">An output is not a number.</exception>
    public static void Predict(ReadOnlySpan<float> outputs, int classes, Span<byte> predictions)
    {
        Expect(outputs.Length, (long)predictions.Length * classes, "outputs");
        for (var i = 0; i < predictions.Length; i++)
        {
            var row = outputs.Slice(i * classes, classes);
            var best = 0;
            for (var c = 0; c < classes; c++)
            {
                if (float.IsNaN(row[c]))
                {
                    throw NotANumber("output", i, c);
                }

                best = row[c] > row[best] ? c : best;
            }

            predictions[i] = (byte)best;
        }
    }

    /// <summary>
    /// The mean of -ln p(right class), in nats. A probability below 1e-12 counts as 1e-12.
    /// </summary>
    /// <param name="probabilities">[n × classes], each row summing to 1.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">[n] true classes.</param>
    /// <exception cref="HomeostatException">A row holds no probabilities.</exception>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<byte> labels)
    {
        Expect(probabilities.Length, (long)labels.Length * classes, "probabilities");
        var total = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var sum = 0.0;
            foreach (var p in probabilities.Slice(i * classes, classes))
            {
                sum += p >= 0 ? p : double.NaN;
            }

            if (!(Math.Abs(sum - 1) < 1e-3))
            {
                throw new HomeostatException(
                    $"Row {i} of the probabilities is not a distribution: numbers of at least 0 that sum to 1 were expected. " +
                    $"For outputs before the softmax, use NegativeLogLikelihoodOfLogits.");
            }

            total -= Math.Log(Math.Max(probabilities[(i * classes) + labels[i]], LeastProbability));
        }

        return total / labels.Length;
    }

    /// <summary>The mean of -ln softmax(logits)[right class], in nats.</summary>
    /// <param name="logits">[n × classes] finite numbers.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">[n] true classes.</param>
    /// <exception cref="HomeostatException">A logit is not finite.</exception>
    public static double NegativeLogLikelihoodOfLogits(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<byte> labels)
    {
        Expect(logits.Length, (long)labels.Length * classes, "logits");
        var total = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            var greatest = double.NegativeInfinity;
            for (var c = 0; c < classes; c++)
            {
                if (!float.IsFinite(row[c]))
                {
                    throw NotANumber("logit", i, c);
                }

                greatest = Math.Max(greatest, row[c]);
            }

            var sum = 0.0;
            foreach (var logit in row)
            {
                sum += Math.Exp(logit - greatest);
            }

            total += Math.Log(sum) + greatest - row[labels[i]];
        }

        return total / labels.Length;
    }

    private static void Expect(long found, long expected, string what)
    {
        if (found != expected || expected == 0)
        {
            throw new ArgumentException($"{found} {what} were given; {expected} belong to the labels, of which at least one is needed.");
        }
    }

    private static HomeostatException NotANumber(string what, int row, int column) => new(
        $"Row {row}, column {column}: the {what} is not a finite number. The network has diverged or was fed such numbers: " +
        "lower the learning or settling rate, or check the data.");
}
