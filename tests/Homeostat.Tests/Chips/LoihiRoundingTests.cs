namespace Homeostat.Tests.Chips;

/// <summary>What learning on the chip rounds at random: every result is one of the two whole numbers around the exact one, and the mean is exact.</summary>
public class LoihiRoundingTests
{
    private const double Sigmas = 5;

    private static readonly LoihiLearning Pairs = new()
    {
        Weight = "3*2**-5*y0*x1 - 5*2**-6*x0*(y1 + 3)", Sign = WeightSign.Mixed,
        X1 = new LoihiTrace { Impulse = 20.5, TimeConstant = 9 }, Y1 = new LoihiTrace { Impulse = 31.25, TimeConstant = 14 },
    };

    [Theory]
    [InlineData(ElementType.Float32, 10, 100.25)]
    [InlineData(ElementType.Float64, 10, 100.25)]
    [InlineData(ElementType.Float64, 300, 0.5)]
    public void The_mean_of_a_trace_decays_exactly(ElementType type, double time, double impulse)
    {
        const int Units = 40_000;
        var learning = new LoihiLearning { Weight = "x0*x1", X1 = new LoihiTrace { Impulse = impulse, TimeConstant = time } };
        var circuit = new Circuit("decay") { learning.Presynaptic(new Population("pre", Units, "") { Spikes = new SpikeTimes([.. Enumerable.Range(0, Units)], new double[Units]) }) };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type });
        var keep = Math.Round(65536 * Math.Exp(-1 / time)) / 65536;
        simulation.Run(1 * Homeostat.Units.Millisecond);
        Near(impulse, simulation["pre.x1"].ToArray(), 0.25);
        foreach (var steps in new[] { 1, 4, 15 })
        {
            simulation.Run(steps * Homeostat.Units.Millisecond);
            impulse *= Math.Pow(keep, steps);
            Near(impulse, simulation["pre.x1"].ToArray(), 0.25 + (0.25 / (1 - (keep * keep))));
        }

        static void Near(double expected, double[] values, double variance)
        {
            Assert.All(values, x => Assert.Equal(Math.Round(x), x));
            Assert.InRange(values.Average(), expected - (Sigmas * Math.Sqrt(variance / Units)), expected + (Sigmas * Math.Sqrt(variance / Units)));
        }
    }

    [Fact]
    public void Every_step_is_one_of_the_two_whole_numbers_around_the_exact_one()
    {
        const int Units = 30;
        var random = new Random(1);
        bool[][] pre = Fired(), post = Fired();
        using var simulation = new Simulation(
            new Circuit("steps")
            {
                Pairs.Presynaptic(new Population("pre", Units, "") { Spikes = Times(pre) }),
                Pairs.Postsynaptic(new Population("post", Units, "a : 1") { Spikes = Times(post) }),
                Pairs.Create("pre", "post") with { Name = "synapses" },
            },
            1,
            new SimulationOptions { Type = ElementType.Float64 });
        var (keepX, keepY) = (Keep(9), Keep(14));
        var (x, y, w) = (new double[Units], new double[Units], simulation.Synapses("synapses").Get("w"));
        var (ups, all) = (0, 0);
        for (var n = 0; n < pre.Length; n++)
        {
            simulation.Run(1 * Homeostat.Units.Millisecond);
            var (x1, y1, after) = (simulation["pre.x1"].ToArray(), simulation["post.y1"].ToArray(), simulation.Synapses("synapses").Get("w"));
            for (var i = 0; i < Units; i++)
            {
                Trace(x[i], x1[i], keepX, pre[n][i] ? 20 : 0, pre[n][i]);
                Trace(y[i], y1[i], keepY, post[n][i] ? 31 : 0, post[n][i]);
                for (var j = 0; j < Units; j++)
                {
                    var sum = (long)w[(i * Units) + j] * 128;
                    sum += post[n][j] ? 3 * (long)x1[i] << 2 : 0;
                    sum -= pre[n][i] ? 5 * ((long)y1[j] + 3) << 1 : 0;
                    var change = after[(i * Units) + j] - (sum >> 7);
                    Assert.True(change == 0 || (change == 1 && sum % 128 != 0), $"{sum} became {after[(i * Units) + j]}");
                    all += sum % 128 != 0 ? 1 : 0;
                    ups += (int)change;
                }
            }

            (x, y, w) = (x1, y1, after);
        }

        Assert.True(ups > 0.2 * all && ups < 0.8 * all, $"{ups} of {all}");

        bool[][] Fired() => [.. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, Units).Select(_ => random.Next(15) == 0).ToArray())];

        static long Keep(double time) => (long)Math.Round(65536 * Math.Exp(-1 / time));

        static void Trace(double before, double after, long keep, int impulse, bool mayAddOne)
        {
            var kept = (long)before * keep >> 16;
            Assert.InRange(after, Math.Min(127, kept + impulse), Math.Min(127, kept + impulse + ((long)before * keep % 65536 != 0 ? 1 : 0) + (mayAddOne ? 1 : 0)));
        }
    }

    [Fact]
    public void The_mean_of_a_weight_changes_exactly()
    {
        const int Units = 200;
        var learning = new LoihiLearning { Weight = "3*2**-6*y0*x1", X1 = new LoihiTrace { Impulse = 25, TimeConstant = double.PositiveInfinity } };
        using var simulation = new Simulation(
            new Circuit("mean")
            {
                learning.Presynaptic(new Population("pre", Units, "") { Spikes = new SpikeTimes([.. Enumerable.Range(0, Units)], new double[Units]) }),
                learning.Postsynaptic(new Population("post", Units, "a : 1") { Spikes = new SpikeTimes([.. Enumerable.Range(0, Units)], [.. Enumerable.Repeat(0.003, Units)]) }),
                learning.Create("pre", "post") with { Name = "synapses" },
            });
        simulation.Run(5 * Homeostat.Units.Millisecond);

        // 3·25/64 = 1 + 11/64, of 40,000 synapses.
        var w = simulation.Synapses("synapses").Get("w");
        Assert.All(w, x => Assert.True(x is 1 or 2));
        var (share, deviation) = (11 / 64.0, Math.Sqrt(11 / 64.0 * (1 - (11 / 64.0)) / w.Length));
        Assert.InRange(w.Average() - 1, share - (Sigmas * deviation), share + (Sigmas * deviation));
    }

    [Theory]
    [InlineData(1, "3*2**-5*y0*x1 - 5*2**-6*x0*y1")]
    [InlineData(4, "3*2**-5*y0*x1 - 5*2**-6*x0*y1 - u1*2**-7*w")]
    public void Draws_are_the_same_on_each_substrate_with_any_number_of_threads_and_after_a_break(int epoch, string rule)
    {
        var learning = Pairs with { Weight = rule, Epoch = epoch };
        var neuron = new LoihiNeuron { DecayU = 500, DecayV = 100, Threshold = 300, Refractory = 2 };
        var circuit = new Circuit("network")
        {
            learning.Presynaptic(new Population("input", 50, "") { Threshold = "rand() < 0.04" }),
            learning.Postsynaptic(neuron.Create("cells", 12)),
            learning.Create("input", "cells") with { Name = "synapses", Initial = new Dictionary<string, string> { ["w"] = "90 + floor(60*rand())" } },
        };
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var expected = Run(new SimulationOptions { Type = type, Workers = new Workers(1) });
            Assert.True(expected.Distinct().Count() > 20);
            Assert.Equal(expected, Run(new SimulationOptions { Type = type, Workers = new Workers(2) }));
            Assert.Equal(expected, type == ElementType.Float64 ? Run(new SimulationOptions { Type = type, Substrate = Substrate.Interpreter }) : expected);
            Assert.Equal(expected, Run(new SimulationOptions { Type = type }, breaks: true));
        }

        double[] Run(SimulationOptions options, bool breaks = false)
        {
            var simulation = new Simulation(circuit, 1, options with { Seed = 7 });
            var spikes = simulation.RecordSpikes("cells");
            simulation.Run(61 * Homeostat.Units.Millisecond);
            if (breaks)
            {
                var snapshot = simulation.Snapshot();
                simulation.Dispose();
                simulation = new Simulation(circuit, 1, options with { Seed = 7 });
                simulation.Restore(snapshot);
            }
            else
            {
                Assert.True(spikes.Count > 20, $"{spikes.Count} spikes");
            }

            simulation.Run(60 * Homeostat.Units.Millisecond);
            var w = simulation.Synapses("synapses").Get("w");
            simulation.Dispose();
            return w;
        }
    }

    internal static SpikeTimes Times(bool[][] spikes)
    {
        var fired = spikes.SelectMany((units, n) => units.Select((s, i) => (s, i, n))).Where(x => x.s).ToArray();
        return new SpikeTimes([.. fired.Select(x => x.i)], [.. fired.Select(x => x.n * 1e-3)]);
    }
}
