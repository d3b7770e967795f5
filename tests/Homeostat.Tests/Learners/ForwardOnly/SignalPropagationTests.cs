namespace Homeostat.Tests.Learners.ForwardOnly;

/// <summary>Signal propagation, held against exact numbers: a loss over the batch as the fixture has it, then the circuit against that loss.</summary>
public sealed class SignalPropagationTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("signal_propagation");

    private static readonly double[][] Images = [[0.9, 0.1, 0.4], [0.2, 0.7, 0.5], [0.6, 0.3, 0.8], [0.1, 0.5, 0.2]];
    private static readonly double[][] Labels = [[1, 0], [0, 1], [1, 0], [1, 0]];

    [Fact]
    public void The_loss_over_the_batch_is_that_of_the_fixture()
    {
        var (h, t, below) = (Rules.Rows("h"), Rules.Rows("t"), Rules.Rows("t_below"));
        Rules.AssertEqual("target", [.. Targets(below).SelectMany(row => row)]);
        Rules.AssertEqual("loss", [Loss(h, t, below)]);
        AssertSlope("g_h", h);
        AssertSlope("g_t", t);

        void AssertSlope(string name, double[][] rows)
        {
            var expected = Rules.Expected(name);
            for (var k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k], Slope(rows, k, () => Loss(h, t, below)), 1e-8);
            }
        }
    }

    // The circuit never compares two samples: it counts classes, and holds one target for each.
    [Fact]
    public void Each_layer_descends_the_loss_over_the_batch()
    {
        var learner = SignalPropagation.Create([3, 5, 2], new SignalPropagationOptions { Dropout = 0, Optimizer = Optimizer.Sgd(1e-300) });
        using var training = Trial.Of(learner, Images, Labels).With("label_to_input.w", [1, -1, 0, 0.2, -0.9, 1.1]).With("bias_to_hidden1.w", [0.1, -0.2, 0.3, 0, 0.2]);
        var signal = Rows("label_to_input", 2);
        var (weights, bias) = (Rows("input_to_hidden1", 3), Rows("bias_to_hidden1", 1));
        var output = Rows("hidden1_to_output", 5);
        var energy = training.Next().FreeEnergy;
        var gradients = training.Gradients();

        var target = Targets();
        Assert.Equal(CrossEntropy(), energy, 1e-9);
        Check("label_to_input", signal, OfInput);
        Check("input_to_hidden1", weights, OfHidden);
        Check("bias_to_hidden1", bias, OfHidden);
        Check("hidden1_to_output", output, CrossEntropy);

        double[][] Targets() => [.. Labels.Select(label => Normal(Times(signal, label)).Select(b => Math.Max(b, 0)).ToArray())];
        double[] Hidden(double[] input) => [.. Normal([.. Times(weights, input).Zip(bias, (sum, row) => sum + row[0])]).Select(a => Math.Max(a, 0.01 * a))];
        double OfInput() => Loss(Images, Targets(), Labels);
        double OfHidden() => Loss([.. Images.Select(Hidden)], [.. target.Select(Hidden)], target);
        double CrossEntropy() => Images.Zip(Labels).Average(pair =>
        {
            var logits = Times(output, Hidden(pair.First));
            return Math.Log(logits.Sum(Math.Exp)) - logits.Zip(pair.Second).Sum(p => p.First * p.Second);
        });

        void Check(string projection, double[][] rows, Func<double> loss)
        {
            for (var k = 0; k < gradients[projection].Length; k++)
            {
                Assert.Equal(Slope(rows, k, loss), gradients[projection][k], 1e-7);
            }
        }

        double[][] Rows(string projection, int columns) => [.. training.Values($"{projection}.w").Chunk(columns)];
    }

    [Fact]
    public void Drawn_digits_are_learned()
    {
        using var training = new Training(
            SignalPropagation.Create([784, 64, 64, 10], new SignalPropagationOptions { Optimizer = Optimizer.Adam(3e-3) }), Digits.Draw(train: 2000, test: 500, seed: 3), new TrainingOptions { Batch = 20, Epochs = 4 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0.6, 1);
    }

    [Fact]
    public void A_network_without_a_hidden_layer_is_refused() => Assert.Equal(
        "The layers 784,10 have 0 hidden layers, but 1 or more is needed: images and targets are matched in hidden layers. Give more sizes, as in 784,256,10.",
        Assert.Throws<HomeostatException>(() => SignalPropagation.Create([784, 10])).Message);

    private static double[][] Targets(double[][] below) => [.. below.Select(one =>
    {
        var alike = below.Select(other => Dot(one, other)).ToArray();
        return alike.Select(score => score >= alike.Max() - 1e-12 ? 1.0 : 0).ToArray();
    })];

    private static double Loss(double[][] h, double[][] t, double[][] below)
    {
        var targets = Targets(below);
        return h.Select((row, sample) =>
        {
            var scores = t.Select(target => Dot(row, target)).ToArray();
            var norm = Math.Log(scores.Sum(Math.Exp));
            return scores.Select((score, other) => targets[sample][other] * (norm - score)).Sum();
        }).Average();
    }

    private static double Slope(double[][] rows, int index, Func<double> loss)
    {
        const double Step = 1e-6;
        var (row, column) = Math.DivRem(index, rows[0].Length);
        var value = rows[row][column];
        rows[row][column] = value + Step;
        var above = loss();
        rows[row][column] = value - Step;
        var below = loss();
        rows[row][column] = value;
        return (above - below) / (2 * Step);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);

    private static double[] Times(double[][] rows, double[] vector) => [.. rows.Select(row => Dot(row, vector))];

    private static double[] Normal(double[] row)
    {
        var mean = row.Average();
        var spread = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + 1e-5);
        return [.. row.Select(value => (value - mean) / spread)];
    }
}
