namespace Homeostat.Tests.Learners.Discrepancy;

/// <summary>The learners whose layers have targets, and error optimization, held against exact numbers and back-propagation.</summary>
public sealed class TargetRuleTests
{
    private static readonly Optimizer Still = Optimizer.Sgd(1e-300);

    [Theory]
    [InlineData("tp")]
    [InlineData("dtp")]
    public void Target_propagation_has_its_exact_gradients(string model)
    {
        var rule = RuleFixture.Of("target_propagation");
        var options = new TargetPropagationOptions { Bias = false, Optimizer = Still, InverseOptimizer = Still, TargetStep = rule.Number("stepsize") };
        var learner = ModelCatalog.Find(model).Create([3, 4, 3, 2], options);

        // The noise is that of the fixture, not drawn.
        learner = learner with { Train = [.. learner.Train.Select(phase => phase is Repeat repeat ? new Repeat(1, [.. repeat.Phases.Where(p => p is Learn)]) : phase)] };
        using var training = WithWeights(Trial.Of(learner, [rule.Input("x")], [rule.Input("y")]), rule)
            .With("hidden2_to_hidden1.w", rule.Input("Q1")).With("hidden1.noise", rule.Input("xi"));
        training.Next();
        var gradients = training.Gradients();
        rule.AssertEqual($"{model}/gW1", gradients["input_to_hidden1"]);
        rule.AssertEqual($"{model}/gW2", gradients["hidden1_to_hidden2"]);
        rule.AssertEqual($"{model}/gW3", gradients["hidden2_to_output"]);
        rule.AssertEqual("gQ1", gradients["hidden2_to_hidden1"]);
    }

    [Fact]
    public void Inverses_learn_anew_from_each_noise()
    {
        using var training = Tiny.Train(DifferenceTargetPropagation.Create(Tiny.Layers, new TargetPropagationOptions { InversePasses = 3 }));
        training.Next();
        Assert.Equal(3, training.Simulation["hidden2_to_hidden1.k"][0, 0]);
        Assert.Equal(1, training.Simulation["hidden1_to_hidden2.k"][0, 0]);
        var noise = training.Values("hidden1.noise");
        Assert.InRange(Math.Sqrt(noise.Average(x => x * x)), 0.06, 0.11);
    }

    [Fact]
    public void Local_representation_alignment_has_its_exact_updates()
    {
        var rule = RuleFixture.Of("lra_e");
        var options = new LocalRepresentationAlignmentOptions
        {
            Bias = false, Output = OutputModel.Gaussian, Optimizer = Still, Displacement = rule.Number("beta"), FeedbackLearning = rule.Number("gamma"),
        };

        // The fixture has a logistic output. A linear one has the same error, z - y with the sign turned, if the target is moved accordingly.
        var activity = rule.Expected("e2").Zip(rule.Expected("y2"), (e, y) => e + y).ToArray();
        double[] target = [.. rule.Parts("W")[2].Chunk(3).Zip(rule.Expected("e3"), (row, e) => row.Zip(activity, (w, z) => w * z).Sum() - e)];
        using var training = WithWeights(Trial.Of(LocalRepresentationAlignment.Create([3, 4, 3, 2], options), [rule.Input("x")], [target]), rule)
            .With("hidden2_to_hidden1.w", rule.Input("E1")).With("output_to_hidden2.w", rule.Input("E2"));
        training.Next();
        var gradients = training.Gradients();
        foreach (var (name, path) in new[]
        {
            ("hidden2_to_output", "dW3"), ("hidden1_to_hidden2", "dW2"), ("input_to_hidden1", "dW1"), ("output_to_hidden2", "dE2"), ("hidden2_to_hidden1", "dE1"),
        })
        {
            // The fixture has the updates, which are minus the gradients.
            rule.AssertEqual(path, [.. gradients[name].Select(g => -g)]);
        }
    }

    [Fact]
    public void A_long_gradient_of_local_representation_alignment_is_scaled_to_the_largest_norm()
    {
        var (free, held) = (Gradients(1e9), Gradients(1e-3));
        foreach (var (name, gradient) in free)
        {
            var norm = Norm(gradient);
            var expected = Math.Min(norm, 1e-3);
            Assert.All(gradient.Zip(held[name]), pair => Assert.Equal(pair.First * expected / norm, pair.Second, 1e-12));
        }

        Assert.True(Norm(free["hidden2_to_output"]) > 0.01);
        Assert.Equal(1e-3, Norm(held["hidden2_to_output"]), 1e-12);

        static double Norm(double[] gradient) => Math.Sqrt(gradient.Sum(g => g * g));

        static IReadOnlyDictionary<string, double[]> Gradients(double norm)
        {
            using var training = Tiny.Train(LocalRepresentationAlignment.Create(Tiny.Layers, new LocalRepresentationAlignmentOptions { Norm = norm }));
            training.Next();
            return training.Gradients();
        }
    }

    [Fact]
    public void Error_optimization_has_its_exact_errors_and_gradients()
    {
        var rule = RuleFixture.Of("epc");
        using var training = ErrorOptimizationOf(rule, rule.Number("rate"), (int)rule.Number("steps"));
        var energy = training.Next().FreeEnergy;
        Assert.Equal(rule.Expected("energy")[^1], energy, rule.Tolerance);
        rule.AssertEqual("eps", [.. training.Values("hidden1.error"), .. training.Values("hidden2.error")]);
        string[] names = ["input_to_hidden1", "hidden1_to_hidden2", "hidden2_to_output"];
        var (gradients, exact) = (training.Gradients(), BackPropagated(training));
        Assert.All(names.Index(), layer => rule.AssertEqual($"gW{layer.Index + 1}", gradients[layer.Item]));
        Assert.All(names.Index(), layer => Assert.Equal(
            rule.Expected("cosine_with_bp")[layer.Index], Alignment.Cosine(Single(gradients[layer.Item]), Single(exact[layer.Item])), 1e-6));

        static float[] Single(double[] values) => [.. values.Select(v => (float)v)];
    }

    [Fact]
    public void One_step_of_error_optimization_is_back_propagation_times_the_rate()
    {
        const double Rate = 1e-6;
        using var training = ErrorOptimizationOf(RuleFixture.Of("epc"), Rate, steps: 1);
        training.Next();
        var (gradients, exact) = (training.Gradients(), BackPropagated(training));
        foreach (var (name, factor, precision) in new[] { ("input_to_hidden1", Rate, 1e-12), ("hidden1_to_hidden2", Rate, 1e-5), ("hidden2_to_output", 1, 1e-5) })
        {
            Assert.All(exact[name].Zip(gradients[name]), pair => Assert.Equal(pair.First, pair.Second / factor, precision));
            Assert.Contains(exact[name], g => Math.Abs(g) > 1e-3);
        }
    }

    [Fact]
    public void Activity_of_a_deep_network_is_scaled_as_in_the_published_parametrization()
    {
        var rule = RuleFixture.Of("mupc_scaling");
        var (pixels, units, depth) = ((int)rule.Number("D"), (int)rule.Number("N"), (int)rule.Number("L"));
        int[] layers = [pixels, .. Enumerable.Repeat(units, depth - 1), 10];
        var circuit = PredictiveCoding.Create(layers, new PredictiveCodingOptions { Scaling = SignalScaling.Depth }).Circuit;
        double Scale(Circuit of, string population) => of[population].Constants["scale"].Value;
        rule.AssertEqual("input", [Scale(circuit, "input")]);
        rule.AssertEqual("hidden", [Scale(circuit, "hidden1")]);
        rule.AssertEqual("output", [Scale(circuit, $"hidden{depth - 1}")]);
        Assert.Equal("randn()", circuit.Projections.First(p => p.Pre == "input").Initial["w"]);
        var uneven = PredictiveCoding.Create([pixels, units, units + 1, 10], new PredictiveCodingOptions { Scaling = SignalScaling.Depth }).Circuit;
        rule.AssertEqual("hidden_no_skip", [Scale(uneven, "hidden1")]);
    }

    [Theory]
    [InlineData("tp", "the rule says how a layer before the output gets a target")]
    [InlineData("lra-e", "the rule says how a layer before the output gets a target")]
    [InlineData("epc", "what settles are the errors of hidden layers")]
    public void A_network_without_a_hidden_layer_is_refused(string model, string why) => Assert.Equal(
        $"The layers 784,10 have 0 hidden layers, but 1 or more is needed: {why}. Give more sizes, as in 784,256,10.",
        Assert.Throws<HomeostatException>(() => ModelCatalog.Find(model).Create([784, 10])).Message);

    private static Training ErrorOptimizationOf(RuleFixture rule, double rate, int steps)
    {
        var options = new ErrorOptimizationOptions { Activation = "tanh(z)", Output = OutputModel.Gaussian, Bias = false, Optimizer = Still, Rate = rate, Steps = steps };
        return WithWeights(Trial.Of(ErrorOptimization.Create([3, 4, 3, 2], options), [rule.Input("x")], [rule.Input("y")]), rule);
    }

    private static IReadOnlyDictionary<string, double[]> BackPropagated(Training training)
    {
        var options = new BackpropagationOptions { Activation = "tanh(z)", Output = OutputModel.Gaussian, Bias = false, Optimizer = Still };
        using var exact = new Training(Backpropagation.Create([3, 4, 3, 2], options), training.Data, training.Options);
        exact.CopyWeights(training);
        exact.Next();
        return exact.Gradients();
    }

    private static Training WithWeights(Training training, RuleFixture rule)
    {
        var weights = rule.Parts("W");
        return training.With("input_to_hidden1.w", weights[0]).With("hidden1_to_hidden2.w", weights[1]).With("hidden2_to_output.w", weights[2]);
    }
}
