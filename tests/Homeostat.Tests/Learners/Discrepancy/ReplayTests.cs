namespace Homeostat.Tests.Learners.Discrepancy;

/// <summary>The replay of neural generative coding against its arithmetic in plain loops.</summary>
public sealed class ReplayTests
{
    private static readonly int[] Layers = [5, 4, 3, 4];
    private static readonly double[][] Images = [[1, 0, 1, 1, 0], [0, 1, 0, 1, 1], [0.2, 0.9, 0.4, 0, 1]];

    [Theory]
    [InlineData(UnitValue.Activities, Feedback.Learned, true, true)]
    [InlineData(UnitValue.States, Feedback.Tied, true, false)]
    [InlineData(UnitValue.States, Feedback.Learned, false, true)]
    public void Synapses_learn_from_the_dream_of_the_causes_and_what_layers_were_awake(UnitValue compared, Feedback feedback, bool precision, bool skips)
    {
        // Next to nothing is learned, so that both circuits settle alike; weights large enough for states that are far from what is predicted.
        var options = new NeuralGenerativeCodingOptions
        {
            Steps = 8, Group = 2, TopGroup = 2, Compared = compared, Feedback = feedback, Precision = precision, Skips = skips, Weights = "0.4*randn()",
            Activation = "where(z >= 0, z, 0.1*z)", Optimizer = Optimizer.Sgd(1e-15),
        };
        using var awake = Trained(options);
        using var replayed = Trained(options with { Replay = true });
        var (was, now) = (awake.Simulation, replayed.Simulation);
        var (w1, w2, w3) = (W("hidden1_to_input"), W("hidden2_to_hidden1"), W("hidden3_to_hidden2"));

        double[][] images = Rows(was, "input.z"), top = Rows(was, "hidden3.z"), second = Rows(was, "hidden2.z"), first = Rows(was, "hidden1.z");
        var g1 = new double[5, 4];
        var g2 = new double[4, 3];
        var g3 = new double[3, 4];
        var far = 0.0;
        for (var sample = 0; sample < Images.Length; sample++)
        {
            var rate3 = Rates(top[sample]);
            var z2 = Product(w3, rate3);
            var rate2 = Rates(z2);
            var z1 = Sum(Product(w2, rate2), skips ? Product(W("hidden3_to_hidden1"), rate3) : new double[4]);
            var rate1 = Rates(z1);
            var logits = Sum(Product(w1, rate1), skips ? Product(W("hidden2_to_input"), rate2) : new double[5]);
            var image = logits.Select(x => 1 / (1 + Math.Exp(-x)));
            double[] error0 = [.. images[sample].Zip(image, (x, expected) => x - expected)];
            var error1 = Weighted("hidden1_covariance.factor", Deviation(first[sample], z1));
            var error2 = Weighted("hidden2_covariance.factor", Deviation(second[sample], z2));
            Add(g1, error0, rate1);
            Add(g2, error1, rate2);
            Add(g3, error2, rate3);
            far += z1.Zip(first[sample], (dreamt, seen) => Math.Abs(dreamt - seen)).Sum();
            AssertNear(z1, Rows(now, "hidden1.z")[sample]);
            AssertNear(z2, Rows(now, "hidden2.z")[sample]);
        }

        Assert.True(far > 0.1, "The dream is what was seen, so that this test would show nothing.");
        AssertEqual(g1, "hidden1_to_input.g");
        AssertEqual(g2, "hidden2_to_hidden1.g");
        AssertEqual(g3, "hidden3_to_hidden2.g");
        if (precision)
        {
            Assert.Equal(was["hidden1_covariance.g"].ToArray(), now["hidden1_covariance.g"].ToArray());
        }

        Matrix W(string projection) => now[$"{projection}.w"];

        double[] Deviation(double[] seen, double[] predicted) => compared == UnitValue.States
            ? [.. seen.Zip(predicted, (z, mean) => z - mean)]
            : [.. Rates(seen).Zip(predicted, (rate, mean) => rate - Math.Max(mean, 0))];

        double[] Weighted(string factor, double[] deviation) => precision
            ? [.. Enumerable.Range(0, deviation.Length).Select(pre => deviation.Select((d, post) => now[factor][post, pre] * d).Sum())]
            : deviation;

        void AssertEqual(double[,] g, string variable) => AssertNear([.. g.Cast<double>().Select(sum => -sum / Images.Length)], now[variable].ToArray());
    }

    [Theory]
    [InlineData(Labels.None)]
    [InlineData(Labels.Joint)]
    [InlineData(Labels.Conditional)]
    public void A_test_after_a_replay_sees_the_image_as_if_there_had_been_none(Labels labels)
    {
        var options = new NeuralGenerativeCodingOptions { Steps = 8, Group = 2, TopGroup = 2, Labels = labels };
        using var training = Trained(options with { Replay = true });
        using var other = Of(options);
        other.CopyWeights(training);
        Assert.Equal(other.FreeEnergy(other.Data.Train), training.FreeEnergy(training.Data.Train), 1e-12);
    }

    private static Training Trained(NeuralGenerativeCodingOptions options)
    {
        var training = Of(options);
        training.Next();
        return training;
    }

    private static Training Of(NeuralGenerativeCodingOptions options) => options.Labels == Labels.None
        ? Trial.Of(NeuralGenerativeCoding.Create(Layers, options), Images)
        : Trial.Of(NeuralGenerativeCoding.Create([.. Layers, 2], options), Images, [[1, 0], [0, 1], [1, 0]]);

    private static double[] Rates(double[] z) => [.. z.Select(x => x >= 0 ? x : 0.1 * x)];

    private static double[][] Rows(Simulation simulation, string variable)
    {
        var values = simulation[variable].ToArray();
        return [.. values.Chunk(values.Length / Images.Length)];
    }

    private static double[] Product(Matrix matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(row => Enumerable.Range(0, vector.Length).Sum(column => matrix[row, column] * vector[column]))];

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static void Add(double[,] sum, double[] post, double[] pre)
    {
        for (var row = 0; row < post.Length; row++)
        {
            for (var column = 0; column < pre.Length; column++)
            {
                sum[row, column] += post[row] * pre[column];
            }
        }
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
