using System.Runtime.CompilerServices;

namespace Homeostat;

/// <summary>
/// The linear probe: how well classes can be told by a linear read-out (softmax regression with a bias) of a layer's activity
/// (Alain and Bengio 2016, arXiv:1610.01644). Trained on all rows at once by L-BFGS, from zero, so nothing in it is random;
/// sums are cut the same way whatever the number of threads.
/// </summary>
public static class LinearProbe
{
    // Rows whose gradients are summed apart; a fixed number, so the order of sums does not depend on the threads.
    private const int Parts = 32;

    /// <summary>Trains on training rows and predicts the class of test rows.</summary>
    /// <param name="trainFeatures">[n × dimension] finite numbers.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="trainLabels">[n] classes.</param>
    /// <param name="testFeatures">[m × dimension] finite numbers.</param>
    /// <param name="testLabels">[m] classes.</param>
    /// <param name="penalty">λ in loss = mean cross-entropy + λ/2·|W|²; the bias is free.</param>
    /// <param name="iterations">Steps of L-BFGS at most.</param>
    /// <exception cref="HomeostatException">A feature is not finite.</exception>
    public static ProbeResult Classify(
        float[] trainFeatures,
        int dimension,
        byte[] trainLabels,
        float[] testFeatures,
        byte[] testLabels,
        double penalty = 1e-4,
        int iterations = 100)
    {
        var train = new ProbeData("training", trainFeatures, dimension, trainLabels);
        var test = new ProbeData("test", testFeatures, dimension, testLabels);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(penalty), false, nameof(penalty));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        var classes = train.Labels.Max() + 1;

        // One row of weights a class, its bias last. Features are centered and scaled as a whole, which leaves the
        // read-out as it is but lets the search see a rounder valley.
        var mean = Mean(train);
        var scale = Scale(train, mean);
        var centered = Center(train, mean, scale);
        var weights = new float[classes * (dimension + 1)];
        Minimizer.Minimize(weights, (w, g) => Loss(centered, classes, w, g, penalty), iterations);

        var tested = Center(test, mean, scale);
        var predictions = new byte[test.Count];
        Parallel.For(0, test.Count, i =>
        {
            Span<float> logits = stackalloc float[classes];
            Logits(tested.Row(i), weights, logits);
            var best = 0;
            for (var c = 1; c < classes; c++)
            {
                best = logits[c] > logits[best] ? c : best;
            }

            predictions[i] = (byte)best;
        });
        return new ProbeResult(Metrics.Accuracy(predictions, test.Labels), predictions);
    }

    /// <summary>The loss at these weights; its gradient goes to <paramref name="gradient"/>.</summary>
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
