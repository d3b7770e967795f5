namespace Homeostat.Tests.Learners.Energy;

/// <summary>Equilibrium propagation, real and holomorphic, held against exact numbers and against the gradient that it estimates.</summary>
public sealed class EquilibriumPropagationTests
{
    private static readonly RuleFixture Rule = RuleFixture.Of("equilibrium_propagation");

    private static readonly EquilibriumOptions Exact = new()
    {
        Activation = "sigmoid(4*z - 2)", Bounded = false, Bias = false, Beta = Rule.Number("beta"), Nudging = Nudging.OneSided, Steps = 300, NudgedSteps = 300,
    };

    private static readonly HolomorphicOptions Circle = new()
    {
        Output = OutputModel.Gaussian, Bias = false, Beta = Rule.Number("beta"), Points = (int)Rule.Number("N"), Steps = 300, NudgedSteps = 300, Rate = 0.5,
    };

    [Fact]
    public void States_settle_to_the_exact_fixed_points()
    {
        using var training = Started(EquilibriumPropagation.Create([2, 3, 2], Exact));
        var plan = training.Simulation.Compile(training.Learner.Test);
        training.Simulation.Stream(plan, Learner.Image).CopyFrom(Rule.Input("x"));
        training.Simulation.Run(plan);
        Rule.AssertEqual("h", training.Values("hidden1.z"));
        Rule.AssertEqual("o", training.Values("output.z"));
        training.Next();
        Rule.AssertEqual("h_nudged", training.Values("hidden1.z"));
    }

    [Theory]
    [InlineData(Nudging.OneSided, "one_sided", UpdateOrder.EvenOdd)]
    [InlineData(Nudging.OneSided, "one_sided", UpdateOrder.Together)]
    [InlineData(Nudging.Centered, "centred", UpdateOrder.EvenOdd)]
    public void Estimates_have_their_exact_numbers_and_the_error_of_the_reference(Nudging nudging, string name, UpdateOrder order)
    {
        var estimate = Estimate(EquilibriumPropagation.Create([2, 3, 2], Exact with { Nudging = nudging, Order = order }));
        Rule.AssertEqual(name, estimate);
        Assert.Equal(Rule.Expected($"max_error/{name}")[0], Error(estimate), 1e-6);
    }

    [Fact]
    public void The_holomorphic_estimate_is_the_gradient_to_1e_7()
    {
        var estimate = Estimate(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle));
        Rule.AssertEqual("holomorphic", estimate);
        Assert.InRange(Error(estimate), 0, 1.1e-7);
        Assert.InRange(Error(Estimate(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle with { Points = 12 }))), 0, 2e-9);

        // Two points are the centered rule, and one point is the one-sided rule.
        Rule.AssertEqual("centred", Estimate(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle with { Points = 2 })));
        Rule.AssertEqual("one_sided", Estimate(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle with { Points = 1 })));
    }

    [Fact]
    public void The_network_with_a_softmax_gets_the_slope_of_its_cross_entropy()
    {
        int[] layers = [784, 12, 8, 10];
        var options = new HolomorphicOptions { Beta = 0.2, Points = 12, Steps = 300, NudgedSteps = 200, Optimizer = Optimizer.Sgd(1e-300), Weights = $"0.3*{Synapse.GlorotUniform}" };
        using var training = Tiny.Train(HolomorphicEquilibriumPropagation.Create(layers, options));
        training.Next();
        var plan = training.Simulation.Compile([.. training.Learner.Train.TakeWhile(phase => phase is not Measure), new Measure()]);
        foreach (var (name, gradient) in training.Gradients())
        {
            var weights = training.Simulation[$"{name}.w"];
            var largest = Enumerable.Range(0, gradient.Length).MaxBy(k => Math.Abs(gradient[k]));
            var (row, column) = Math.DivRem(largest, weights.Columns);
            const double Difference = 1e-5;
            var slope = (Cost(Difference) - Cost(-Difference)) / (2 * Difference);
            Assert.True(Math.Abs(slope) > 1e-5, $"{name} has no slope");
            Assert.Equal(slope, gradient[largest], 1e-5 * Math.Abs(slope));

            double Cost(double change)
            {
                weights[row, column] += change;
                training.Simulation.Changed($"{name}.w");
                training.Simulation.Run(plan);
                var cost = training.Simulation.MeanFreeEnergy(plan, 12);
                weights[row, column] -= change;
                training.Simulation.Changed($"{name}.w");
                return cost;
            }
        }
    }

    [Fact]
    public void Estimates_become_back_propagation_through_the_fixed_point_as_the_nudge_becomes_weak()
    {
        double ErrorAt(Nudging nudging, double beta) =>
            Error(Estimate(EquilibriumPropagation.Create([2, 3, 2], Exact with { Nudging = nudging, Beta = beta })));

        // The error of one side is proportional to the strength, and that of two sides to its square.
        Assert.InRange(ErrorAt(Nudging.OneSided, 0.02) / ErrorAt(Nudging.OneSided, 0.01), 1.9, 2.1);
        Assert.InRange(ErrorAt(Nudging.Centered, 0.02) / ErrorAt(Nudging.Centered, 0.01), 3.9, 4.1);
        Assert.InRange(ErrorAt(Nudging.Centered, 1e-4), 0, 1e-8);
    }

    [Fact]
    public void All_layers_of_the_holomorphic_network_get_the_gradient()
    {
        // A weak nudge to both sides of the real network gives the gradient too, by another way; the weights are the same.
        int[] layers = [784, 12, 8, 10];
        var (weights, still) = ("0.3*" + Synapse.GlorotUniform, Optimizer.Sgd(1e-300));
        using var real = Tiny.Train(EquilibriumPropagation.Create(
            layers, Exact with { Bias = true, Nudging = Nudging.Centered, Beta = 1e-4, Optimizer = still, Weights = weights, Falloff = 1 }));
        using var holomorphic = Tiny.Train(HolomorphicEquilibriumPropagation.Create(layers, Circle with { Bias = true, Beta = 0.1, Optimizer = still }));
        holomorphic.CopyWeights(real);
        real.Next();
        holomorphic.Next();
        var expected = real.Gradients();
        Assert.Equal(6, expected.Count);
        foreach (var (name, gradient) in holomorphic.Gradients())
        {
            var scale = expected[name].Max(Math.Abs);
            Assert.True(scale > 1e-6, $"{name} has no gradient");
            Assert.All(gradient.Zip(expected[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * scale));
        }
    }

    [Fact]
    public void The_sign_of_the_nudge_is_drawn_for_each_sample()
    {
        const int Samples = 40;
        var learner = EquilibriumPropagation.Create([2, 3, 2], Exact with { Nudging = Nudging.RandomSign });
        using var training = Started(learner, Samples);
        using var again = Started(learner, Samples);
        training.Next();
        again.Next();
        Assert.Equal(training.Values("coin.side"), again.Values("coin.side"));
        var towards = training.Values("coin.side").Count(side => side == 1);
        Assert.Equal(Samples - towards, training.Values("coin.side").Count(side => side == -1));
        Assert.InRange(towards, 8, 32);

        // The centered estimate is the mean of those towards the label and away from it.
        var estimate = training.Gradients()["hidden1_to_output"];
        var (one, both) = (Rule.Expected("one_sided"), Rule.Expected("centred"));
        for (var k = 0; k < estimate.Length; k++)
        {
            Assert.Equal(((towards * one[k]) + ((Samples - towards) * ((2 * both[k]) - one[k]))) / Samples, estimate[k], 1e-7);
        }

        var first = training.Values("coin.side");
        training.Next();
        Assert.NotEqual(first, training.Values("coin.side"));
    }

    [Fact]
    public void Bounded_states_stay_between_0_and_1_and_each_layer_has_its_rate()
    {
        using var training = Tiny.Train(EquilibriumPropagation.Create(Tiny.Layers, new() { Weights = "randn()" }));
        training.Next();
        Assert.All(training.Values("hidden1.z").Concat(training.Values("output.z")), z => Assert.InRange(z, -1e-12, 1 + 1e-12));
        Assert.Contains(training.Values("hidden1.z"), z => z is > 0.1 and < 0.9);
        Assert.Equal(0.4, training.Values("input_to_hidden1.eta")[0]);
        Assert.Equal(0.1, training.Values("hidden2_to_output.eta")[0], 12);
        Assert.Equal(0.1, training.Values("bias_to_output.eta")[0], 12);
    }

    [Fact]
    public void Noise_drowns_a_weak_nudge_and_not_a_wide_circle()
    {
        const double Noise = 0.04;
        var (steps, nudged) = (100, 60);
        double[] W2(Learner learner)
        {
            using var training = Started(learner, 64);
            training.Next();
            return training.Gradients()["hidden1_to_output"];
        }

        var exact = Rule.Expected("gradient");
        var weak = W2(EquilibriumPropagation.Create([2, 3, 2], Exact with { Beta = 1e-3, Noise = Noise, Steps = steps, NudgedSteps = nudged }));
        var wide = W2(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle with { Beta = 0.4, Noise = Noise, Steps = steps, NudgedSteps = nudged }));
        Assert.InRange(Alignment(weak, exact), -1, 0.6);
        Assert.InRange(Alignment(wide, exact), 0.9, 1);
    }

    [Fact]
    public void Networks_and_settings_that_the_rule_cannot_have_are_refused()
    {
        Refused(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: synapses learn from how a nudge of the output moves the layers before it. "
            + "Give more sizes, as in 784,256,10.",
            () => EquilibriumPropagation.Create([784, 10]));
        Refused(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: synapses learn from how a nudge of the output moves the layers before it. "
            + "Give more sizes, as in 784,256,10.",
            () => HolomorphicEquilibriumPropagation.Create([784, 10]));
        Refused("The setting 'beta' takes a number above 0; 0 was given.", () => EquilibriumPropagation.Create([784, 4, 10], new() { Beta = 0 }));
        Refused("The setting 'rate' takes a number above 0 and at most 1; 1.5 was given.", () => EquilibriumPropagation.Create([784, 4, 10], new() { Rate = 1.5 }));
        Refused(
            "The setting 'points' takes 1 or an even number, as points lie opposite each other on the circle; 5 was given.",
            () => HolomorphicEquilibriumPropagation.Create([784, 4, 10], new() { Points = 5 }));

        // The rule is for synapses that are the same in both directions, so there is no setting for others.
        var feedback = Assert.Throws<HomeostatException>(() => EquilibriumPropagation.Model.Configure(new Dictionary<string, string> { ["feedback"] = "learned" }));
        Assert.Contains("feedback", feedback.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_energy_without_a_lowest_point_is_named_as_the_likely_cause_of_divergence()
    {
        var learner = EquilibriumPropagation.Create([2, 3, 2], Exact with { Activation = "z", Weights = "5*rand()", Steps = 1000 });
        using var training = Trial.Of(learner, [Rule.Input("x")], [Rule.Input("y")]);
        var error = Assert.Throws<DivergenceException>(() => training.Next());
        Assert.Contains("of the run (sample 0, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            " Its energy may have no lowest point: keep the states between 0 and 1 (Bounded, --bounded true), take an activation with a largest value, or lower the "
            + "settling rate or the learning rate, by which weights grow.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_too_wide_is_named_as_the_likely_cause_of_divergence()
    {
        using var training = Started(HolomorphicEquilibriumPropagation.Create([2, 3, 2], Circle with { Beta = 30 }));
        var error = Assert.Throws<DivergenceException>(() => training.Next());
        Assert.EndsWith(
            " A complex state likely came near a pole of the activation, where 4z - 2 is an odd multiple of i*pi: lower the radius of the circle (Beta, --beta), the "
            + "settling rate, or the learning rate if weights grew over many batches.",
            error.Message, StringComparison.Ordinal);
    }

    private static Training Started(Learner learner, int samples = 1) =>
        Trial.Of(learner, [.. Enumerable.Repeat(Rule.Input("x"), samples)], [.. Enumerable.Repeat(Rule.Input("y"), samples)])
            .With("input_to_hidden1.w", Rule.Input("W1")).With("hidden1_to_output.w", Rule.Input("W2"));

    private static double[] Estimate(Learner learner)
    {
        using var training = Started(learner);
        training.Next();
        return training.Gradients()["hidden1_to_output"];
    }

    private static double Error(double[] estimate) => estimate.Zip(Rule.Expected("gradient")).Max(pair => Math.Abs(pair.First - pair.Second));

    private static double Alignment(double[] a, double[] b) =>
        a.Zip(b).Sum(pair => pair.First * pair.Second) / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));

    private static void Refused(string message, Func<Learner> create) => Assert.Equal(message, Assert.Throws<HomeostatException>(create).Message);
}
