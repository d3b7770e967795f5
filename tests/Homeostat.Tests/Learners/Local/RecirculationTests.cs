using Homeostat.Tests.Learners.Energy;

namespace Homeostat.Tests.Learners.Local;

/// <summary>Recirculation: its exact numbers, its fixed point and its limit.</summary>
public sealed class RecirculationTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("recirculation");

    private static readonly RecirculationOptions Options = new() { Bias = false, Optimizer = Optimizer.Sgd(0.1) };

    [Fact]
    public void A_batch_has_the_exact_activities_and_changes()
    {
        using var training = Loop(Options, Rules.Input("v0"), Rules.Input("W"), Rules.Input("V"));
        training.Next();
        Rules.AssertEqual("h1", training.Values("hidden1.first"));
        Rules.AssertEqual("v2", training.Values("input.v"));
        Rules.AssertEqual("h3", training.Values("hidden1.h"));
        Rules.AssertEqual("dV", Change("hidden1_to_input.w", Rules.Input("V")));
        Rules.AssertEqual("dW", Change("input_to_hidden1.w", Rules.Input("W")));

        double[] Change(string weight, double[] before) => [.. training.Values(weight).Zip(before, (now, then) => now - then)];
    }

    [Fact]
    public void Nothing_is_learned_where_an_image_comes_back_as_it_was()
    {
        // An image that the loop maps to itself is found by going round it.
        double[] image = [0.3, 0.6, 0.5];
        for (var round = 0; round < 200; round++)
        {
            image = Sigmoid(Rules.Rows("V"), Sigmoid(Rules.Rows("W"), image));
        }

        using var training = Loop(Options, image, Rules.Input("W"), Rules.Input("V"));
        training.Next();
        Assert.All(training.Gradients().Values.SelectMany(g => g), g => Assert.InRange(Math.Abs(g), 0, 1e-15));

        // Any other image changes weights.
        using var other = Loop(Options, Rules.Input("v0"), Rules.Input("W"), Rules.Input("V"));
        other.Next();
        Assert.All(other.Gradients().Values, g => Assert.Contains(g, x => Math.Abs(x) > 1e-4));
    }

    [Fact]
    public void With_symmetric_weights_the_change_approaches_the_gradient_of_the_cross_entropy_as_the_regression_approaches_one()
    {
        var (w, image) = (Rules.Rows("W"), Rules.Input("v0"));
        double[][] v = [.. Enumerable.Range(0, 3).Select(pixel => w.Select(row => row[pixel]).ToArray())];
        Assert.InRange(Error(0.9), 1e-4, 0.1);
        Assert.InRange(Error(0.99) / Error(0.9), 0.05, 0.15);

        // The largest error relative to the largest slope, which is found by finite differences.
        double Error(double regression)
        {
            using var training = Loop(Options with { Regression = regression }, image, [.. w.SelectMany(row => row)], [.. v.SelectMany(row => row)]);
            training.Next();
            var found = training.Gradients()["input_to_hidden1"].Select(g => g / ((1 - regression) * (1 - regression))).ToArray();
            double[] slopes = [.. Enumerable.Range(0, 6).Select(k => (CrossEntropy(k, 1e-5) - CrossEntropy(k, -1e-5)) / 2e-5)];
            return found.Zip(slopes, (f, s) => Math.Abs(f - s)).Max() / slopes.Max(Math.Abs);
        }

        double CrossEntropy(int changed, double by)
        {
            double[][] weights = [.. w.Select((row, unit) => row.Select((x, pixel) => (3 * unit) + pixel == changed ? x + by : x).ToArray())];
            return image.Zip(Sigmoid(v, Sigmoid(weights, image)), (x, y) => -(x * Math.Log(y)) - ((1 - x) * Math.Log(1 - y))).Sum();
        }
    }

    [Fact]
    public void Drawn_digits_are_reconstructed()
    {
        var digits = Digits.Draw(train: 1000, test: 200, seed: 4);
        using var training = new Training(
            Recirculation.Create([784, 64], new RecirculationOptions { Optimizer = Optimizer.Adam(0.01) }), digits, new TrainingOptions { Batch = 50, Epochs = 20 });
        var before = Reconstruction.Unexplained(training, digits);
        training.Run();
        Assert.InRange(before, 1, 20);
        Assert.InRange(Reconstruction.Unexplained(training, digits), 0, 0.55);
    }

    [Fact]
    public void A_loop_of_more_than_two_layers_is_refused() => Assert.Equal(
        "The layers 784,64,10 do not fit the model, which takes 2 of one unit or more: activity goes round a loop of the pixels and one layer of hidden units. "
        + "Give sizes, as in 784,128.",
        Assert.Throws<HomeostatException>(() => Recirculation.Create([784, 64, 10])).Message);

    private static Training Loop(RecirculationOptions options, double[] image, double[] w, double[] v) =>
        Trial.Of(Recirculation.Create([3, 2], options), [image]).With("input_to_hidden1.w", w).With("hidden1_to_input.w", v);

    private static double[] Sigmoid(double[][] weights, double[] x) => [.. weights.Select(row => 1 / (1 + Math.Exp(-row.Zip(x, (a, b) => a * b).Sum())))];
}
