namespace Homeostat.Tests.Learners.Global;

/// <summary>The learners whose errors come back by another path than the transposed weights, held against exact numbers.</summary>
public sealed class FeedbackRuleTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("feedback_rules");

    private static readonly FeedbackOptions Options = new() { Activation = "tanh(z)", Bias = false, Optimizer = Optimizer.Sgd(0.1) };

    [Theory]
    [InlineData("fa", "hidden2_to_hidden1", "B2", "output_to_hidden2", "B3")]
    [InlineData("dfa", "output_to_hidden1", "D1", "output_to_hidden2", "D2")]
    [InlineData("sdfa", "output_to_hidden1", "D1", "output_to_hidden2", "D2")]
    [InlineData("drtp", "output_to_hidden1", "D1", "output_to_hidden2", "D2")]
    [InlineData("usf", null, null, null, null)]
    [InlineData("frsf", "hidden1_to_hidden2", "B2", "hidden2_to_output", "B3")]
    [InlineData("brsf", "hidden1_to_hidden2", "B2", "hidden2_to_output", "B3")]
    public void Each_feedback_rule_has_its_exact_gradients(string model, string? first, string? firstWeights, string? second, string? secondWeights)
    {
        using var training = Trial.Of(ModelCatalog.Find(model).Create([3, 4, 3, 2], Options), [Rules.Input("x")], [Rules.Input("target")]);
        training.With("input_to_hidden1.w", Rules.Input("W1")).With("hidden1_to_hidden2.w", Rules.Input("W2")).With("hidden2_to_output.w", Rules.Input("W3"));
        if (first is not null)
        {
            // The sizes of sign symmetry belong to forward synapses, whose postsynaptic unit is the next layer's.
            var transposed = model is "frsf" or "brsf";
            training.With($"{first}.b", Weights(firstWeights!, transposed)).With($"{second}.b", Weights(secondWeights!, transposed));
        }

        training.Next();
        var expected = model == "brsf" ? "frsf" : model;
        var gradients = training.Gradients();
        Rules.AssertEqual($"{expected}/dW3", gradients["hidden2_to_output"]);
        Rules.AssertEqual($"{expected}/dW2", gradients["hidden1_to_hidden2"]);
        Rules.AssertEqual($"{expected}/dW1", gradients["input_to_hidden1"]);
    }

    [Fact]
    public void Sizes_are_drawn_anew_for_each_batch_where_the_rule_says_so_and_nowhere_else()
    {
        Assert.True(Changes("brsf", "hidden1_to_hidden2.b"));
        Assert.False(Changes("frsf", "hidden1_to_hidden2.b"));
        Assert.False(Changes("fa", "hidden2_to_hidden1.b"));

        static bool Changes(string model, string variable)
        {
            using var training = Tiny.Train(ModelCatalog.Find(model).Create(Tiny.Layers));
            var before = training.Values(variable);
            training.Next();
            return before.Zip(training.Values(variable)).All(pair => pair.First != pair.Second);
        }
    }

    [Fact]
    public void A_network_without_a_hidden_layer_is_refused()
    {
        var error = Assert.Throws<HomeostatException>(() => FeedbackAlignment.Create([784, 10]));
        Assert.Equal(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: the rule says how an error reaches the layers before the output. "
            + "Give more sizes, as in 784,256,10.",
            error.Message);
    }

    private static double[] Weights(string name, bool transposed) => transposed
        ? [.. Enumerable.Range(0, Rules.Rows(name)[0].Length).SelectMany(column => Rules.Rows(name).Select(row => row[column]))]
        : Rules.Input(name);
}
