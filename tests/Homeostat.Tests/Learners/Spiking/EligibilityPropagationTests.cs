namespace Homeostat.Tests.Learners.Spiking;

/// <summary>E-prop, held against exact numbers and against back-propagation through time that is written out here by hand.</summary>
public sealed class EligibilityPropagationTests
{
    private static readonly EligibilityPropagationOptions Still = new() { Optimizer = Optimizer.Sgd(1e-300), Output = OutputModel.Gaussian };

    [Theory]
    [InlineData("eprop_lif")]
    [InlineData("eprop_alif")]
    public void It_gives_the_exact_numbers_of_the_published_rule(string name)
    {
        var rule = RuleFixture.Of(name);
        var (inputs, target) = (rule.Rows("X"), rule.Input("target"));
        var options = Still with
        {
            Times = inputs.Length,
            Follow = true,
            Tau = TauOf(rule.Number("alpha")),
            ReadoutTau = TauOf(rule.Number("kappa")),
            AdaptationTau = rule.Number("rho") > 0 ? TauOf(rule.Number("rho")) : 100,
            Threshold = rule.Number("threshold"),
            Dampening = rule.Number("gamma"),
            Adaptive = rule.Number("beta") > 0 ? 1 : 0,
            Rise = rule.Number("beta"),
        };
        using var training = Of(options, [2, 2, 1], [inputs], [[.. target.Select(y => new[] { y })]]);
        Put(training, "input_to_cell.w", rule.Input("W_in"));
        Put(training, "cell_to_cell.w", rule.Input("W_rec"));
        Put(training, "cell_to_output.w", rule.Input("W_out"));
        Put(training, "bias_to_output.w", [0]);
        training.Next();
        var gradients = training.Gradients();

        // The fixture sums its loss over time; here it is the mean.
        double[] Summed(string projection) => [.. gradients[projection].Select(g => g * inputs.Length)];
        rule.AssertEqual("dW_in", Summed("input_to_cell"));
        rule.AssertEqual("dW_rec", Summed("cell_to_cell"));
        rule.AssertEqual("dW_out", Summed("cell_to_output"));
        rule.AssertEqual($"steps/{inputs.Length - 1}/v", training.Simulation["cell.v"].ToArray());
        rule.AssertEqual($"steps/{inputs.Length - 1}/z", training.Simulation["cell.z"].ToArray());
        rule.AssertEqual($"steps/{inputs.Length - 1}/y", training.Simulation["output.y"].ToArray());
    }

    [Theory]
    [InlineData(0, OutputModel.Gaussian, 0, 1)]
    [InlineData(0, OutputModel.Categorical, 0, 1)]
    [InlineData(0.4, OutputModel.Categorical, 0, 2)]
    [InlineData(0.4, OutputModel.Gaussian, 0.7, 1)]
    [InlineData(1, OutputModel.Categorical, 0.7, 2)]
    public void It_is_back_propagation_through_time_with_recurrent_spikes_stopped(double adaptive, OutputModel output, double regularization, int hold)
    {
        var options = Still with
        {
            Times = 9,
            Hold = hold,
            Output = output,
            Adaptive = adaptive,
            Rise = 0.3,
            Tau = 8,
            ReadoutTau = 6,
            AdaptationTau = 30,
            Threshold = 0.6,
            Regularization = regularization,
            TargetRate = 100,
        };
        var random = new Random(3);
        double[][][] Drawn(int times, int units) => [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, times).Select(_ => Enumerable.Range(0, units).Select(_ => random.NextDouble()).ToArray()).ToArray())];
        var (inputs, targets) = (Drawn(9, 3), Drawn(1, 2));
        using var training = Of(options, [3, 5, 2], inputs, targets);
        training.Next();
        var expected = BackpropagationThroughTime.Of(options, training, inputs, targets);
        var found = training.Gradients();
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach (var (projection, gradient) in expected)
        {
            Assert.Contains(gradient, g => Math.Abs(g) > 1e-6);
            Assert.All(gradient.Zip(found[projection]), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 1e-12, $"{projection}: {pair.First} and {pair.Second}"));
        }
    }

    [Fact]
    public void Each_sample_of_a_batch_has_its_own_traces()
    {
        var options = Still with { Times = 6, Adaptive = 0.5, Rise = 0.2, Threshold = 0.5 };
        var random = new Random(5);
        double[][][] inputs = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 6).Select(_ => new[] { random.NextDouble(), random.NextDouble() }).ToArray())];
        double[][][] targets = [[[0.2]], [[-0.4]], [[0.9]]];
        using var together = Of(options, [2, 4, 1], inputs, targets);
        together.Next();
        var alone = Enumerable.Range(0, 3).Select(n =>
        {
            using var single = Of(options, [2, 4, 1], [inputs[n]], [targets[n]]);
            single.Next();
            return single.Gradients();
        }).ToArray();
        foreach (var (projection, gradient) in together.Gradients())
        {
            Assert.All(gradient.Index(), g => Assert.Equal(alone.Average(one => one[projection][g.Index]), g.Item, 1e-12));
        }
    }

    [Theory]
    [InlineData(ErrorBroadcast.Random)]
    [InlineData(ErrorBroadcast.Adaptive)]
    public void Errors_may_be_heard_through_other_weights(ErrorBroadcast broadcast)
    {
        var options = Still with { Times = 8, Broadcast = broadcast, Optimizer = Optimizer.Sgd(0.1), Decay = 0.5, Threshold = 0.5 };
        var random = new Random(7);
        double[][][] inputs = [[.. Enumerable.Range(0, 8).Select(_ => new[] { random.NextDouble(), random.NextDouble() })]];
        using var training = Of(options, [2, 4, 1], inputs, [[[0.3]]], epochs: 200);
        double Apart()
        {
            var (w, b) = (training.Simulation["cell_to_output.w"].ToArray(), training.Simulation[broadcast == ErrorBroadcast.Random ? "output_to_cell.b" : "output_to_cell.w"].ToArray());
            return w.Zip(b).Sum(pair => Math.Abs(pair.First - pair.Second));
        }

        var before = Apart();
        training.Run();
        Assert.True(broadcast == ErrorBroadcast.Adaptive ? Apart() < before / 100 : Apart() > before / 2);
    }

    [Fact]
    public void A_single_recurrent_layer_is_asked_for() =>
        Assert.Contains("three sizes", Assert.Throws<HomeostatException>(() => EligibilityPropagation.Create([28, 64, 64, 10])).Message, StringComparison.Ordinal);

    private static double TauOf(double decay) => -1 / Math.Log(decay);

    private static void Put(Training training, string variable, double[] values)
    {
        training.Simulation[variable].CopyFrom(values);
        training.Simulation.Changed(variable);
    }

    private static Training Of(EligibilityPropagationOptions options, int[] layers, double[][][] inputs, double[][][] targets, int epochs = 1)
    {
        var part = new DataPart { [Learner.Image] = Sequences(inputs), [Learner.Label] = options.Follow ? Sequences(targets) : DataArray.Of<double>(targets.SelectMany(t => t[0]).ToArray(), layers[^1]) };
        return new Training(
            EligibilityPropagation.Create(layers, options), new DataSource("sequences") { Train = part, Target = Learner.Label },
            new TrainingOptions { Batch = inputs.Length, Epochs = epochs, Type = ElementType.Float64 });
    }

    private static DataArray Sequences(double[][][] values) => DataArray.Of<double>(values.SelectMany(sample => sample.SelectMany(time => time)).ToArray(), values[0].Length, values[0][0].Length);
}
