using CsCheck;

namespace Homeostat.Tests.Evaluation;

public class ProbeTests
{
    [Fact]
    public void Neighbors_are_those_of_the_plain_computation() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 21], Gen.Int[1, 11], Gen.Int[1, 4], Gen.Int).Sample((n, dimension, m, k, seed) =>
        {
            k = Math.Min(k, n);
            var random = new Random(seed);

            // Small whole numbers, so that distances are exact and ties are frequent.
            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-2, 3))];
            int[] Classes(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3))];
            var (train, trainLabels, test, testLabels) = (Draw(n * dimension), Classes(n), Draw(m * dimension), Classes(m));
            var result = NearestNeighbors.Classify(train, dimension, trainLabels, test, testLabels, k);
            for (var t = 0; t < m; t++)
            {
                float Distance(int i) => Enumerable.Range(0, dimension).Sum(d => MathF.Pow(train[(i * dimension) + d] - test[(t * dimension) + d], 2));
                var nearest = Enumerable.Range(0, n).OrderBy(Distance).ThenBy(i => i).Take(k).Select(i => trainLabels[i]).ToArray();
                var expected = nearest.MaxBy(c => nearest.Count(o => o == c));
                Assert.Equal(expected, result.Predictions[t]);
            }

            Assert.Equal(Metrics.Accuracy(result.Predictions, testLabels), result.Accuracy);
        });

    [Fact]
    public void Linear_probe_tells_what_a_plane_can_tell()
    {
        var (features, labels) = Clouds(600, apart: 6, seed: 1);
        var (test, testLabels) = Clouds(300, apart: 6, seed: 2);
        Assert.True(LinearProbe.Classify(features, 3, labels, test, testLabels).Accuracy > .98);
    }

    [Fact]
    public void Linear_probe_cannot_tell_an_exclusive_or_but_neighbors_can()
    {
        float[] features = [0, 0, 0, 1, 1, 0, 1, 1];
        int[] labels = [0, 1, 1, 0];
        Assert.True(LinearProbe.Classify(features, 2, labels, features, labels).Accuracy <= .75);
        Assert.Equal(1, NearestNeighbors.Classify(features, 2, labels, features, labels, k: 1).Accuracy);
    }

    [Fact]
    public void Linear_probe_does_not_mind_the_scale_or_origin_of_features()
    {
        var (features, labels) = Clouds(400, apart: 2, seed: 3);
        var (test, testLabels) = Clouds(400, apart: 2, seed: 4);
        float[] Moved(float[] values) => Array.ConvertAll(values, v => (1e-3f * v) + 5);
        var plain = LinearProbe.Classify(features, 3, labels, test, testLabels);
        var moved = LinearProbe.Classify(Moved(features), 3, labels, Moved(test), testLabels);
        Assert.InRange(moved.Accuracy, plain.Accuracy - .01, plain.Accuracy + .01);
    }

    [Fact]
    public void Probes_repeat_themselves_to_the_bit()
    {
        var (features, labels) = Clouds(500, apart: 1, seed: 5);
        var (test, testLabels) = Clouds(500, apart: 1, seed: 6);
        Assert.Equal(
            LinearProbe.Classify(features, 3, labels, test, testLabels).Predictions,
            LinearProbe.Classify(features, 3, labels, test, testLabels).Predictions);
        Assert.Equal(
            NearestNeighbors.Classify(features, 3, labels, test, testLabels).Predictions,
            NearestNeighbors.Classify(features, 3, labels, test, testLabels).Predictions);
    }

    [Fact]
    public void The_minimizer_finds_the_bottom_of_a_long_valley()
    {
        var x = new float[] { -1, 1, 4 };
        Minimizer.Minimize(
            x,
            (p, gradient) =>
            {
                (gradient[0], gradient[1], gradient[2]) = (p[0] - 3, 100 * (p[1] + 2), 1e4f * (p[2] - 1));
                return (.5 * Math.Pow(p[0] - 3, 2)) + (50 * Math.Pow(p[1] + 2, 2)) + (5e3 * Math.Pow(p[2] - 1, 2));
            },
            100);
        Assert.Equal(3, x[0], 1e-3);
        Assert.Equal(-2, x[1], 1e-3);
        Assert.Equal(1, x[2], 1e-3);
    }

    [Fact]
    public void What_is_not_finite_is_named()
    {
        var e = Assert.Throws<HomeostatException>(() => LinearProbe.Classify([0, 1, 2, float.NaN], 2, [0, 1], [0, 1], [0]));
        Assert.Contains("training features hold NaN in row 1, column 1", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<HomeostatException>(() => NearestNeighbors.Classify([0, 1], 2, [0], [0, float.NegativeInfinity], [0], k: 1));
        Assert.Contains("test features", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<HomeostatException>(() => NearestNeighbors.Classify([0, 1e30f], 2, [0], [0, 1], [0], k: 1));
        Assert.Contains("numbers up to 1e15", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearProbe.Classify([0, 1], 1, [0, 1], [0], [0], penalty: double.NaN));
        Assert.Throws<ArgumentException>(() => LinearProbe.Classify([0, 1, 2], 2, [0, 1], [0, 1], [0]));
    }

    /// <summary>Three clouds of points in three dimensions, deviation 1, so far apart.</summary>
    private static (float[] Features, int[] Labels) Clouds(int count, float apart, int seed)
    {
        var random = new Random(seed);
        var features = new float[3 * count];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (var d = 0; d < 3; d++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                features[(3 * i) + d] = (float)normal + (d == labels[i] ? apart : 0);
            }
        }

        return (features, labels);
    }
}
