namespace Homeostat.Tests.Learners.Global;

/// <summary>Learning from noise, activity and a reward that all synapses hear.</summary>
public sealed class ThreeFactorTests
{
    private static readonly Optimizer Still = Optimizer.Sgd(1e-300);

    // Of a network in which nothing reaches the hidden unit but its noise: its weights of 0.5 and -0.25 meet pixels of 1 and 2.
    private static readonly ThreeFactorOptions Small = new() { Activation = "z", Bias = false, Noise = 0.5, Optimizer = Still };

    [Theory]
    [InlineData(RewardForm.Likelihood)]
    [InlineData(RewardForm.Choice)]
    public void A_synapse_follows_noise_times_activity_times_reward_above_what_is_expected(RewardForm form)
    {
        using var training = Network(Small with { Reward = form });
        var present = Presented(training);
        var reward = form == RewardForm.Choice ? 1 : LogLikelihood(0.3, 0.2, -0.1);

        // Nothing is expected at first. The noise is divided by its variance of 0.25.
        AssertChange(training, present(0.3, 0.2, -0.1), reward * 0.3 / 0.25, [reward * 0.3 * 0.2 / 0.25, reward * 0.3 * -0.1 / 0.25]);

        // The same again has the reward that is expected now, so that nothing changes.
        AssertChange(training, present(0.3, 0.2, -0.1), 0, [0, 0]);
    }

    [Fact]
    public void A_late_reward_meets_what_the_trace_has_left_of_its_answer()
    {
        using var training = Network(Small with { Delay = 2, Trace = 0.5 });
        var present = Presented(training);
        AssertChange(training, present(0.3, 0.2, -0.1), 0, [0, 0]);
        AssertChange(training, present(-0.4, 0.1, 0.6), 0, [0, 0]);

        // The reward of the first answer arrives with the third, with the noise and the activity of all three.
        var reward = LogLikelihood(0.3, 0.2, -0.1);
        var hidden = ((0.25 * 0.3) + (0.5 * -0.4) + 0.1) / 0.25;
        double Eligible(double first, double second, double third) => ((0.25 * first * 0.3) + (0.5 * second * -0.4) + (third * 0.1)) / 0.25;
        AssertChange(training, present(0.1, -0.3, 0.2), reward * hidden, [reward * Eligible(0.2, 0.1, -0.3), reward * Eligible(-0.1, 0.6, 0.2)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_mean_of_many_samples_comes_near_to_the_gradient_of_back_propagation(int seed)
    {
        var random = new Random(seed);
        int[] layers = [6, 5, 3];
        double[][] images = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble()).ToArray())];
        double[][] labels = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]];
        double Cosine(int samples)
        {
            double[][] Repeated(double[][] rows) => [.. Enumerable.Range(0, samples).Select(row => rows[row % rows.Length])];
            using var training = Trial.Of(ThreeFactor.Create(layers, new ThreeFactorOptions { Activation = "tanh(z)", Noise = 0.3, Optimizer = Still }), Repeated(images), Repeated(labels));
            using var exact = Trial.Of(Backpropagation.Create(layers, new BackpropagationOptions { Activation = "tanh(z)", Optimizer = Still }), images, labels);
            exact.CopyWeights(training);

            // After a batch the mean reward is expected.
            training.Next();
            training.Next();
            exact.Next();
            var (ours, theirs) = (training.Gradients(), exact.Gradients());
            return Alignment.Cosine([.. theirs.Keys.SelectMany(name => ours[name]).Select(g => (float)g)], [.. theirs.Values.SelectMany(all => all).Select(g => (float)g)]);
        }

        var (few, more, most) = (Cosine(100), Cosine(2000), Cosine(40000));
        Assert.True(few < more && more < most && more > 0.3 && most > 0.9, $"{few}, {more}, {most}");
    }

    [Theory]
    [InlineData(RewardForm.Likelihood, 0.4)]
    [InlineData(RewardForm.Choice, 0.2)]
    public void It_learns_drawn_digits_from_a_reward(RewardForm reward, double least)
    {
        var learner = ThreeFactor.Create([784, 32, 10], new ThreeFactorOptions { Reward = reward });
        using var training = new Training(learner, Digits.Draw(4000, 500), new TrainingOptions { Batch = 20, Epochs = 10 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, least, 1);
    }

    [Theory]
    [InlineData(0.7, 4, 4)]
    [InlineData(1e-9, 0, 2)]
    public void A_reward_two_presentations_late_teaches_only_if_a_trace_is_left(double trace, int least, int most)
    {
        var part = new DataPart { [Learner.Image] = Unit(), [Learner.Label] = Unit() };
        var learner = ThreeFactor.Create([4, 4], new ThreeFactorOptions { Delay = 2, Trace = trace, Weights = "0", Bias = false, Optimizer = Optimizer.Adam(0.01) });
        using var training = new Training(learner, new DataSource("four") { Train = part, Target = Learner.Label }, new TrainingOptions { Batch = 1, Epochs = 1000 });
        training.Run();

        // The weights are those by which each of four pixels has been answered.
        double[][] ofUnit = [.. training.Values("input_to_output.w").Chunk(4)];
        var right = Enumerable.Range(0, 4).Count(pixel => Enumerable.Range(0, 4).MaxBy(unit => ofUnit[unit][pixel]) == pixel);
        Assert.InRange(right, least, most);

        static double[,] Unit() => new double[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_refused()
    {
        Assert.Equal(
            "The model 'three-factor' cannot learn from a reward that comes 3 presentations late without an eligibility trace: nothing is left of what it is "
            + "for. Set Trace above 0 (--trace 0.8 --batch 1), or Delay to 0.",
            Assert.Throws<HomeostatException>(() => ThreeFactor.Create([784, 10], new ThreeFactorOptions { Delay = 3 })).Message);
        Assert.Equal(
            "The model 'three-factor' rewards the choice of a class; a Gaussian output has none. Set Reward to Likelihood (--reward likelihood), or leave Output at Categorical.",
            Assert.Throws<HomeostatException>(() => ThreeFactor.Create([784, 10], new ThreeFactorOptions { Reward = RewardForm.Choice, Output = OutputModel.Gaussian })).Message);
        Assert.Equal(
            "The setting 'trace' takes a number of at least 0 and at most 0.999; 1 was given.",
            Assert.Throws<HomeostatException>(() => ThreeFactor.Create([784, 10], new ThreeFactorOptions { Trace = 1 })).Message);
    }

    private static Training Network(ThreeFactorOptions options) => Trial.Of(ThreeFactor.Create([2, 1, 2], options), [[1, 2]], [[1, 0]])
        .With("input_to_hidden1.w", [0.5, -0.25]).With("hidden1_to_output.w", [1, -1]);

    // A batch with given noise of the hidden unit and of both units of the output.
    private static Func<double, double, double, IReadOnlyDictionary<string, double[]>> Presented(Training training)
    {
        var plan = training.Simulation.Compile([.. training.Learner.Train.Where(phase => phase is not Act { Action: NoisyLayers.Draw })]);
        return (hidden, right, wrong) =>
        {
            training.With("hidden1.noise", [hidden]).With("output.noise", [right, wrong]);
            new Feed(training.Simulation, plan, "trial", "trial").Fill(training.Data.Train, [0]);
            training.Simulation.Run(plan);
            return training.Gradients();
        };
    }

    private static double LogLikelihood(double hidden, double right, double wrong) => -Math.Log(1 + Math.Exp(-hidden + wrong - (hidden + right)));

    // The change of the synapses onto the hidden unit for a pixel of 1, and those onto the output.
    private static void AssertChange(Training training, IReadOnlyDictionary<string, double[]> gradients, double hidden, double[] output)
    {
        Assert.Equal(2, training.Values("input.rate")[1]);
        double[] expected = [hidden, 2 * hidden, .. output];
        Assert.All(gradients["input_to_hidden1"].Concat(gradients["hidden1_to_output"]).Zip(expected), pair => Assert.Equal(pair.Second, -pair.First, 1e-12));
    }
}
