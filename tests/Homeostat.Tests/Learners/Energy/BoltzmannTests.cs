namespace Homeostat.Tests.Learners.Energy;

/// <summary>The Boltzmann machine on three units, which can be enumerated, and on small digits.</summary>
public sealed class BoltzmannTests
{
    private static readonly RuleFixture Rules = RuleFixture.Of("boltzmann_machine");

    [Fact]
    public void The_energies_of_all_states_give_the_exact_probabilities()
    {
        var states = Enumeration.States(3);
        using var training = Machine(new BoltzmannOptions(), [.. states.Select(s => s[..2])]);
        training.With("input.s", [.. states.SelectMany(s => s[..2])]).With("hidden1.s", [.. states.Select(s => s[2])]);
        var plan = training.Simulation.Compile(new Measure());
        training.Simulation.Run(plan);
        double[] energies = [.. Enumerable.Range(0, 8).Select(sample => training.Simulation.FreeEnergy(plan, sample))];
        var logZ = Enumeration.LogSum(energies.Select(e => -e));
        Rules.AssertEqual("Z", [Math.Exp(logZ)]);
        Rules.AssertEqual("p", [.. energies.Select(e => Math.Exp(-e - logZ))]);
    }

    [Fact]
    public void The_mean_of_the_sampled_statistics_is_the_exact_gradient()
    {
        double[][] data = [.. Enumerable.Range(0, 12_000).SelectMany(_ => Rules.Rows("data"))];
        using var training = Machine(new BoltzmannOptions { Steps = 40, Optimizer = Optimizer.Sgd(1e-300) }, data);
        training.Next();
        var (gradients, exact) = (training.Gradients(), Rules.Expected("gradient"));

        // A difference of two products, each 0 or 1, over n samples: its deviation is below 1/√(2n); 4 of these are allowed.
        var bound = 4 / Math.Sqrt(2 * data.Length);
        Assert.Equal(exact[1], -gradients["input_to_input"][1], bound);
        Assert.Equal(exact[3], -gradients["input_to_input"][2], bound);
        Assert.Equal(exact[2], -gradients["input_to_hidden1"][0], bound);
        Assert.Equal(exact[5], -gradients["input_to_hidden1"][1], bound);
        Assert.Equal([0, 0], new[] { gradients["input_to_input"][0], gradients["input_to_input"][3] });
    }

    [Fact]
    public void Lateral_weights_stay_symmetric_without_a_diagonal()
    {
        using var training = new Training(BoltzmannMachine.Create([49, 12]), Small(60), new TrainingOptions { Batch = 20, Epochs = 1 });
        training.Run();
        var weights = training.Simulation["input_to_input.w"];
        for (var row = 0; row < 49; row++)
        {
            Assert.Equal(0, weights[row, row]);
            for (var column = 0; column < row; column++)
            {
                Assert.Equal(weights[row, column], weights[column, row]);
            }
        }
    }

    [Fact]
    public void Each_pixel_of_small_digits_follows_from_the_others()
    {
        // Digits that the machine has not seen: its squared error, as a part of that of each pixel's mean.
        var data = Small(1200);
        using var training = new Training(BoltzmannMachine.Create([49, 16], new BoltzmannOptions { Optimizer = Optimizer.Adam(0.02) }), data, new TrainingOptions { Batch = 40, Epochs = 20 });
        var before = Unexplained();
        training.Run();
        Assert.InRange(before, 1, 3);
        Assert.InRange(Unexplained(), 0, 0.88);

        double Unexplained()
        {
            var (found, truth) = (training.Responses("input.image", data.Test), training.Responses("input.x", data.Test));
            var mean = Enumerable.Range(0, 49).Select(pixel => truth.Where((_, k) => k % 49 == pixel).Average()).ToArray();
            return Enumerable.Range(0, truth.Length).Sum(k => Math.Pow(truth[k] - found[k], 2)) / Enumerable.Range(0, truth.Length).Sum(k => Math.Pow(truth[k] - mean[k % 49], 2));
        }
    }

    private static Training Machine(BoltzmannOptions options, double[][] data)
    {
        var (w, b) = (Rules.Rows("W"), Rules.Input("b"));
        return Trial.Of(BoltzmannMachine.Create([2, 1], options), data)
            .With("input_to_input.w", [w[0][0], w[0][1], w[1][0], w[1][1]]).With("input_to_hidden1.w", w[2][..2]).With("hidden1_to_hidden1.w", [w[2][2]])
            .With("bias_to_input.w", b[..2]).With("bias_to_hidden1.w", b[2..]);
    }

    // Drawn digits of 7 x 7 binary pixels.
    private static DataSource Small(int count)
    {
        var digits = Digits.Draw(count, 200, seed: 8);
        return new DataSource("small digits") { Train = Shrunk(digits.Train), Test = Shrunk(digits.Test) };

        static DataPart Shrunk(LabeledImages images)
        {
            var pixels = new double[images.Count, 49];
            for (var n = 0; n < images.Count; n++)
            {
                var image = images.Image(n);
                for (var pixel = 0; pixel < 49; pixel++)
                {
                    var sum = 0.0;
                    for (var part = 0; part < 16; part++)
                    {
                        sum += image[(28 * ((pixel / 7 * 4) + (part / 4))) + (pixel % 7 * 4) + (part % 4)];
                    }

                    pixels[n, pixel] = sum > 16 * 90 ? 1 : 0;
                }
            }

            return new DataPart { [Learner.Image] = pixels };
        }
    }
}
