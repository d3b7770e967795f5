namespace Homeostat.Tests.Boundaries;

/// <summary>What samples say of blankets.</summary>
public class SampledBlanketTests
{
    [Fact]
    public void Many_samples_of_a_blanket_pass_and_of_none_do_not()
    {
        // As in the reference: 2e5 exact samples at Δ .1, which remember; partial .006, marginal .156.
        var samples = Systems.Circling.Sample(200_000, .1, new RandomStream(1));
        var test = Systems.Blanket.Check(samples);
        Assert.True(test.Holds, test.ToString());
        Assert.InRange(test.EffectiveSamples, 20_000, 100_000);
        Assert.InRange(Math.Abs(test.PartialCorrelation), 0, test.Threshold);
        Assert.InRange(test.Threshold, .006, .02);
        Assert.Equal(test.ConditionalInformation, -0.5 * Math.Log(1 - (test.PartialCorrelation * test.PartialCorrelation)), 1e-9);

        // Without a blanket they are far from independent.
        var marginal = new MarkovBlanket([0], [], [], [1]).Check(Columns(samples, 0, 3));
        Assert.False(marginal.Holds);
        Assert.Equal(.156, marginal.PartialCorrelation, .02);

        // And a leak of .0245 is seen in so many.
        Assert.True(Systems.Blanket.Check(Systems.SparseFlow.Sample(200_000, 1, new RandomStream(1))).P < 1e-4);
    }

    [Fact]
    public void As_many_blankets_are_rejected_as_the_level_says()
    {
        const int Runs = 300;
        var process = Systems.Circling;
        var rejected = Enumerable.Range(0, Runs).Select(seed => Systems.Blanket.Check(process.Sample(1500, .15, new RandomStream((ulong)seed))).P).ToArray();
        foreach (var level in new[] { .05, .2, .5 })
        {
            Assert.InRange((rejected.Count(p => p < level) - (Runs * level)) / Math.Sqrt(Runs * level * (1 - level)), -3.5, 3.5);
        }
    }

    [Fact]
    public void So_are_blocks_of_several_states()
    {
        // Two external, two blanket, three internal states, which circle.
        const int Runs = 150;
        var process = Block(leak: 0);
        var blanket = new MarkovBlanket([0, 1], [2], [3], [4, 5, 6]);
        Assert.True(blanket.Check(process).Holds);
        var p = Enumerable.Range(0, Runs).Select(seed => blanket.Check(process.Sample(2000, .2, new RandomStream((ulong)seed))).P).ToArray();
        Assert.InRange((p.Count(x => x < .1) - (Runs * .1)) / Math.Sqrt(Runs * .09), -3.5, 3.5);
        Assert.InRange((p.Count(x => x < .5) - (Runs * .5)) / Math.Sqrt(Runs * .25), -3.5, 3.5);

        var test = blanket.Check(Block(leak: .5).Sample(4000, .2, new RandomStream(1)));
        Assert.False(test.Holds);
        Assert.Equal(("x1", "x5"), (test.External, test.Internal));
        var message = Assert.Throws<HomeostatException>(() => blanket.Require(Block(leak: .5).Sample(4000, .2, new RandomStream(1)))).Message;
        Assert.Contains("given (x2, x3), 'x1' and 'x5' have a partial correlation of -0.", message, StringComparison.Ordinal);
        Assert.Contains("effective samples)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_makes_samples_worth_less()
    {
        // One external and one internal state, independent, each with ρ = e^{−.1} from one sample to the next: n(1 − ρ²)/(1 + ρ²), Bartlett's formula.
        var process = new OrnsteinUhlenbeck(new double[,] { { -1, 0 }, { 0, -1 } }, new double[,] { { 1, 0 }, { 0, 1 } });
        var test = new MarkovBlanket([0], [], [], [1]).Check(process.Sample(50_000, .1, new RandomStream(5)));
        Assert.True(test.Holds);
        Assert.InRange(test.EffectiveSamples / (50_000 * Math.Tanh(.1)), .9, 1.1);

        // Taken for independent samples, what is left by chance would be significant: 1/√n is a third of what chance does.
        Assert.Equal(2.5758 / Math.Sqrt(test.EffectiveSamples), test.Threshold, 1e-4);
    }

    [Fact]
    public void Too_few_samples_are_refused()
    {
        var process = Systems.Circling;
        var many = new OrnsteinUhlenbeck(Diagonal(10, -1), Diagonal(10, 1));
        Assert.Contains(
            "The chance variation of 25 pairs cannot be estimated from 75 samples: there are too few samples for so many pairs",
            Message(() => new MarkovBlanket([0, 1, 2, 3, 4], [], [], [5, 6, 7, 8, 9]).Check(many.Sample(75, 2, new RandomStream(1)))),
            StringComparison.Ordinal);
        Assert.Contains(
            "300 samples are too few: after a quarter of them", Message(() => Systems.Blanket.Check(process.Sample(300, .02, new RandomStream(1)))), StringComparison.Ordinal);

        // What goes round never forgets.
        var round = new double[400, 2];
        for (var t = 0; t < 400; t++)
        {
            (round[t, 0], round[t, 1]) = (Math.Sin(.1 * t), Math.Cos(.1 * t));
        }

        Assert.Contains("have not forgotten where they were", Message(() => new MarkovBlanket([0], [], [], [1]).Check(round)), StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_that_are_wild_together_are_not_taken_for_dependent_ones()
    {
        // Uncorrelated, but both large at the same times: products vary far more than of Gaussian signals.
        const int Runs = 200;
        var blanket = new MarkovBlanket([0], [], [], [1]);
        var rejected = Enumerable.Range(0, Runs).Count(seed =>
        {
            var (chance, samples) = (new RandomStream((ulong)seed), new double[1000, 2]);
            for (var t = 0; t < 1000; t++)
            {
                var size = Math.Exp(.4 * chance.NextNormal());
                (samples[t, 0], samples[t, 1]) = (size * chance.NextNormal(), size * chance.NextNormal());
            }

            return blanket.Check(samples).P < .1;
        });
        Assert.InRange((rejected - (Runs * .1)) / Math.Sqrt(Runs * .09), -3.5, 3.5);

        // One sample that decides all is worth one.
        var one = new double[400, 2];
        (one[200, 0], one[200, 1]) = (1, 1);
        Assert.Contains("400 samples are worth 1 independent ones, because the signals are autocorrelated; at least 32 are needed to compare 1 pairs given 0 states. Take samples over a longer time.", Message(() => blanket.Check(one)), StringComparison.Ordinal);

        // One signal is there for two samples only, in which the other, which goes to and fro, happens to be 0.
        var (draws, odd) = (new RandomStream(1), new double[400, 2]);
        for (var t = 1; t < 400; t++)
        {
            odd[t, 0] = t is 200 or 201 ? 0 : (-.5 * odd[t - 1, 0]) + draws.NextNormal();
        }

        (odd[200, 1], odd[201, 1]) = (1, 1);
        Assert.Contains("The chance variation of 1 pairs cannot be estimated from 400 samples", Message(() => blanket.Check(odd)), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_tell_nothing_or_are_no_numbers_are_refused()
    {
        var samples = Systems.Circling.Sample(1000, 1, new RandomStream(1));
        Assert.Contains("is one of 2 states (x0, x1) and the table of samples has 4", Message(() => new MarkovBlanket([0], [], [], [1]).Check(samples)), StringComparison.Ordinal);
        Assert.Contains("A level of 1 was given", Message(() => Systems.Blanket.Check(samples, level: 1)), StringComparison.Ordinal);
        samples[7, 2] = double.NaN;
        Assert.Contains("Sample 7 of column 2 is NaN", Message(() => Systems.Blanket.Check(samples)), StringComparison.Ordinal);
        for (var t = 0; t < 1000; t++)
        {
            samples[t, 2] = 3;
        }

        Assert.Contains("'a' is the same in all 1000 samples", Message(() => Systems.Blanket.Check(samples)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_blanket_tells_altogether_is_separated_by_it()
    {
        // An internal state that is a copy of the sensory one, and one that is there twice.
        var samples = Systems.Circling.Sample(4000, .5, new RandomStream(1));
        var copies = Columns(samples, 0, 1, 2, 1);
        var test = Systems.Blanket.Check(copies);
        Assert.True(test is { Holds: true, PartialCorrelation: 0, ConditionalInformation: 0, P: 1 });
        var twice = new MarkovBlanket([0], [1], [2], [3, 4]).Check(Columns(samples, 0, 1, 2, 3, 3));
        Assert.Equal(Systems.Blanket.Check(samples).P, twice.P, 1e-6);

        // An internal state that is the external one is not, and the correlation is 1.
        var same = Systems.Blanket.Check(Columns(samples, 0, 1, 2, 0));
        Assert.False(same.Holds);
        Assert.Equal(1, same.PartialCorrelation, 1e-6);
    }

    [Fact]
    public void Probes_of_a_simulation_stand_beside_each_other()
    {
        // Outside drives the senses, these drive the inside; each has noise of its own.
        var circuit = new Circuit("chain", 10 * Units.Millisecond)
        {
            new Population("world", 1, "dx/dt = -x/(20*ms) + xi*sqrt(1/(10*ms)) : 1") { Method = "euler" },
            new Population("sense", 2, "dx/dt = (drive - x)/(20*ms) + xi*sqrt(1/(10*ms)) : 1\ndrive : 1 (input)") { Method = "euler" },
            new Population("inside", 1, "dx/dt = (drive - x)/(20*ms) + xi*sqrt(1/(10*ms)) : 1\ndrive : 1 (input)") { Method = "euler" },
            new Projection("world", "sense", "drive_post = x_pre : 1 (summed)") { Connectivity = Connectivity.Dense },
            new Projection("sense", "inside", "drive_post = x_pre : 1 (summed)") { Connectivity = Connectivity.Dense },
        };
        using var simulation = new Simulation(circuit, options: new SimulationOptions { Seed = 3 });
        var probes = new[] { "world.x", "sense.x", "inside.x" }.Select(variable => simulation.Record(variable)).ToArray();
        simulation.Run(60 * Units.Second);
        var samples = StateProbe.Beside(probes);
        Assert.Equal((6000, 4), (samples.GetLength(0), samples.GetLength(1)));
        var blanket = new MarkovBlanket(external: ["world"], sensory: ["sense 1", "sense 2"], active: [], @internal: ["inside"]);
        var flow = blanket.CheckFlow(samples);
        Assert.True(flow.Holds, $"{flow}");

        // Without its blanket the inside is reached.
        var open = new MarkovBlanket(external: [0], sensory: [], active: [], @internal: [1]).CheckFlow(Columns(samples, 0, 3));
        Assert.False(open.Inward.Holds);
        Assert.True(open.Outward.Holds);
        Assert.Contains("(none)", Message(() => StateProbe.Beside()), StringComparison.Ordinal);
    }

    private static OrnsteinUhlenbeck Block(double leak)
    {
        var (precision, identity, q) = (new double[7, 7], new double[7, 7], new double[7, 7]);
        foreach (var (i, j, value) in new[] { (0, 1, .3), (0, 2, .6), (1, 3, .5), (2, 3, .2), (2, 4, .4), (3, 5, -.6), (3, 6, .3), (4, 5, .4), (5, 6, .2), (1, 5, leak) })
        {
            precision[i, j] = precision[j, i] = value;
        }

        for (var n = 0; n < 7; n++)
        {
            (precision[n, n], identity[n, n]) = (2, 1);
        }

        (q[0, 2], q[2, 0], q[4, 6], q[6, 4], q[1, 4], q[4, 1]) = (1, -1, .7, -.7, .5, -.5);
        return OrnsteinUhlenbeck.OfFlow(precision, identity, q);
    }

    private static double[,] Diagonal(int size, double value)
    {
        var matrix = new double[size, size];
        for (var n = 0; n < size; n++)
        {
            matrix[n, n] = value;
        }

        return matrix;
    }

    private static double[,] Columns(double[,] samples, params int[] columns)
    {
        var chosen = new double[samples.GetLength(0), columns.Length];
        for (var t = 0; t < chosen.GetLength(0); t++)
        {
            for (var n = 0; n < columns.Length; n++)
            {
                chosen[t, n] = samples[t, columns[n]];
            }
        }

        return chosen;
    }

    private static string Message(Func<object> act) => Assert.Throws<HomeostatException>(act).Message;
}
