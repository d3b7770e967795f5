using System.Text.RegularExpressions;

namespace Homeostat.Tests.Learners;

/// <summary>Networks of many layers.</summary>
public class DepthTests
{
    private static readonly TrainingOptions Options = new() { Batch = 40, Epochs = 2 };

    public static TheoryData<string, string[]> Nets => new()
    {
        { "Fast with six hidden layers", ["hidden1"] },
        { "12 hidden layers", ["hidden1", "hidden2"] },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void Layers_that_no_error_reaches_are_named_with_a_remedy(string net, string[] among)
    {
        var (hidden, options) = net.StartsWith("Fast", StringComparison.Ordinal) ? (6, PredictiveCodingOptions.Fast) : (12, new() { Weights = "randn()*sqrt(2/N_pre)" });
        using var training = new Training(PredictiveCoding.Create([784, .. Enumerable.Repeat(16, hidden), 10], options), Tiny.Data, Options);
        var first = training.Next();
        Assert.All(training.Gradients(), gradient => Assert.Equal(first.Unreached.Contains(gradient.Key), gradient.Value.All(g => g == 0)));
        Assert.All(among, layer => Assert.Contains($" {layer}", first.Warning, StringComparison.Ordinal));
        Assert.Contains("exactly 0", first.Warning, StringComparison.Ordinal);
        Assert.Contains("SignalScaling.Depth", first.Warning, StringComparison.Ordinal);
        Assert.DoesNotContain($"hidden{hidden} ", first.Warning, StringComparison.Ordinal);

        // It is said once, not in every epoch.
        training.Run(result => Assert.Null(result.Warning));
        Assert.Equal([first.Warning!], training.Warnings);
    }

    [Fact]
    public void Where_every_layer_is_reached_nothing_is_said()
    {
        int[] deep = [784, .. Enumerable.Repeat(16, 12), 10];
        foreach (var learner in new[]
        {
            Tiny.PredictiveCoding(), PredictiveCoding.Create([784, 10]), ZeroDivergenceInference.Create(deep, new() { Activation = "tanh(z)" }),
            Backpropagation.Of(PredictiveCoding.Create(deep)), GenerativePredictiveCoding.Create([784, 16]),
        })
        {
            using var training = new Training(learner, Tiny.Data, Options);
            training.Run(result => Assert.Empty(result.Unreached));
            Assert.Empty(training.Warnings);
        }
    }

    [Fact]
    public void A_layer_that_learns_by_its_bias_alone_is_no_cause_for_a_warning()
    {
        using var training = new Training(PredictiveCoding.Create([784, 10], new() { Activation = "0*z" }), Tiny.Data, Options);
        Assert.Null(training.Next().Warning);
        using var silent = new Training(PredictiveCoding.Create([784, 8, 10], new() { Activation = "relu(z - 1000)" }), Tiny.Data, Options);
        var result = silent.Next();
        Assert.Contains("1 of 2 layers", result.Warning, StringComparison.Ordinal);
        Assert.Contains("onto hidden1 was", result.Warning, StringComparison.Ordinal);
        Assert.Contains("all units of a layer are silent", result.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaling_with_depth_has_the_factors_of_the_reference()
    {
        // μPC: 784 inputs, 128 units, 30 layers of weights of standard normal size.
        var learner = PredictiveCoding.Create([784, .. Enumerable.Repeat(128, 29), 10], new() { Scaling = SignalScaling.Depth });
        double Scale(string layer) => learner.Circuit[layer].Constants["scale"].Value;
        Assert.Equal(0.03571428571428571, Scale("input"), 1e-15);
        Assert.Equal(0.01613743060919757, Scale("hidden1"), 1e-15);
        Assert.Equal(0.01613743060919757, Scale("hidden28"), 1e-15);
        Assert.Equal(0.0078125, Scale("hidden29"), 1e-15);
        Assert.Equal("randn()", learner.Circuit.Projections.First(p => p.Name == "hidden1_to_hidden2").Initial["w"]);

        // Between layers of different size there is nothing to pass on.
        var odd = PredictiveCoding.Create([784, 128, 64, 10], new() { Scaling = SignalScaling.Depth }).Circuit;
        Assert.Equal(0.08838834764831843, odd["hidden1"].Constants["scale"].Value, 1e-15);
        Assert.DoesNotContain(odd.Projections, p => p.Name.Contains("passed", StringComparison.Ordinal));
    }

    [Fact]
    public void Scaled_with_depth_32_layers_all_learn()
    {
        var options = new PredictiveCodingOptions { Scaling = SignalScaling.Depth, Steps = 66, Rate = 0.3, Optimizer = Optimizer.Adam(0.01) };
        using var training = new Training(PredictiveCoding.Create([784, .. Enumerable.Repeat(16, 32), 10], options), Tiny.Data, Options);
        Assert.Empty(training.Next().Unreached);
        Assert.Empty(training.Warnings);
        var before = training.FreeEnergy(Tiny.Data.Train);
        training.Run();
        Assert.True(training.FreeEnergy(Tiny.Data.Train) < before);
    }

    [Fact]
    public void Back_propagation_passes_what_layers_pass_on()
    {
        // The slope of the free energy by each weight, through the layers and past them, against a finite difference.
        var options = new PredictiveCodingOptions { Scaling = SignalScaling.Depth, Activation = "tanh(z)" };
        var learner = Backpropagation.Of(PredictiveCoding.Create([784, 6, 6, 6, 10], options), Optimizer.Sgd(1e-300));
        using var training = Tiny.Train(learner);
        training.Next();
        var simulation = training.Simulation;
        var plan = simulation.Compile([.. learner.Train.TakeWhile(p => p is not Learn)]);
        foreach (var (source, target) in new[] { ("image", "image"), ("label", "label") })
        {
            simulation.Stream(plan, source).CopyFrom(simulation.Stream(training.TrainPlan, target).ToArray());
        }

        foreach (var (name, gradient) in training.Gradients().Where(g => Regex.IsMatch(g.Key, "^(hidden|bias_to_hidden)")))
        {
            var weights = simulation[$"{name}.w"];
            var kept = weights[1, 0];
            var expected = (Energy(kept + 1e-4) - Energy(kept - 1e-4)) / 2e-4;
            Assert.Equal(expected, gradient[weights.Columns], 1e-7 + (1e-5 * Math.Abs(expected)));

            double Energy(double weight)
            {
                weights[1, 0] = weight;
                simulation.Changed($"{name}.w");
                simulation.Run(plan);
                weights[1, 0] = kept;
                simulation.Changed($"{name}.w");
                return simulation.MeanFreeEnergy(plan, training.Options.Batch);
            }
        }
    }
}
