namespace Homeostat.Tests.Learners;

public class GradientTests
{
    public static TheoryData<string, OutputModel, bool> Networks => new()
    {
        { "sigmoid(z)", OutputModel.Gaussian, true },
        { "tanh(z)", OutputModel.Gaussian, false },
        { "softplus(z)", OutputModel.Categorical, true },
        { "relu(z)", OutputModel.Categorical, true },
        { "z", OutputModel.Gaussian, true },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Z_IL_equals_back_propagation(string activation, OutputModel output, bool bias)
    {
        var options = new ZeroDivergenceOptions { Activation = activation, Output = output, Bias = bias };
        var zil = ZeroDivergenceInference.Create(Tiny.Layers, options);
        using var local = Tiny.Train(zil);
        using var global = Tiny.Train(Backpropagation.Of(zil));
        for (var batch = 0; batch < 3; batch++)
        {
            // Weights stay together, so each of the batches compares gradients at the same point.
            global.CopyWeights(local);
            local.Next();
            global.Next();
            foreach (var (name, gradient) in global.Gradients())
            {
                var scale = gradient.Max(Math.Abs);
                Assert.True(scale > 0, $"{name} has no gradient");
                var difference = gradient.Zip(local.Gradients()[name]).Max(p => Math.Abs(p.First - p.Second));
                Assert.True(difference <= 1e-6 * scale, $"{name}: {difference} of {scale}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Back_propagation_is_the_slope_of_the_free_energy_after_the_sweep(string activation, OutputModel output, bool bias)
    {
        var options = new PredictiveCodingOptions { Activation = activation, Output = output, Bias = bias };
        var learner = Backpropagation.Of(PredictiveCoding.Create(Tiny.Layers, options), Optimizer.Sgd(1e-300));
        using var training = Tiny.Train(learner);
        training.Next();
        RequireSlope(training, learner.Train.TakeWhile(p => p is not Learn).ToArray());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predictive_coding_follows_the_slope_of_the_free_energy_at_the_settled_state(
        string activation, OutputModel output, bool bias)
    {
        var learner = PredictiveCoding.Create(Tiny.Layers, new PredictiveCodingOptions
        {
            Activation = activation, Output = output, Bias = bias, Optimizer = Optimizer.Sgd(1e-300),
        });
        using var training = Tiny.Train(learner);
        training.Next();

        // The states stay where they settled; only a weight moves.
        RequireSlope(training, [.. learner.Train.OfType<Clamp>(), new Measure()]);
    }

    [Theory]
    [InlineData(SignalScaling.None)]
    [InlineData(SignalScaling.Depth)]
    public void States_settle_down_the_slope_of_the_free_energy(SignalScaling scaling)
    {
        var options = Tiny.Options with { Activation = "tanh(z)", Output = OutputModel.Categorical, Scaling = scaling };
        var learner = PredictiveCoding.Create([784, 16, 16, 10], options);
        using var training = Tiny.Train(learner);
        training.Next();
        var simulation = training.Simulation;
        var clamps = learner.Train.OfType<Clamp>().ToArray();
        var measure = simulation.Compile([.. clamps, new Measure()]);
        var step = simulation.Compile([.. clamps, new Settle(1)]);
        foreach (var name in new[] { "hidden1.z", "hidden2.z" })
        {
            var before = simulation.Snapshot();
            simulation.Run(step);
            var after = simulation.Snapshot();
            simulation.Restore(before);
            for (var unit = 0; unit < 5; unit++)
            {
                // rate 0.1: the step is -0.1·∂F/∂z of that sample.
                var columns = simulation[name].Columns;
                var moved = (after.Values[name][(3 * columns) + unit] - before.Values[name][(3 * columns) + unit]) / 0.1;
                var slope = Slope(simulation, name, 3, unit, () =>
                {
                    simulation.Run(measure);
                    return simulation.FreeEnergy(measure, 3);
                });
                Assert.Equal(-slope, moved, 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(UpdateOrder.Together)]
    [InlineData(UpdateOrder.EvenOdd)]
    [InlineData(UpdateOrder.Random)]
    public void Free_energy_falls_with_every_step_to_an_equilibrium_that_does_not_depend_on_the_order(UpdateOrder order)
    {
        var learner = Tiny.PredictiveCoding();
        using var training = Tiny.Train(learner);
        training.Next();
        var simulation = training.Simulation;
        var clamps = learner.Train.OfType<Clamp>().ToArray();
        simulation.Run(simulation.Compile([.. clamps, new Sweep()]));
        var start = simulation.Snapshot();
        var step = simulation.Compile([.. clamps, new Settle(1) { Order = order }, new Measure()]);
        var last = double.PositiveInfinity;
        for (var i = 0; i < 400; i++)
        {
            simulation.Run(step);
            var energy = simulation.MeanFreeEnergy(step, training.Options.Batch);
            Assert.True(energy <= last + 1e-12, $"rose from {last} to {energy} at step {i}");
            last = energy;
        }

        var settled = simulation.Snapshot().Values["hidden1.z"];
        simulation.Restore(start);
        simulation.Run(simulation.Compile([.. clamps, new Settle(2000)]));
        Assert.True(settled.Zip(simulation.Snapshot().Values["hidden1.z"]).All(p => Math.Abs(p.First - p.Second) < 1e-6));
    }

    [Fact]
    public void Learned_feedback_aligns_with_the_forward_weights()
    {
        // Both weights get the same change and the same decay, so what they started with fades (Kolen & Pollack 1994).
        var learner = Tiny.PredictiveCoding(Tiny.Options with
        {
            Feedback = Feedback.Learned,
            Optimizer = Optimizer.Sgd(0.4).WithDecay(0.4),
        });
        using var training = Tiny.Train(learner, batch: 4);
        var before = Aligned();
        training.Run();
        Assert.True(Aligned() > 0.8 && before < 0.3, $"{before} to {Aligned()}");

        double Aligned()
        {
            var w = training.Simulation["hidden2_to_output.w"];
            var back = training.Simulation["output_to_hidden2.w"];
            double dot = 0, a = 0, b = 0;
            for (var j = 0; j < w.Rows; j++)
            {
                for (var i = 0; i < w.Columns; i++)
                {
                    dot += w[j, i] * back[i, j];
                    a += w[j, i] * w[j, i];
                    b += back[i, j] * back[i, j];
                }
            }

            return dot / Math.Sqrt(a * b);
        }
    }

    internal static void RequireSlope(Training training, IReadOnlyList<Phase> schedule)
    {
        var simulation = training.Simulation;
        var measure = simulation.Compile(schedule);
        var batch = training.Options.Batch;
        foreach (var (projection, gradient) in training.Gradients())
        {
            var name = $"{projection}.w";
            var columns = simulation[name].Columns;
            foreach (var index in new[] { 0, gradient.Length / 3, gradient.Length / 2, gradient.Length - 1 })
            {
                var slope = Slope(simulation, name, index / columns, index % columns, () =>
                {
                    simulation.Run(measure);
                    return simulation.MeanFreeEnergy(measure, batch);
                });
                Assert.Equal(slope, gradient[index], 1e-7 * (1 + Math.Abs(slope)));
            }
        }
    }

    private static double Slope(Simulation simulation, string variable, int row, int column, Func<double> energy)
    {
        const double H = 1e-5;
        var matrix = simulation[variable];
        var value = matrix[row, column];
        double Moved(double to)
        {
            matrix[row, column] = to;
            simulation.Changed(variable);
            return energy();
        }

        var slope = (Moved(value + H) - Moved(value - H)) / (2 * H);
        Moved(value);
        return slope;
    }
}
