namespace Homeostat.Tests.Learners.ForwardOnly;

/// <summary>Predictive forward-forward and its generator, held against exact numbers.</summary>
public sealed class PredictiveForwardForwardTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("pff_step");

    // The fixture's two rows are one image with its right label and, of two classes, the wrong one.
    [Fact]
    public void One_step_has_its_exact_activity_and_gradients()
    {
        using var training = Stepped();
        Rules.AssertEqual("z1", [.. training.Values("hidden1.z"), .. training.Values("hidden1.z_wrong")]);
        Rules.AssertEqual("z2", [.. training.Values("hidden2.z"), .. training.Values("hidden2.z_wrong")]);
        AssertClose(Rules.Rows("z1_start")[0], training.Values("hidden1.start"));
        AssertClose(Rules.Rows("z2_start")[0], training.Values("hidden2.start"));
        var gradients = training.Gradients();
        foreach (var (name, projection) in Names)
        {
            // Gradients are clipped before the optimizer takes its step. The fixture has a row for each presynaptic unit.
            var expected = Rules.Expected($"gradients/{name}").Select(g => Math.Clamp(g, -1, 1)).ToArray();
            AssertClose(expected, name[0] == 'b' ? gradients[projection] : [.. Transposed([.. gradients[projection].Chunk(Rules.Rows(name).Length)])]);
        }
    }

    [Fact]
    public void The_loss_is_that_of_both_labels()
    {
        var result = default(BatchResult)!;
        using var training = Stepped(last => result = last);
        Assert.Equal(Rules.Expected("loss1")[0] + Rules.Expected("loss2")[0], result.FreeEnergy, 1e-9);
    }

    [Fact]
    public void Drawn_digits_are_learned_and_painted_better_than_by_their_mean()
    {
        var digits = Digits.Draw(train: 1000, test: 100, seed: 3);
        using var training = new Training(
            PredictiveForwardForward.Create([784, 40, 40, 10], new PredictiveForwardForwardOptions { Optimizer = Optimizer.Adam(2e-3) }),
            digits, new TrainingOptions { Batch = 20, Epochs = 4 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0.55, 1);

        var (learned, shown) = (Pixels(digits.Train), Pixels(digits.Test));
        var mean = Enumerable.Range(0, 784).Select(pixel => learned.Average(image => image[pixel])).ToArray();
        var painted = training.Responses("input.painted", digits.Test).Chunk(784).ToArray();
        var byMean = shown.Average(image => Distance(image, mean));
        Assert.InRange(shown.Zip(painted).Average(pair => Distance(pair.First, [.. pair.Second.Select(value => (double)value)])), 0, byMean);

        static double Distance(double[] a, double[] b) => a.Zip(b).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));
        static double[][] Pixels(DataPart part) => [.. Enumerable.Range(0, part.Count).Select(sample =>
        {
            var pixels = new double[784];
            part[Learner.Image].CopyTo(sample, pixels);
            return pixels;
        })];
    }

    [Fact]
    public void One_hidden_layer_is_too_few() => Assert.Equal(
        "The layers 784,16,10 have 1 hidden layers, but 2 or more are needed: the image enters the first, the label the last. Give more sizes, as in 784,256,256,10.",
        Assert.Throws<HomeostatException>(() => PredictiveForwardForward.Create([784, 16, 10])).Message);

    private static readonly (string Name, string Projection)[] Names =
    [
        ("W1", "input_to_hidden1"), ("W2", "hidden1_to_hidden2"), ("V2", "hidden2_to_hidden1"), ("V", "label_to_hidden2"), ("W", "hidden2_to_output"),
        ("L1", "hidden1_to_hidden1"), ("L2", "hidden2_to_hidden2"), ("b1", "bias_to_hidden1"), ("b2", "bias_to_hidden2"), ("b", "bias_to_output"),
    ];

    private static Training Stepped(Action<BatchResult>? after = null)
    {
        var options = new PredictiveForwardForwardOptions
        {
            Steps = 1, Threshold = Rules.Number("theta"), Leak = Rules.Number("alpha"), LabelScale = Rules.Number("y_scale"), Group = 2, Noise = 0, GeneratorNoise = 0,
        };
        var training = Trial.Of(PredictiveForwardForward.Create([3, 4, 4, 2], options), [Rules.Rows("X")[0]], [Rules.Rows("Y")[0]]);
        foreach (var (name, projection) in Names)
        {
            training.With($"{projection}.w", name[0] == 'b' ? Rules.Input(name) : [.. Transposed(Rules.Rows(name))]);
        }

        var result = training.Next();
        after?.Invoke(result);
        return training;
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Rules.Tolerance));
    }

    private static IEnumerable<double> Transposed(double[][] rows) =>
        Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => row[column]));
}
