namespace Homeostat.Tests.Learners.Energy;

/// <summary>Contrastive Hebbian learning, GeneRec and coupled learning, held against exact numbers and against each other.</summary>
public sealed class ContrastiveRuleTests
{
    private static readonly RuleFixture TwoPhases = RuleFixture.Of("chl_generec");

    private static readonly RuleFixture Coupled = RuleFixture.Of("coupled_learning");

    private static readonly ContrastiveHebbianOptions Hebbian = new() { Bias = false, Steps = 200 };

    private static readonly GeneRecOptions Recirculation = new() { Bias = false, Steps = 200 };

    [Fact]
    public void Contrastive_hebbian_learning_has_its_exact_states_and_changes()
    {
        using var training = Started(ContrastiveHebbian.Create([2, 3, 2], Hebbian), TwoPhases);
        training.Next();
        TwoPhases.AssertEqual("h_minus", training.Values("hidden1.minus"));
        TwoPhases.AssertEqual("o_minus", training.Values("output.minus"));
        TwoPhases.AssertEqual("h_plus", training.Values("hidden1.rate"));
        TwoPhases.AssertEqual("chl_dW1", Change(training, "input_to_hidden1"));
        TwoPhases.AssertEqual("chl_dW2", Change(training, "hidden1_to_output"));
    }

    [Fact]
    public void GeneRec_has_its_exact_changes()
    {
        using var training = Started(GeneRec.Create([2, 3, 2], Recirculation), TwoPhases);
        training.Next();
        TwoPhases.AssertEqual("generec_dW1", Change(training, "input_to_hidden1"));
        TwoPhases.AssertEqual("generec_dW2", Change(training, "hidden1_to_output"));
    }

    [Fact]
    public void GeneRec_with_its_own_way_back_settles_as_with_the_transposed_one_if_weights_are_the_same()
    {
        using var training = Started(GeneRec.Create([2, 3, 2], Recirculation with { Feedback = Feedback.Learned }), TwoPhases);
        training.With("output_to_hidden1.w", Transposed(TwoPhases.Input("W2"), 2, 3));
        training.Next();
        TwoPhases.AssertEqual("h_plus", training.Values("hidden1.rate"));
        TwoPhases.AssertEqual("generec_dW2", Change(training, "hidden1_to_output"));
    }

    [Fact]
    public void Contrastive_hebbian_learning_is_the_sum_of_GeneRec_in_both_directions_at_the_midpoint()
    {
        // O'Reilly 1996, equations 17 to 19: (y+ - y-)(x+ + x-)/2 + (x+ - x-)(y+ + y-)/2 = x+ y+ - x- y-.
        using var training = Started(GeneRec.Create([2, 3, 2], Recirculation with { Feedback = Feedback.Learned, Midpoint = true }), TwoPhases);
        training.With("output_to_hidden1.w", Transposed(TwoPhases.Input("W2"), 2, 3));
        training.Next();
        var there = Change(training, "hidden1_to_output");
        var back = Transposed(Change(training, "output_to_hidden1"), 3, 2);
        TwoPhases.AssertEqual("chl_dW2", [.. there.Zip(back, (a, b) => a + b)]);

        // Where the presynaptic unit is given, both are the same.
        TwoPhases.AssertEqual("chl_dW1", Change(training, "input_to_hidden1"));
    }

    [Fact]
    public void Coupled_learning_has_its_exact_states_and_gradients()
    {
        var learner = CoupledLearning.Create([2, 3, 2], new()
        {
            Activation = "sigmoid(4*z - 2)", Bounded = false, Bias = false, Nudge = Coupled.Number("eta"), Nudging = Nudging.OneSided, Steps = 300, NudgedSteps = 300,
        });
        using var training = Started(learner, Coupled);
        training.Next();
        Coupled.AssertEqual("o_clamped", training.Values("output.z"));
        Coupled.AssertEqual("h_clamped", training.Values("hidden1.z"));
        Coupled.AssertEqual("dW1", training.Gradients()["input_to_hidden1"]);
        Coupled.AssertEqual("dW2", training.Gradients()["hidden1_to_output"]);
    }

    [Theory]
    [InlineData("chl")]
    [InlineData("generec")]
    [InlineData("coupled")]
    public void A_network_without_a_hidden_layer_is_refused(string model)
    {
        var error = Assert.Throws<HomeostatException>(() => ModelCatalog.Find(model).Create([784, 10]));
        Assert.StartsWith("The layers 784,10 have 0 hidden layers, but 1 or more is needed: synapses learn from how ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_cannot_be_moved_beyond_the_label()
    {
        var error = Assert.Throws<HomeostatException>(() => CoupledLearning.Create([784, 4, 10], new() { Nudge = 1.5 }));
        Assert.Equal("The setting 'nudge' takes a number above 0 and at most 1; 1.5 was given.", error.Message);
    }

    private static Training Started(Learner learner, RuleFixture rule) => Trial.Of(learner, [rule.Input("x")], [rule.Input("y")])
        .With("input_to_hidden1.w", rule.Input("W1")).With("hidden1_to_output.w", rule.Input("W2"));

    // The fixtures give changes of weights, which are minus the gradient.
    private static double[] Change(Training training, string projection) => [.. training.Gradients()[projection].Select(g => -g)];

    private static double[] Transposed(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => Enumerable.Range(0, rows).Select(row => matrix[(row * columns) + column]))];
}
