namespace Homeostat.Tests.Learners.Baselines;

/// <summary>Autoencoders by back-propagation: gradients against finite differences, the divergence of causes, completion.</summary>
public class AutoencoderTests
{
    private const int Pixels = 6;
    private const int Causes = 2;
    private static readonly int[] Layers = [Pixels, 5, 4, Causes];
    private static readonly double[,] Images = { { 1, 0, 1, 0.5, 0, 0 }, { 0, 1, 1, 0, 0.25, 1 }, { 0, 0, 1, 1, 1, 0 } };
    private static readonly double[,] Noise = { { 0.3, -1.2 }, { -0.4, 0.8 }, { 1.5, 0.1 } };

    public static TheoryData<string> Models => ["autoencoder", "vae", "vae-cv", "aae"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradients_are_the_slopes_of_the_free_energy(string model)
    {
        var learner = Steady(model);
        using var training = Train(learner);
        training.Next();
        var gradients = training.Gradients();
        var judging = learner.Circuit.Projections.Where(p => p.Post.StartsWith("critic", StringComparison.Ordinal)).Select(p => p.Name).ToHashSet();
        Assert.Equal(model == "aae" ? 6 : 0, judging.Count);
        Phase[] start = [new Clamp("input.z", Learner.Image), new Clamp("cause.noise", "noise")];
        Phase[] seen = judging.Count == 0 ? [.. start, new Sweep(), new Measure()] : [.. start, new Set("critic.claim", 1), new Sweep(), new Measure()];
        Phase[] unmasked = [.. start, new Set("critic.claim", 0), new Sweep(), new Measure()];
        Phase[] drawn = [.. start, new Set("critic.claim", 1), new Set("cause.drawn", 1), new Sweep(), new Measure()];
        foreach (var (name, gradient) in gradients)
        {
            var weights = training.Simulation[$"{name}.w"];
            for (var (post, last) = (0, weights.Columns - 1); post < weights.Rows; post++)
            {
                var slope = judging.Contains(name)
                    ? Slope(training, unmasked, name, post, last) + Slope(training, drawn, name, post, last)
                    : Slope(training, seen, name, post, last);
                Assert.Equal(slope, gradient[(post * weights.Columns) + last], 1e-8 + (1e-6 * Math.Abs(slope)));
            }
        }

        Assert.Contains(gradients.Values, gradient => gradient.Any(g => Math.Abs(g) > 1e-3));
    }

    [Fact]
    public void The_free_energy_is_that_of_the_pixels_and_the_divergence_from_the_prior()
    {
        // With all weights 0, pixels are on with probability 1/2, and causes have the mean 0 and the variance 1 or the constant one.
        var half = Pixels * Math.Log(2);
        Assert.Equal(half, Energy(VariationalAutoencoder.Create(Layers, new() { Weights = "0" })), 1e-12);
        Assert.Equal(half + (Causes * (0.25 - 1 - Math.Log(0.25)) / 2), Energy(VariationalAutoencoder.CreateConstant(Layers, new() { Weights = "0", Variance = 0.25 })), 1e-12);

        static double Energy(Learner learner)
        {
            using var training = Train(Steady(learner));
            return training.FreeEnergy(training.Data.Train);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Answers_are_not_drawn_and_dreams_are_what_the_decoder_paints(string model)
    {
        using var training = Train(Create(model));
        training.Run();
        var imagination = new Imagination(training);
        var causes = imagination.Causes(training.Data.Train);
        Assert.Equal(causes, imagination.Causes(training.Data.Train));
        var painted = imagination.Paint(causes);
        var expected = training.Responses("input.expected", training.Data.Train);
        Assert.All(painted.Cast<double>().Zip(expected), pair => Assert.Equal(pair.First, pair.Second, 1e-6));

        bool[] visible = [true, true, true, false, false, false];
        var completed = imagination.Complete(training.Data.Train, visible);
        for (var sample = 0; sample < 3; sample++)
        {
            for (var pixel = 0; pixel < 3; pixel++)
            {
                Assert.Equal(Images[sample, pixel], completed[sample, pixel], 1e-6);
            }
        }

        // What is hidden does not matter.
        var changed = (double[,])Images.Clone();
        (changed[0, 4], changed[1, 5], changed[2, 3]) = (1, 0, 0);
        Assert.Equal(completed, imagination.Complete(new DataPart { [Learner.Image] = changed }, visible));
    }

    [Fact]
    public void Repeated_passes_are_those_by_hand()
    {
        using var once = Train(RegularizedAutoencoder.Create(Layers, new() { Passes = 1 }));
        using var thrice = Train(RegularizedAutoencoder.Create(Layers, new() { Passes = 3 }));
        bool[] visible = [true, false, true, false, true, false];
        var (one, part) = (new Imagination(once), Images);
        var expected = one.Complete(new DataPart { [Learner.Image] = part }, visible);
        for (var pass = 1; pass < 3; pass++)
        {
            var seen = once.Responses("input.expected", new DataPart { [Learner.Image] = expected });
            for (var n = 0; n < expected.Length; n++)
            {
                expected[n / Pixels, n % Pixels] = visible[n % Pixels] ? expected[n / Pixels, n % Pixels] : seen[n];
            }
        }

        var completed = new Imagination(thrice).Complete(new DataPart { [Learner.Image] = part }, visible);
        Assert.All(expected.Cast<double>().Zip(completed.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Both_estimates_of_the_likelihood_are_that_of_a_sum_over_causes()
    {
        // One cause, whose mixture has two components: p(image) is an integral over a line.
        using var training = Train(RegularizedAutoencoder.Create([Pixels, 4, 1], new() { Weights = "3*randn()" }));
        var prior = GaussianMixture.Fit(new double[,] { { -2.2 }, { -1.8 }, { -2 }, { 1 }, { 0.5 }, { 1.5 }, { 0.8 } }, new MixtureOptions { Components = 2, Ridge = 1e-3 });
        const int Grid = 20_001;
        var causes = new double[Grid, 1];
        for (var n = 0; n < Grid; n++)
        {
            causes[n, 0] = -10 + (20.0 * n / (Grid - 1));
        }

        var imagination = new Imagination(training);
        var (painted, density, exact) = (imagination.Paint(causes), prior.LogDensity(causes), new double[3]);
        for (var sample = 0; sample < 3; sample++)
        {
            for (var n = 0; n < Grid; n++)
            {
                var likelihood = 0.0;
                for (var pixel = 0; pixel < Pixels; pixel++)
                {
                    var p = Math.Clamp(painted[n, pixel], 1e-6, 1 - 1e-6);
                    likelihood += (Images[sample, pixel] * Math.Log(p)) + ((1 - Images[sample, pixel]) * Math.Log(1 - p));
                }

                exact[sample] += Math.Exp(density[n] + likelihood) * 20 / (Grid - 1);
            }
        }

        var part = new DataPart { [Learner.Image] = Images };
        var (drawn, annealed) = (imagination.LogLikelihood(prior, part, 20_000), imagination.AnnealedLogLikelihood(prior, part, chains: 4000, steps: 60));
        for (var sample = 0; sample < 3; sample++)
        {
            Assert.Equal(Math.Log(exact[sample]), drawn.Images[sample], 0.05);
            Assert.Equal(Math.Log(exact[sample]), annealed.Images[sample], 0.05);
        }

        Assert.Equal(annealed.Images.Average(), annealed.Nats, 1e-12);
        Assert.InRange(annealed.EffectiveDraws, 1000, 4000);
        Assert.Equal(annealed.Images, imagination.AnnealedLogLikelihood(prior, part, chains: 4000, steps: 60).Images);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Threads_do_not_change_a_bit(string model)
    {
        using var one = new Workers(1);
        using var two = new Workers(2);
        using var a = Tiny.Train((Learner)ModelCatalog.Find(model).Create([784, 12, 3]), workers: one);
        using var b = Tiny.Train((Learner)ModelCatalog.Find(model).Create([784, 12, 3]), workers: two);
        a.Run();
        b.Run();
        Tiny.AssertSameBits(a, b);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Contains("the last size is the number of causes", Assert.Throws<HomeostatException>(() => VariationalAutoencoder.Create([784])).Message, StringComparison.Ordinal);
        Assert.Contains("variance", Assert.Throws<HomeostatException>(() => VariationalAutoencoder.CreateConstant([784, 2], new() { Variance = 0 })).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("pressure", Assert.Throws<HomeostatException>(() => AdversarialAutoencoder.Create([784, 2], new() { Pressure = -1 })).Message, StringComparison.OrdinalIgnoreCase);
    }

    private static Learner Create(string model) => ModelCatalog.Find(model).Create(Layers);

    // A learner with smooth activations whose noise is given, and whose weights stay as they are.
    private static Learner Steady(string model) => Steady(model switch
    {
        "vae" => VariationalAutoencoder.Create(Layers, new() { Activation = "tanh(z)", Optimizer = Optimizer.Sgd(1e-300) }),
        "vae-cv" => VariationalAutoencoder.CreateConstant(Layers, new() { Activation = "tanh(z)", Optimizer = Optimizer.Sgd(1e-300) }),
        "aae" => AdversarialAutoencoder.Create(Layers, new() { Activation = "tanh(z)", Critic = 3, Pressure = 2, Optimizer = Optimizer.Sgd(1e-300) }),
        _ => RegularizedAutoencoder.Create(Layers, new() { Activation = "tanh(z)", Penalty = 0.3, Decay = 0, Optimizer = Optimizer.Sgd(1e-300) }),
    });

    private static Learner Steady(Learner learner) => learner with { Train = [.. learner.Train.Select(phase => phase is Act { Action: "draw" } ? new Clamp("cause.noise", "noise") : phase)] };

    private static Training Train(Learner learner)
    {
        var part = new DataPart { [Learner.Image] = Images, ["noise"] = Noise };
        return new(learner, new DataSource("three images") { Train = part, Test = part }, new TrainingOptions { Batch = 3, Epochs = 2, Type = ElementType.Float64, FinalRate = 1 });
    }

    private static double Slope(Training training, Phase[] schedule, string projection, int post, int pre)
    {
        using var measured = Train(training.Learner with { Train = [.. schedule.Where(phase => phase is not Clamp { Stream: "noise" } || training.Learner.Circuit["cause"].Equations.Contains("noise", StringComparison.Ordinal))] });
        measured.CopyWeights(training);
        var weights = measured.Simulation[$"{projection}.w"];
        var kept = weights[post, pre];
        return (Energy(kept + 1e-5) - Energy(kept - 1e-5)) / 2e-5;

        double Energy(double weight)
        {
            weights[post, pre] = weight;
            measured.Simulation.Changed($"{projection}.w");
            return measured.FreeEnergy(measured.Data.Train);
        }
    }
}
