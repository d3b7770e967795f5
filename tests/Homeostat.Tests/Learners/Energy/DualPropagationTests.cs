namespace Homeostat.Tests.Learners.Energy;

/// <summary>Dual propagation, held against exact numbers and against back-propagation with the same weights.</summary>
public sealed class DualPropagationTests
{
    private static readonly RuleFixture Rule = RuleFixture.Of("dual_propagation");

    [Fact]
    public void Dual_propagation_has_its_exact_states_and_changes()
    {
        var nudge = Rule.Number("nudge");
        var learner = DualPropagation.Create([3, 4, 3, 2], new() { Bias = false, Output = OutputModel.Gaussian, Nudge = nudge });
        using var training = Trial.Of(learner, [Rule.Input("x")], [Rule.Input("y")])
            .With("input_to_hidden1.w", Rule.Input("W1")).With("hidden1_to_hidden2.w", Rule.Input("W2")).With("hidden2_to_output.w", Rule.Input("W3"));
        training.Next();
        Rule.AssertEqual("z1_plus", State("hidden1", nudge));
        Rule.AssertEqual("z1_minus", State("hidden1", -nudge));
        Rule.AssertEqual("z2_plus", State("hidden2", nudge));
        Rule.AssertEqual("z2_minus", State("hidden2", -nudge));
        var gradients = training.Gradients();
        double[] changes = [.. new[] { "input_to_hidden1", "hidden1_to_hidden2", "hidden2_to_output" }.SelectMany(name => gradients[name].Select(g => -g))];
        Rule.AssertEqual("dW", changes);
        Rule.AssertEqual("minus_bp", changes);

        double[] State(string layer, double sign) => [.. training.Values($"{layer}.rate").Zip(training.Values($"{layer}.blame"), (rate, blame) => rate + (sign * blame))];
    }

    [Theory]
    [InlineData("relu(z)", OutputModel.Categorical)]
    [InlineData("relu(z)", OutputModel.Gaussian)]
    [InlineData("maximum(z, 0.1*z)", OutputModel.Categorical)]
    public void Gradients_are_those_of_back_propagation_where_no_unit_switches(string activation, OutputModel output)
    {
        var options = new DualPropagationOptions { Activation = activation, Output = output, Nudge = 1e-4 };
        using var dual = Tiny.Train(DualPropagation.Create(Tiny.Layers, options));
        using var global = Tiny.Train(Backpropagation.Create(Tiny.Layers, new() { Activation = activation, Output = output }));
        for (var batch = 0; batch < 3; batch++)
        {
            dual.CopyWeights(global);
            dual.Next();
            global.Next();
            foreach (var (name, gradient) in global.Gradients())
            {
                Assert.Contains(gradient, g => Math.Abs(g) > 1e-5);
                Assert.All(gradient.Zip(dual.Gradients()[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            }
        }
    }

    [Fact]
    public void On_a_curved_activation_the_difference_falls_with_the_nudge_squared()
    {
        Assert.InRange(Difference(0.2) / Difference(0.1), 3.6, 4.4);

        static double Difference(double nudge)
        {
            var options = new DualPropagationOptions { Activation = "softplus(z)", Nudge = nudge };
            using var dual = Tiny.Train(DualPropagation.Create(Tiny.Layers, options));
            using var global = Tiny.Train(Backpropagation.Create(Tiny.Layers, new() { Activation = "softplus(z)" }));
            dual.CopyWeights(global);
            dual.Next();
            global.Next();
            return global.Gradients()["input_to_hidden1"].Zip(dual.Gradients()["input_to_hidden1"]).Max(pair => Math.Abs(pair.First - pair.Second));
        }
    }

    [Fact]
    public void It_costs_no_more_products_than_back_propagation_and_no_derivative()
    {
        using var dual = Tiny.Train(DualPropagation.Create(Tiny.Layers));
        using var global = Tiny.Train(Backpropagation.Create(Tiny.Layers));
        Assert.Equal(global.TrainPlan.CostOf(12).MultiplyAccumulates, dual.TrainPlan.CostOf(12).MultiplyAccumulates);
        Assert.False(Taxonomy.Of(DualPropagation.Create(Tiny.Layers)).ActivationDerivative);
        Assert.True(Taxonomy.Of(Backpropagation.Create(Tiny.Layers)).ActivationDerivative);
    }

    [Fact]
    public void States_must_be_pulled_apart()
    {
        var error = Assert.Throws<HomeostatException>(() => DualPropagation.Create([784, 4, 10], new() { Nudge = 0 }));
        Assert.Equal("The setting 'nudge' takes a number above 0; 0 was given.", error.Message);
    }
}
