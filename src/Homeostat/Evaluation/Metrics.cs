namespace Homeostat;

/// <summary>Measures of the quality of predictions.</summary>
public static class Metrics
{
    // The smallest probability of the right class that is counted, because the logarithm of zero would be infinite.
    private const double LeastProbability = 1e-12;

    /// <summary>Computes the fraction of predictions that are right.</summary>
    /// <param name="predictions">The predicted classes, [n].</param>
    /// <param name="labels">The true classes, [n].</param>
    public static double Accuracy(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels)
    {
        Expect(predictions.Length, labels.Length, "predictions");
        var right = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            right += predictions[i] == labels[i] ? 1 : 0;
        }

        return right / (double)labels.Length;
    }

    /// <summary>Finds the class with the greatest output in each row; of equal outputs, the first one counts.</summary>
    /// <param name="outputs">The activities, probabilities or logits, [n × classes].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="predictions">The memory to which the predicted classes are written, [n].</param>
    /// <exception cref="HomeostatException">An output is not a number.</exception>
    public static void Predict(ReadOnlySpan<float> outputs, int classes, Span<int> predictions)
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

            predictions[i] = best;
        }
    }

    /// <summary>
    /// Computes the mean of -ln p(right class), in nats. A probability below 1e-12 counts as 1e-12.
    /// </summary>
    /// <param name="probabilities">The predicted probabilities, [n × classes]; each row sums to 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="labels">The true classes, [n].</param>
    /// <exception cref="HomeostatException">The numbers of a row are not probabilities that sum to 1.</exception>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
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

    /// <summary>Computes the mean of -ln softmax(logits)[right class], in nats.</summary>
    /// <param name="logits">The outputs before the softmax, [n × classes] finite numbers.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="labels">The true classes, [n].</param>
    /// <exception cref="HomeostatException">A logit is not finite.</exception>
    public static double NegativeLogLikelihoodOfLogits(ReadOnlySpan<float> logits, int classes, ReadOnlySpan<int> labels)
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
            throw new ArgumentException($"{found} {what} were given, but the labels need {expected}; at least one label is needed.");
        }
    }

    private static HomeostatException NotANumber(string what, int row, int column) => new(
        $"Row {row}, column {column}: the {what} is not a finite number. The network has diverged or was fed such numbers: " +
        "lower the learning or settling rate, or check the data.");

    /// <summary>
    /// The area under the receiver operating characteristic: the probability that a value of the first kind is larger than one of the second; equal values count half. 0.5 if the two
    /// kinds cannot be told apart.
    /// </summary>
    /// <param name="larger">The values that should be larger.</param>
    /// <param name="smaller">The values that should be smaller.</param>
    public static double AreaUnderCurve(ReadOnlySpan<double> larger, ReadOnlySpan<double> smaller)
    {
        if (larger.IsEmpty || smaller.IsEmpty)
        {
            throw new ArgumentException("The area under the curve needs values of both kinds.");
        }

        var sorted = smaller.ToArray();
        Array.Sort(sorted);
        var sum = 0.0;
        foreach (var value in larger)
        {
            sum += (First(sorted, value, orEqual: true) + First(sorted, value, orEqual: false)) / 2.0 / sorted.Length;
        }

        return sum / larger.Length;
    }

    // The number of sorted values that come before the first that is as large as a value, or larger than it.
    private static int First(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (!orEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
