using CsCheck;

namespace Homeostat.Tests.Chips;

/// <summary>Learning on the chip, in which all numbers are whole: against 64-bit integers, on each substrate and any number of threads.</summary>
public class LoihiLearningTests
{
    private const int Steps = 60;
    private const int Pre = 12;
    private const int Post = 9;

    private static readonly string[] Named = ["x1", "x2", "y1", "y2", "y3", "w", "t", "y0"];

    private static readonly Gen<ReferenceProduct> Product =
        from when in Gen.OneOf(Gen.Const("x0"), Gen.Const("y0"), Gen.Const("u1"))
        from mantissa in Gen.OneOf(Gen.Int[-2, 2], Gen.Int[-8, 7])
        from exponent in Gen.OneOf(Gen.Const(0), Gen.Int[0, 3])
        from factors in Gen.Select(Gen.Int[0, 7].Select(i => Named[i]), Gen.OneOf(Gen.Const(0), Gen.Int[-40, 40])).Array[0, 3]
        select new ReferenceProduct(when, mantissa, exponent, Second(when, factors));

    private static readonly Gen<ReferenceProduct> AtSpikes = Product.Select(p => p with { When = p.When == "u1" ? "y0" : p.When });

    [Fact]
    public void At_each_spike_weights_and_tags_are_what_integers_say() => Compare(AtSpikes, epoch: 1);

    [Fact]
    public void At_the_end_of_each_step_weights_and_tags_are_what_integers_say() => Compare(Product, epoch: 1);

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void At_the_end_of_an_epoch_weights_and_tags_are_what_integers_say(int epoch) => Compare(Product, epoch);

    private static void Compare(Gen<ReferenceProduct> product, int epoch)
    {
        var compared = 0;
        Gen.Select(
        product.Array[1, 3], product.Array[1, 2], Gen.Int[0, 2].Select(i => (WeightSign)i), Gen.Int[0, 9999]).Sample(
        (weight, tag, sign, seed) =>
        {
            var random = new Random(seed);
            (int Pre, int Post)[] synapses = [.. Enumerable.Range(0, Pre * Post).Where(_ => random.Next(3) > 0).Select(k => (k / Post, k % Post))];
            double[] start = [.. synapses.Select(_ => (double)(sign switch { WeightSign.Excitatory => random.Next(256), WeightSign.Inhibitory => -random.Next(256), _ => random.Next(-256, 256) }))];
            double[] given = [.. Enumerable.Range(0, Post).Select(_ => (double)random.Next(-128, 128))];
            var reference = new LearningReference(
                Pre, Post, synapses, weight, tag, new Dictionary<string, int> { ["x1"] = 16, ["x2"] = 5, ["y1"] = 20, ["y3"] = 1 }, epoch, decimation: 1, sign)
            {
                W = [.. start.Select(x => (long)x)], Given = [.. given.Select(x => (long)x)],
            };
            var (before, after) = (Spikes(random, Pre), Spikes(random, Post));
            for (var n = 0; n < Steps; n++)
            {
                reference.Step(n, before[n], after[n]);
            }

            var never = new LoihiTrace { TimeConstant = double.PositiveInfinity };
            var learning = new LoihiLearning
            {
                Weight = string.Join(" + ", weight.AsEnumerable()), Tag = string.Join(" + ", tag.AsEnumerable()), Epoch = epoch, Sign = sign,
                X1 = never, X2 = never with { Impulse = 5 }, Y1 = never with { Impulse = 20 }, Y2 = LoihiTrace.Given, Y3 = never with { Impulse = 1 },
            };
            var circuit = new Circuit("learning")
            {
                learning.Presynaptic(new Population("pre", Pre, "") { Spikes = LoihiRoundingTests.Times(before) }),
                learning.Postsynaptic(new Population("post", Post, "a : 1") { Threshold = "fires(t, i) > 0", Signals = new Dictionary<string, TimedArray> { ["fires"] = new(Signal(after), Units.Millisecond) } }),
                learning.Create("pre", "post") with { Name = "synapses", Connectivity = Connectivity.Pairs([.. synapses.Select(s => s.Pre)], [.. synapses.Select(s => s.Post)]) },
            };
            Check(new SimulationOptions { Type = ElementType.Float64, Workers = new Workers(1) });
            Check(new SimulationOptions { Type = ElementType.Float64, Workers = new Workers(2) });
            Check(new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter });

            void Check(SimulationOptions options)
            {
                using var simulation = new Simulation(circuit, 1, options with { StopsExplosions = false });
                simulation.Synapses("synapses").Set("w", start);
                if (circuit["post"].Equations.Contains("y2 : 1", StringComparison.Ordinal))
                {
                    simulation["post.y2"].CopyFrom(given);
                    simulation.Changed("post.y2");
                }

                // Where the rule follows the clock, it is applied at the beginning of the next step.
                simulation.Run((Steps + 1) * Units.Millisecond);
                var known = Enumerable.Range(0, synapses.Length).Where(k => !reference.IsChance[k]).ToArray();
                var (w, t, arrived) = (simulation.Synapses("synapses").Get("w"), simulation.Synapses("synapses").Get("tag"), simulation["post.a"].ToArray());
                Assert.Equal(known.Select(k => reference.W[k]), known.Select(k => (long)w[k]));
                Assert.Equal(known.Select(k => reference.Tag[k]), known.Select(k => (long)t[k]));
                var whole = Enumerable.Range(0, Post).Where(j => known.Count(k => synapses[k].Post == j) == synapses.Count(s => s.Post == j)).ToArray();
                Assert.Equal(whole.Select(j => reference.Arrived[j]), whole.Select(j => (long)arrived[j]));
                compared += known.Length;
            }
        },
        iter: 12, threads: 1);

        // How many synapses chance has decided about differs from rule to rule.
        Assert.True(compared > 0);
    }

    // The second of two spikes is named once, beside the first.
    private static (string, int)[] Second(string when, (string Name, int Constant)[] factors) =>
        [.. factors.Select((f, k) => f.Name != "y0" ? f : when == "x0" && !factors.Take(k).Any(other => other.Name == "y0") ? ("y0", 0) : ("w", f.Constant))];

    private static double[,] Signal(bool[][] spikes)
    {
        var signal = new double[Steps + 1, Post];
        for (var n = 0; n < Steps; n++)
        {
            for (var j = 0; j < Post; j++)
            {
                signal[n, j] = spikes[n][j] ? 1 : 0;
            }
        }

        return signal;
    }

    private static bool[][] Spikes(Random random, int units) => [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, units).Select(_ => random.Next(8) == 0).ToArray())];
}
