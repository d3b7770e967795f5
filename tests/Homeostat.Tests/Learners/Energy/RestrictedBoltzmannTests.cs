namespace Homeostat.Tests.Learners.Energy;

/// <summary>The restricted Boltzmann machine against exact numbers and on machines small enough to enumerate.</summary>
public sealed class RestrictedBoltzmannTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("rbm");

    private static readonly RestrictedBoltzmannOptions Options = new() { Optimizer = Optimizer.Sgd(1e-300), Decay = 0, Persistent = false };

    [Fact]
    public void The_free_energies_of_all_images_give_the_exact_partition_function_and_likelihood()
    {
        using var training = Machine(Options, All(3));
        var logZ = Enumeration.LogSum(FreeEnergies(training, All(3)).Select(f => -f));
        Assert.Equal(Rules.Expected("logZ")[0], logZ, 1e-9);
        Assert.Equal(Rules.Expected("mean_log_p")[0], FreeEnergies(training, Rules.Rows("data")).Average(f => -f) - logZ, 1e-9);
    }

    [Fact]
    public void Contrastive_divergence_has_the_exact_statistics_for_the_hidden_units_that_were_drawn()
    {
        var data = Rules.Rows("data");
        using var training = Machine(Options, data);
        var (drawn, dreamt, doubted) = (Rules.Expected("h_sample"), Rules.Expected("v_negative"), Rules.Expected("h_negative"));

        // Weights stay as they are, so that batches differ in what is drawn alone: in 1 of about 256 the hidden units are those of the fixture.
        for (var batch = 0; ; batch++)
        {
            Assert.InRange(batch, 0, 10_000);
            training.Next();
            if (Rows().All(row => AreEqual("hidden1.h", row, drawn, 2)))
            {
                break;
            }
        }

        foreach (var row in Rows())
        {
            Assert.True(AreEqual("input.v", row, dreamt, 3));
            Assert.True(AreEqual("hidden1.dreamt", row, doubted, 2));
        }

        Rules.AssertEqual("cd1_gradient", Enumeration.Transposed(training.Gradients()["input_to_hidden1"].Select(g => -g).ToArray(), 2));

        // Samples are in random order; those that are alike have the same numbers in the fixture.
        IEnumerable<(int At, int Sample)> Rows()
        {
            var x = training.Values("input.x");
            return Enumerable.Range(0, 4).Select(at => (at, Array.FindIndex(data, row => row.SequenceEqual(x.Skip(3 * at).Take(3)))));
        }

        bool AreEqual(string variable, (int At, int Sample) row, double[] expected, int units) =>
            training.Values(variable).Skip(units * row.At).Take(units).Zip(expected.Skip(units * row.Sample)).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9);
    }

    [Fact]
    public void The_error_of_a_reconstruction_is_that_of_what_was_drawn()
    {
        // As published for the harmonium: pixels and hidden units are drawn.
        var data = Rules.Rows("data");
        var learner = RestrictedBoltzmannMachine.Create([3, 2], Options);
        using var training = Trial.Of(learner with { Test = [new Clamp("input.x", Learner.Image), new Act("see"), new Act("infer")] }, data)
            .With("input_to_hidden1.w", Enumeration.Transposed(Rules.Input("W"), 3)).With("bias_to_input.w", Rules.Input("b"));
        var errors = training.Responses("input.error", training.Data.Train);
        Assert.Equal(12, errors.Length);
        Assert.All(errors.Zip(data.SelectMany(row => row)), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_mean_gradient_of_sampled_dreams_is_the_exact_one(bool persistent)
    {
        const int Copies = 8000;
        double[][] data = [.. Enumerable.Range(0, Copies).SelectMany(_ => Rules.Rows("data"))];
        using var training = Machine(Options with { Persistent = persistent, Visible = VisibleUnits.Samples, Steps = 60 }, data);
        training.Next();

        // A product of two units is between 0 and 1, so the deviation of a mean over n dreams is below 1/(2√n); 4 of these are allowed.
        var bound = 4 * 0.5 / Math.Sqrt(data.Length);
        var found = Enumeration.Transposed(training.Gradients()["input_to_hidden1"].Select(g => -g).ToArray(), 2);
        Assert.All(Rules.Expected("exact_gradient").Zip(found), pair => Assert.Equal(pair.First, pair.Second, bound));
    }

    [Fact]
    public void The_likelihood_of_bars_rises_to_near_the_best_there_is()
    {
        // Of 3 x 4 pixels, one row or one column is on: 7 images, whose best mean log-likelihood is -log 7 = -1.95. The exact partition function is the judge.
        double[][] bars =
        [
            .. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 12).Select(p => p / 4 == row ? 1.0 : 0).ToArray()),
            .. Enumerable.Range(0, 4).Select(column => Enumerable.Range(0, 12).Select(p => p % 4 == column ? 1.0 : 0).ToArray()),
        ];
        double[][] data = [.. Enumerable.Range(0, 15).SelectMany(_ => bars)];
        var options = new RestrictedBoltzmannOptions { Optimizer = Optimizer.Adam(5e-3), Decay = 0, HiddenBias = 0, MeanImage = false, Persistent = false, Visible = VisibleUnits.Samples, Steps = 5, Weights = "0.1*randn()" };
        using var training = Trial.Of(RestrictedBoltzmannMachine.Create([12, 10], options), data);
        var before = LogLikelihood();
        for (var batch = 0; batch < 1200; batch++)
        {
            training.Next();
        }

        Assert.InRange(before, -9, -7.5);
        Assert.InRange(LogLikelihood(), -2.4, -1.94);

        // And annealed importance sampling of the trained machine lands on its exact partition function.
        var estimate = RestrictedBoltzmannMachine.LogPartition(training, new AnnealingOptions { Steps = 2000 });
        Assert.Equal(Exact(), estimate.LogPartition, Math.Max(0.02, 4 * estimate.Deviation));

        double LogLikelihood() => -FreeEnergies(training, bars).Average() - Exact();

        double Exact() => Enumeration.LogSum(FreeEnergies(training, All(12)).Select(f => -f));
    }

    [Fact]
    public void Drawn_digits_are_reconstructed()
    {
        var digits = Digits.Draw(train: 1000, test: 200, seed: 4);
        var learner = RestrictedBoltzmannMachine.Create([784, 64], new RestrictedBoltzmannOptions { Optimizer = Optimizer.Adam(5e-3), HiddenBias = 0, Persistent = false });
        using var training = new Training(learner, digits, new TrainingOptions { Batch = 50, Epochs = 20 });
        var before = Reconstruction.Unexplained(training, digits);
        training.Run();
        Assert.InRange(before, 1, 10);
        Assert.InRange(Reconstruction.Unexplained(training, digits), 0, 0.85);
    }

    [Fact]
    public void Biases_of_pixels_begin_at_the_log_odds_of_the_mean_image()
    {
        // Of 4 images, the first pixel is on in none, the second in 1.5 and the third in all: (on + 1)/(off + 1) are 1/5, 2.5/3.5 and 5.
        double[][] data = [[0, 1, 1], [0, 0.5, 1], [0, 0, 1], [0, 0, 1]];
        using var training = Trial.Of(RestrictedBoltzmannMachine.Create([3, 2]), data);
        Assert.Equal([-Math.Log(5), Math.Log(2.5 / 3.5), Math.Log(5)], training.Values("bias_to_input.w"), (a, b) => Math.Abs(a - b) < 1e-12);
        using var zero = Trial.Of(RestrictedBoltzmannMachine.Create([3, 2], new RestrictedBoltzmannOptions { MeanImage = false }), data);
        Assert.Equal([0, 0, 0], zero.Values("bias_to_input.w"));

        var wrong = Assert.Throws<HomeostatException>(() => Trial.Of(RestrictedBoltzmannMachine.Create([3, 2]), [[0, 0, 1], [0, 1.5, 0]]));
        Assert.Equal(
            "The biases 'bias_to_input.w' begin at the log-odds of the stream 'image', but 'trial' holds 1.5 in sample 1, unit 1: a number from 0 to 1 was "
            + "expected. Give data between 0 and 1, or biases that begin at 0.",
            wrong.Message);
    }

    [Fact]
    public void Layers_and_settings_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "The layers 784,64,10 do not fit the model, which takes 2 of one unit or more: the pixels and one layer of hidden units are the only layers. "
            + "Give sizes, as in 784,128.",
            Assert.Throws<HomeostatException>(() => RestrictedBoltzmannMachine.Create([784, 64, 10])).Message);
        Assert.Contains("'steps' takes a whole number of at least 1; 0 was given", Assert.Throws<HomeostatException>(() => RestrictedBoltzmannMachine.Create([4, 2], Options with { Steps = 0 })).Message, StringComparison.Ordinal);
    }

    private static Training Machine(RestrictedBoltzmannOptions options, double[][] data) => Trial.Of(RestrictedBoltzmannMachine.Create([3, 2], options), data)
        .With("input_to_hidden1.w", Enumeration.Transposed(Rules.Input("W"), 3)).With("bias_to_input.w", Rules.Input("b")).With("bias_to_hidden1.w", Rules.Input("c"));

    private static double[][] All(int units) => Enumeration.States(units);

    private static double[] FreeEnergies(Training training, double[][] images)
    {
        using var simulation = new Simulation(training.Learner.Circuit, images.Length, new SimulationOptions { Type = ElementType.Float64 });
        foreach (var name in simulation.VariablesOf(Role.Weight))
        {
            simulation[name].CopyFrom(training.Values(name));
            simulation.Changed(name);
        }

        var plan = simulation.Compile(new Clamp("input.x", Learner.Image), new Act("look"), new Measure());
        simulation.Stream(plan, Learner.Image).CopyFrom([.. images.SelectMany(row => row)]);
        simulation.Run(plan);
        return [.. Enumerable.Range(0, images.Length).Select(sample => simulation.FreeEnergy(plan, sample))];
    }
}
