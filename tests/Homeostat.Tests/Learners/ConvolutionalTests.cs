namespace Homeostat.Tests.Learners;

/// <summary>A convolutional network with pooling, learned by predictive coding and by back-propagation.</summary>
public class ConvolutionalTests
{
    private const string Mean = "prediction_post = rate_pre/N_pre : 1 (summed)\nfeedback_pre = error_post/N_pre : 1 (summed)";
    private const string Maximum = "prediction_post = max(rate_pre) : 1 (summed)\nfeedback_pre = is_max(rate_pre)*error_post : 1 (summed)";

    private static readonly Convolution First = Connectivity.Convolution(28, 28, kernel: 5, filters: 3, stride: 3);
    private static readonly Pooling Pool = Connectivity.Pooling(8, 8, window: 2, channels: 3);
    private static readonly Convolution Second = Connectivity.Convolution(4, 4, kernel: 3, filters: 5, channels: 3, padding: 1, dilation: 1);

    [Theory]
    [InlineData("tanh(z)", Mean)]
    [InlineData("relu(z)", Mean)]
    [InlineData("tanh(z)", Maximum)]
    public void Z_IL_equals_back_propagation_in_a_convolutional_network(string activation, string pooling)
    {
        var zil = ZeroDivergence(activation, pooling);
        using var local = Tiny.Train(zil);
        using var global = Tiny.Train(Backpropagation.Of(zil));
        for (var batch = 0; batch < 3; batch++)
        {
            global.CopyWeights(local);
            local.Next();
            global.Next();
            var gradients = global.Gradients();
            Assert.Equal(["hidden2_to_hidden3", "hidden3_to_output", "input_to_hidden1", "places_to_hidden1"], gradients.Keys.Order(StringComparer.Ordinal));
            foreach (var (name, gradient) in gradients)
            {
                var scale = gradient.Max(Math.Abs);
                Assert.True(scale > 0, $"{name} has no gradient");
                var difference = gradient.Zip(local.Gradients()[name]).Max(p => Math.Abs(p.First - p.Second));
                Assert.True(difference <= 1e-6 * scale, $"{name}: {difference} of {scale}");
            }
        }
    }

    [Theory]
    [InlineData(Mean)]
    [InlineData(Maximum)]
    public void Back_propagation_through_kernels_is_the_slope_of_the_free_energy(string pooling)
    {
        var learner = Backpropagation.Of(ZeroDivergence("tanh(z)", pooling), Optimizer.Sgd(1e-300));
        using var training = Tiny.Train(learner);
        training.Next();
        GradientTests.RequireSlope(training, learner.Train.TakeWhile(p => p is not Learn).ToArray());
    }

    [Theory]
    [InlineData(Mean)]
    [InlineData(Maximum)]
    public void The_interpreter_of_plans_computes_the_same_numbers(string pooling)
    {
        var learner = ZeroDivergence("tanh(z)", pooling);
        using var cpu = new Simulation(learner.Circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
        using var oracle = new Simulation(learner.Circuit, 2, new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter });
        foreach (var simulation in new[] { cpu, oracle })
        {
            var plan = simulation.Compile(learner.Train);
            simulation.Stream(plan, Learner.Image).CopyFrom([.. Enumerable.Range(0, 2 * 784).Select(k => Math.Abs(Math.Sin(k)))]);
            simulation.Stream(plan, Learner.Label).CopyFrom([.. Enumerable.Range(0, 20).Select(k => k is 3 or 17 ? 1.0 : 0)]);
            simulation.Run(plan);
        }

        foreach (var (name, matrix) in cpu.State)
        {
            Assert.All(matrix.ToArray().Zip(oracle[name].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    [Fact]
    public void Threads_change_no_bit_of_a_convolutional_network()
    {
        using var one = new Workers(1);
        using var three = new Workers(3);
        using var alone = Tiny.Train(ZeroDivergence("relu(z)"), ElementType.Float32, workers: one);
        using var together = Tiny.Train(ZeroDivergence("relu(z)"), ElementType.Float32, workers: three);
        for (var batch = 0; batch < 4; batch++)
        {
            alone.Next();
            together.Next();
        }

        Tiny.AssertSameBits(alone, together);
    }

    private static Learner ZeroDivergence(string activation, string pooling = Mean)
    {
        var circuit = new Circuit("convolutional predictive coding")
        {
            new Population("input", 784, "rate : 1"),
            Hidden("hidden1", First.Outputs, activation),
            Hidden("hidden2", Pool.Outputs, "z"),
            Hidden("hidden3", Second.Outputs, activation),
            new Population("output", 10, """
                dz/dt = -error/tau : 1
                error = z - softmax(prediction) : 1
                F = z*(logsumexp(prediction) - prediction) : 1 (energy)
                prediction : 1 (input)
                """) { OnSweep = "z = prediction", Method = "euler", Constants = Tau },
            new Population("places", 64, "rate = 1 : 1"),
            Learning("input", "hidden1", First, sendsBack: false),
            Learning("places", "hidden1", Connectivity.Convolution(8, 8, kernel: 1, filters: 3), sendsBack: false),
            new Projection("hidden1", "hidden2", pooling) { Connectivity = Pool },
            Learning("hidden2", "hidden3", Second, sendsBack: true),
            Learning("hidden3", "output", Connectivity.Dense, sendsBack: true),
        };
        Phase[] layers =
        [
            new Settle(1) { Plastic = ["hidden3_to_output"] },
            new Settle(1) { Plastic = ["hidden2_to_hidden3"] },
            new Settle(1),
            new Settle(1) { Plastic = ["input_to_hidden1", "places_to_hidden1"] },
        ];
        return new Learner("zil", circuit)
        {
            Train = [new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), new Sweep(), new Measure(), .. layers],
            Test = [new Clamp("input.rate", Learner.Image), new Sweep()],
            Readout = "output.prediction",
        };
    }

    private static Dictionary<string, Quantity> Tau { get; } = new() { ["tau"] = 1e-3 * Units.Second };

    private static Population Hidden(string name, int size, string activation) => new(name, size, $"""
        dz/dt = (diff(rate, z)*feedback - error)/tau : 1
        error = z - prediction : 1
        rate = {activation} : 1
        F = error**2/2 : 1 (energy)
        prediction : 1 (input)
        feedback : 1 (input)
        """) { OnSweep = "z = prediction", Method = "euler", Constants = Tau };

    private static Projection Learning(string pre, string post, Connectivity connectivity, bool sendsBack)
    {
        var deliveries = $"prediction_post = w*rate_pre : 1 (summed)\n{(sendsBack ? "feedback_pre = w*error_post : 1 (summed)" : "")}";
        var learning = Synapse.Learning(pre, post, deliveries, "-mean(error_post*rate_pre)", Optimizer.Adam());
        return learning with { Connectivity = connectivity };
    }
}
