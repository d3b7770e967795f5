namespace Homeostat.Tests.Learners.Global;

/// <summary>The learners that try noise and are told one number of what came of it, held against exact numbers.</summary>
public sealed class PerturbationTests
{
    [Fact]
    public void Node_perturbation_estimates_what_the_exact_numbers_say_and_its_mean_is_the_gradient()
    {
        var fixture = RuleFixture.Of("node_perturbation");
        var sigma = fixture.Number("sigma");
        double[] Estimate(double first, double second)
        {
            var options = new PerturbationOptions { Output = OutputModel.Gaussian, Bias = false, Noise = sigma, Optimizer = Optimizer.Sgd(1e-300) };
            return Gradient(NodePerturbation.Create([3, 2], options), fixture, training => training.With("output.noise", [first * sigma, second * sigma]));
        }

        fixture.AssertEqual("estimate", Estimate(1, -1));
        double[] mean = [.. Signs(2).Select(s => Estimate(s[0], s[1])).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).Select(sum => sum / 4)];
        fixture.AssertEqual("mean_of_four", mean);
        Assert.All(mean.Zip(fixture.Expected("gradient")), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void Weight_perturbation_has_the_gradient_as_its_mean()
    {
        var fixture = RuleFixture.Of("weight_perturbation");
        var sigma = fixture.Number("sigma");
        var options = new PerturbationOptions { Output = OutputModel.Gaussian, Bias = false, Noise = sigma, Optimizer = Optimizer.Sgd(1e-300) };
        var sum = new double[6];
        foreach (var signs in Signs(6))
        {
            var estimate = Gradient(
                WeightPerturbation.Create([3, 2], options), fixture,
                training => training.With("input_to_output.noise", [.. signs.Select(s => s * sigma)]));
            sum = [.. sum.Zip(estimate, (a, b) => a + b)];
        }

        fixture.AssertEqual("mean_of_64", [.. sum.Select(s => s / 64)]);
    }

    [Fact]
    public void Reinforce_of_a_softmax_has_the_exact_step()
    {
        var fixture = RuleFixture.Of("reinforce_softmax");
        var learner = Reinforce.Create([3, 2], new ReinforceOptions { Bias = false, Pace = 0, Optimizer = Optimizer.Sgd(1e-300) });

        // The fixture's reward of 2 for the second action is a label of 2; the running mean is its baseline.
        using var training = Trial.Of(learner, [fixture.Input("z")], [[0, fixture.Number("reward")]]);
        training.With("input_to_output.w", fixture.Input("theta")).With("critic_to_output.m", [fixture.Number("baseline"), fixture.Number("baseline")]).With("output.choice", [0, 1]);
        RunWithout(training, "choose");
        fixture.AssertEqual("pi", [Probability(0), Probability(1)]);
        fixture.AssertEqual("dtheta", [.. training.Gradients()["input_to_output"].Select(g => -g)]);

        double Probability(int unit)
        {
            var p = training.Values("output.prediction");
            return Math.Exp(p[unit]) / p.Sum(Math.Exp);
        }
    }

    [Fact]
    public void Reinforce_of_normal_units_has_the_exact_step()
    {
        var fixture = RuleFixture.Of("reinforce_gaussian");
        var sd = fixture.Number("sd");
        var learner = Reinforce.Create([3, 1, 2], new ReinforceOptions { Bias = false, Pace = 0, Noise = sd, Activation = "z", Optimizer = Optimizer.Sgd(1e-300) });
        using var training = Trial.Of(learner, [fixture.Input("z")], [[0, fixture.Number("reward")]]);
        var mean = fixture.Expected("mean")[0];
        training.With("input_to_hidden1.w", fixture.Input("w")).With("critic_to_output.m", [fixture.Number("baseline"), fixture.Number("baseline")]).With("output.choice", [0, 1])
            .With("hidden1.noise", [fixture.Number("action") - mean]);
        RunWithout(training, "choose", NoisyLayers.Draw);
        Assert.Equal(fixture.Number("action"), training.Values("hidden1.z")[0], 1e-12);
        fixture.AssertEqual("dw", [.. training.Gradients()["input_to_hidden1"].Select(g => -g)]);
    }

    [Theory]
    [InlineData("np", 0.4)]
    [InlineData("reinforce", 0.2)]
    public void It_learns_drawn_digits_from_one_number(string model, double least)
    {
        using var training = new Training(ModelCatalog.Find(model).Create([784, 32, 10]), Digits.Draw(4000, 500), new TrainingOptions { Batch = 20, Epochs = 10 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, least, 1);
    }

    [Fact]
    public void Reinforce_without_classes_is_refused()
    {
        var error = Assert.Throws<HomeostatException>(() => Reinforce.Create([784, 10], new ReinforceOptions { Output = OutputModel.Gaussian }));
        Assert.Contains("chooses one of several classes", error.Message);
    }

    private static double[] Gradient(Learner learner, RuleFixture fixture, Action<Training> set)
    {
        using var training = Trial.Of(learner, [fixture.Input("z")], [fixture.Input("target")]);
        training.With("input_to_output.w", fixture.Input("W"));
        set(training);
        RunWithout(training, NoisyLayers.Draw);
        return training.Gradients()["input_to_output"];
    }

    // The schedule of a batch without the actions that draw random numbers.
    private static void RunWithout(Training training, params string[] actions)
    {
        var plan = training.Simulation.Compile([.. training.Learner.Train.Where(phase => phase is not Act act || !actions.Contains(act.Action)), new Probe("output.prediction")]);
        new Feed(training.Simulation, plan, "trial", "trial").Fill(training.Data.Train, [0]);
        training.Simulation.Run(plan);
    }

    private static IEnumerable<double[]> Signs(int count) =>
        Enumerable.Range(0, 1 << count).Select(pattern => Enumerable.Range(0, count).Select(k => (pattern >> k & 1) == 0 ? 1.0 : -1.0).ToArray());
}
