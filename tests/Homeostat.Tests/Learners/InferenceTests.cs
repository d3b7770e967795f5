namespace Homeostat.Tests.Learners;

/// <summary>What a model that has no label, or no image, makes of what it has.</summary>
public class InferenceTests
{
    public static TheoryData<OutputModel, string, UpdateOrder, int> Settled { get; } = new()
    {
        { OutputModel.Gaussian, "tanh(z)", UpdateOrder.Together, 50 },
        { OutputModel.Categorical, "tanh(z)", UpdateOrder.Together, 1 },
        { OutputModel.Categorical, "tanh(z)", UpdateOrder.Together, 50 },
        { OutputModel.Categorical, "relu(z)", UpdateOrder.EvenOdd, 5 },
        { OutputModel.Categorical, "softplus(z)", UpdateOrder.Random, 5 },
    };

    [Theory]
    [MemberData(nameof(Settled))]
    public void Settling_without_a_label_does_not_change_the_answer(OutputModel output, string activation, UpdateOrder order, int steps)
    {
        Learner[] learners =
        [
            PredictiveCoding.Create([6, 5, 4, 3], new() { Output = output, Activation = activation }),
            PredictiveCoding.Create([6, 5, 3], new() { Output = output, Activation = activation, Feedback = Feedback.Learned }),
            IncrementalPredictiveCoding.Create([6, 5, 4, 3], new() { Output = output, Activation = activation }),
            ZeroDivergenceInference.Create([6, 5, 4, 3], new() { Output = output, Activation = activation }),
        ];
        foreach (var learner in learners)
        {
            using var simulation = new Simulation(learner.Circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
            var swept = simulation.Compile([.. learner.Test, new Probe("output.prediction"), new Measure()]);
            var settled = simulation.Compile([.. learner.Test, new Settle(steps) { Order = order }, new Probe("output.prediction"), new Measure()]);
            Assert.All(Answer(swept).Zip(Answer(settled)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

            double[] Answer(Plan plan)
            {
                var image = simulation.Stream(plan, Learner.Image);
                image.CopyFrom([.. Enumerable.Range(0, 12).Select(i => Math.Sin(i * i))]);
                simulation.Run(plan);
                return [.. simulation["output.prediction"].ToArray(), simulation.FreeEnergy(plan, 0), simulation.FreeEnergy(plan, 1)];
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_image_of_causes_passes_all_layers(int between)
    {
        int[] layers = [6, .. Enumerable.Range(4, between), 3];
        var learner = GenerativePredictiveCoding.Create(layers);
        using var simulation = new Simulation(learner.Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile(new Clamp("causes.z", "cause"), new Sweep(), new Probe("image.prediction"));
        double[] state = [-0.5, 0.2, 0.5];
        simulation.Stream(plan, "cause").CopyFrom(state);
        simulation.Run(plan);

        // W1 f(W2 f(... f(z))), from the causes down.
        for (var layer = between; layer >= 0; layer--)
        {
            var weights = simulation[$"{(layer == between ? "causes" : $"hidden{layer + 1}")}_to_{(layer == 0 ? "image" : $"hidden{layer}")}.w"];
            state = [.. Enumerable.Range(0, weights.Rows).Select(row => state.Select((z, column) => weights[row, column] * Math.Tanh(z)).Sum())];
        }

        Assert.All(state.Select((value, unit) => (value, unit)), s => Assert.Equal(s.value, simulation["image.prediction"][0, s.unit], 1e-12));
        Assert.Contains(state, value => Math.Abs(value) > 1e-3);
    }
}
