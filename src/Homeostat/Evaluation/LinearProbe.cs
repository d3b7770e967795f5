using System.Runtime.CompilerServices;

namespace Homeostat;

/// <summary>
/// The linear probe: the accuracy with which a linear read-out (softmax regression with a bias) of a layer's activity classifies samples
/// (Alain and Bengio 2016, arXiv:1610.01644). It is trained on all rows at once by L-BFGS from weights of zero, so it uses no random
/// numbers. Sums are divided in the same way for any number of threads.
/// </summary>
public static class LinearProbe
{
    // The number of rows whose gradients are summed separately. It is fixed, so that the order of sums does not depend on the threads.
    private const int Parts = 32;

    /// <summary>Trains the read-out on the training rows and predicts the class of each test row.</summary>
    /// <param name="trainFeatures">The features of the training rows, [n × dimension] finite numbers.</param>
    /// <param name="dimension">The number of features in a row.</param>
    /// <param name="trainLabels">The classes of the training rows, [n].</param>
    /// <param name="testFeatures">The features of the test rows, [m × dimension] finite numbers.</param>
    /// <param name="testLabels">The classes of the test rows, [m].</param>
    /// <param name="penalty">The penalty λ in loss = mean cross-entropy + λ/2·|W|²; biases have no penalty.</param>
    /// <param name="iterations">The largest number of L-BFGS steps.</param>
    /// <exception cref="HomeostatException">A feature is not finite.</exception>
    public static ProbeResult Classify(
        float[] trainFeatures,
        int dimension,
        int[] trainLabels,
        float[] testFeatures,
        int[] testLabels,
        double penalty = 1e-4,
        int iterations = 100)
    {
        var train = new ProbeData("training", trainFeatures, dimension, trainLabels);
        var test = new ProbeData("test", testFeatures, dimension, testLabels);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(penalty), false, nameof(penalty));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        var classes = train.Labels.Max() + 1;

        // There is one row of weights for each class, with the bias last. All features are centered and scaled together, which does not
        // change the set of read-outs, but the loss is then better conditioned and the search needs fewer steps.
        var mean = Mean(train);
        var scale = Scale(train, mean);
        var centered = Center(train, mean, scale);
        var weights = new float[classes * (dimension + 1)];
        Minimizer.Minimize(weights, (w, g) => Loss(centered, classes, w, g, penalty), iterations);

        var tested = Center(test, mean, scale);
        var predictions = new int[test.Count];
        Parallel.For(0, test.Count, i =>
        {
            Span<float> logits = stackalloc float[classes];
            Logits(tested.Row(i), weights, logits);
            var best = 0;
            for (var c = 1; c < classes; c++)
            {
                best = logits[c] > logits[best] ? c : best;
            }

            predictions[i] = best;
        });
        return new ProbeResult(Metrics.Accuracy(predictions, test.Labels), predictions);
    }

    /// <summary>Computes the loss at given weights and writes its gradient to <paramref name="gradient"/>.</summary>
    private static double Loss(ProbeData data, int classes, float[] weights, float[] gradient, double penalty)
    {
        var losses = new double[Parts];
        var gradients = new float[Parts][];
        Parallel.For(0, Parts, part =>
        {
            var own = gradients[part] = new float[weights.Length];
            losses[part] = Part(
                data, classes, weights, own, (int)((long)data.Count * part / Parts), (int)((long)data.Count * (part + 1) / Parts));
        });

        Array.Clear(gradient);
        foreach (var own in gradients)
        {
            ProbeData.AddScaled(own, 1f / data.Count, gradient);
        }

        var loss = losses.Sum() / data.Count;
        var stride = data.Dimension + 1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (i % stride != data.Dimension)
            {
                gradient[i] += (float)penalty * weights[i];
                loss += penalty / 2 * weights[i] * weights[i];
            }
        }

        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Part(ProbeData data, int classes, float[] weights, float[] gradient, int start, int end)
    {
        Span<float> p = stackalloc float[classes];
        var stride = data.Dimension + 1;
        var loss = 0.0;
        for (var i = start; i < end; i++)
        {
            var row = data.Row(i);
            Logits(row, weights, p);
            var label = data.Labels[i];
            var greatest = float.NegativeInfinity;
            foreach (var logit in p)
            {
                greatest = Math.Max(greatest, logit);
            }

            var right = p[label];
            var sum = 0f;
            for (var c = 0; c < classes; c++)
            {
                sum += p[c] = MathF.Exp(p[c] - greatest);
            }

            loss += Math.Log(sum) + greatest - right;
            for (var c = 0; c < classes; c++)
            {
                var error = (p[c] / sum) - (c == label ? 1 : 0);
                ProbeData.AddScaled(row, error, gradient.AsSpan(c * stride, data.Dimension));
                gradient[(c * stride) + data.Dimension] += error;
            }
        }

        return loss;
    }

    private static void Logits(ReadOnlySpan<float> row, float[] weights, Span<float> logits)
    {
        var stride = row.Length + 1;
        for (var c = 0; c < logits.Length; c++)
        {
            logits[c] = ProbeData.Dot(row, weights.AsSpan(c * stride, row.Length)) + weights[(c * stride) + row.Length];
        }
    }

    private static double[] Mean(ProbeData data)
    {
        var mean = new double[data.Dimension];
        for (var i = 0; i < data.Features.Length; i++)
        {
            mean[i % data.Dimension] += data.Features[i];
        }

        return Array.ConvertAll(mean, m => m / data.Count);
    }

    private static double Scale(ProbeData data, double[] mean)
    {
        var sum = 0.0;
        for (var i = 0; i < data.Features.Length; i++)
        {
            var difference = data.Features[i] - mean[i % data.Dimension];
            sum += difference * difference;
        }

        return sum == 0 ? 1 : Math.Sqrt(data.Features.Length / sum);
    }

    private static ProbeData Center(ProbeData data, double[] mean, double scale)
    {
        var features = new float[data.Features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = (float)((data.Features[i] - mean[i % data.Dimension]) * scale);
        }

        return new ProbeData("centered", features, data.Dimension, data.Labels);
    }
}
