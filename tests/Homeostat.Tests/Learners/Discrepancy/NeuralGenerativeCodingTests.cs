namespace Homeostat.Tests.Learners.Discrepancy;

/// <summary>Neural generative coding against exact numbers, and the properties of its free energy, feedback and covariance.</summary>
public sealed class NeuralGenerativeCodingTests
{
    private static readonly NeuralGenerativeCodingOptions Small = new() { Steps = 6, Group = 2, TopGroup = 2, Evidence = 0.5 };

    private static readonly Dictionary<string, NeuralGenerativeCodingOptions> Variants = new()
    {
        ["ngc_t1"] = NeuralGenerativeCodingOptions.Rao with { Steps = 6 },
        ["ngc_t1s"] = NeuralGenerativeCodingOptions.Friston with { Steps = 6, Evidence = 0.5, Sparsity = 0.01 },
        ["ngc_t2"] = Small with { Skips = false },
        ["ngc_pdh"] = Small,
    };

    [Theory]
    [InlineData("ngc_t1")]
    [InlineData("ngc_t1s")]
    [InlineData("ngc_t2")]
    [InlineData("ngc_pdh")]
    public void Each_variant_settles_and_learns_as_the_fixture_says(string name)
    {
        var fixture = RuleFixture.Of(name);
        var options = Variants[name];
        var learner = NeuralGenerativeCoding.Create([5, 4, 4, 4], options);
        Phase[] probes = [new Probe("hidden2.error"), new Probe("hidden1.error"), new Probe("input.error"), new Probe("input.expected")];
        learner = learner with { Train = [.. learner.Train.SkipLast(1), .. probes, learner.Train[^1]] };
        using var training = Trial.Of(learner with { Begin = [] }, fixture.Rows("X"));
        var simulation = training.Simulation;
        Give("hidden3_to_hidden2", "W3");
        Give("hidden2_to_hidden1", "W2");
        Give("hidden1_to_input", "W1");
        if (options.Feedback == Feedback.Learned)
        {
            Give("hidden2_to_hidden3", "E2");
            Give("hidden1_to_hidden2", "E1");
            Give("input_to_hidden1", "E0");
        }

        if (options.Skips)
        {
            Give("hidden3_to_hidden1", "S3");
            Give("hidden2_to_input", "S2");
        }

        if (options.Precision)
        {
            training.With("hidden1_covariance.w", fixture.Input("Sigma"));
            training.With("hidden2_covariance.w", fixture.Input("Sigma"));
        }

        simulation.Run(simulation.Compile(learner.Begin));
        training.Next();

        foreach (var layer in (int[])[1, 2, 3])
        {
            fixture.AssertEqual($"z{layer}", simulation[$"hidden{layer}.z"].ToArray());
        }

        fixture.AssertEqual("e2", simulation["hidden2.error"].ToArray());
        fixture.AssertEqual("e1", simulation["hidden1.error"].ToArray());
        fixture.AssertEqual("e0", simulation["input.error"].ToArray());
        fixture.AssertEqual("mu0", simulation["input.expected"].ToArray());
        Learned("hidden3_to_hidden2", "dW3");
        Learned("hidden2_to_hidden1", "dW2");
        Learned("hidden1_to_input", "dW1");
        if (options.Feedback == Feedback.Learned)
        {
            Learned("hidden2_to_hidden3", "dE2");
            Learned("hidden1_to_hidden2", "dE1");
            Learned("input_to_hidden1", "dE0");
        }

        if (options.Skips)
        {
            Learned("hidden3_to_hidden1", "dS3");
            Learned("hidden2_to_input", "dS2");
        }

        if (options.Precision)
        {
            fixture.AssertEqual("dSigma2", [.. simulation["hidden2_covariance.g"].ToArray().Select(g => -g)]);
        }

        // The fixture has a row for each presynaptic unit, a projection one for each postsynaptic unit.
        void Give(string projection, string matrix) => training.With($"{projection}.w", Transposed(fixture.Rows(matrix)));

        void Learned(string projection, string matrix)
        {
            var g = simulation[$"{projection}.g"];
            fixture.AssertEqual(matrix, [.. from pre in Enumerable.Range(0, g.Columns) from post in Enumerable.Range(0, g.Rows) select -g[post, pre]]);
        }
    }

    [Theory]
    [InlineData("ngc-t1")]
    [InlineData("ngc-t1-sigma")]
    [InlineData("ngc-t2")]
    [InlineData("ngc")]
    [InlineData("ngc-replay")]
    public void Free_energy_falls_while_states_settle(string name)
    {
        // Learned feedback leads downhill only once it has learned.
        using var trained = Settling(name, 20);
        for (var batch = 0; batch < 20; batch++)
        {
            trained.Next();
        }

        var energies = Enumerable.Range(1, 6).Select(k => EnergyAfter(name, 1 + (4 * k), trained)).ToArray();
        Assert.True(energies[^1] < energies[0] - 1, string.Join(' ', energies));
        if (trained.Learner.DescendsEnergy)
        {
            Assert.All(energies.Zip(energies.Skip(1)), pair => Assert.True(pair.Second < pair.First, string.Join(' ', energies)));
        }
    }

    [Fact]
    public void Only_the_circuit_with_tied_weights_and_slopes_and_without_precision_descends_its_free_energy() =>
        Assert.Equal(["ngc-t1"], ModelCatalog.All.Where(m => m.Name.StartsWith("ngc", StringComparison.Ordinal) && m.Create(Tiny.Layers).DescendsEnergy).Select(m => m.Name));

    [Fact]
    public void Learned_feedback_aligns_with_the_weights_and_norms_and_covariances_stay_within_bounds()
    {
        using var training = new Training(
            NeuralGenerativeCoding.Create([784, 30, 20], new NeuralGenerativeCodingOptions { Steps = 10, Group = 5, TopGroup = 5 }), Digits.Draw(1000, 100, seed: 3),
            new TrainingOptions { Batch = 50, Epochs = 8, Type = ElementType.Float64 });
        training.Next();
        var before = Cosine();
        for (var batch = 1; batch < 160; batch++)
        {
            training.Next();
        }

        Assert.InRange(Cosine(), Math.Max(before + 0.2, 0.4), 1);
        foreach (var name in (string[])["hidden1_to_input", "input_to_hidden1", "hidden2_to_hidden1", "hidden1_to_hidden2"])
        {
            var w = training.Simulation[$"{name}.w"];
            for (var post = 0; post < w.Rows; post++)
            {
                Assert.InRange(Enumerable.Range(0, w.Columns).Sum(pre => w[post, pre] * w[post, pre]), 0, 1 + 1e-9);
            }
        }

        var factor = training.Simulation["hidden1_covariance.factor"];
        Assert.All(Enumerable.Range(0, 30), unit => Assert.InRange(factor[unit, unit], 0.1, 10));
        Assert.Contains(factor.ToArray().Where((_, n) => n % 30 > n / 30), off => Math.Abs(off) > 1e-4);

        double Cosine()
        {
            var (w, e) = (training.Simulation["hidden1_to_input.w"], training.Simulation["input_to_hidden1.w"]);
            var (dot, ww, ee) = (0.0, 0.0, 0.0);
            for (var pixel = 0; pixel < 784; pixel++)
            {
                for (var cause = 0; cause < 30; cause++)
                {
                    dot += w[pixel, cause] * e[cause, pixel];
                    ww += w[pixel, cause] * w[pixel, cause];
                    ee += e[cause, pixel] * e[cause, pixel];
                }
            }

            Assert.Equal(dot / Math.Sqrt(ww * ee), Math.Cos(double.DegreesToRadians(FeedbackAngles.Of(training)["hidden1_to_input"])), 1e-6);
            return dot / Math.Sqrt(ww * ee);
        }
    }

    [Fact]
    public void The_same_training_gives_the_same_bits_on_one_thread_and_on_two()
    {
        using var alone = new Workers(1);
        using var pair = new Workers(2);
        using var first = Tiny.Train(NeuralGenerativeCoding.Create([784, 24, 16]), workers: alone);
        using var second = Tiny.Train(NeuralGenerativeCoding.Create([784, 24, 16]), workers: pair);
        for (var batch = 0; batch < 5; batch++)
        {
            first.Next();
            second.Next();
        }

        Tiny.AssertSameBits(first, second);
    }

    private static double EnergyAfter(string name, int steps, Training trained)
    {
        using var training = Settling(name, steps);
        training.CopyWeights(trained);
        return training.FreeEnergy(Tiny.Data.Test);
    }

    private static Training Settling(string name, int steps)
    {
        var model = ModelCatalog.Find(name);
        return Tiny.Train(model.Create(Tiny.Layers, model.Configure(new Dictionary<string, string> { ["steps"] = $"{steps}" })));
    }

    private static double[] Transposed(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => row[column]))];
}
