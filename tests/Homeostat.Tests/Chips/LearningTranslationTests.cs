namespace Homeostat.Tests.Chips;

/// <summary>Plasticity that is taken to a chip: what is recognized, what is rounded, what is refused, and that it does the same in the mean.</summary>
public class LearningTranslationTests
{
    private const int Copies = 300;

    private static readonly Chip Loihi1 = ChipCatalog.Find("loihi1");
    private static readonly int[] Lags = [-30, -12, -5, -1, 0, 2, 6, 12, 30];

    private static readonly Population Cells = new("cells", Lags.Length * Copies, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 20", Reset = "v = 0" };

    public static TheoryData<string> Models => ["stdp", "stdp-inhibitory", "stdp-reward", "eligibility"];

    private static Circuit Of(string model) => model switch
    {
        "stdp" => Pairs(Stdp.Create("pre", "cells.v", ("J", 1), ("Aplus", 0.03), ("Aminus", 0.027), ("taupost", 30 * Units.Millisecond)), Cells),
        "stdp-inhibitory" => Pairs(InhibitoryStdp.Create("pre", "cells.v", ("J", -0.01), ("w", 50), ("eta", 2)), Cells),
        "stdp-reward" => Pairs(RewardModulatedStdp.Create("pre", "cells.v", ("J", 0.2), ("w", 2)), RewardModulatedStdp.Modulated(Cells)),
        _ => Pairs(
            new Projection("pre", "cells", "dw/dt = 2*z/second : 1 (weight)\ndz/dt = -z/(400*ms) : 1\ndp/dt = -p/(15*ms) : 1 (event-driven)\ndq/dt = -q/(15*ms) : 1 (event-driven)")
            {
                OnPre = "v += 0.5*w; p += 2; z -= 0.5*q; w = clip(w, -3, 3)", OnPost = "q += 1; z += p; w = clip(w, -3, 3)",
            },
            Cells),
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_pair_of_spikes_changes_weights_as_in_the_circuit(string model)
    {
        var circuit = Of(model);
        var integer = IntegerCircuit.Of(circuit, Loihi1);
        var expected = Changes(new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 }), 1);
        var found = Changes(integer.Simulate(), integer.WeightUnits["synapses"]);
        for (var k = 0; k < Lags.Length; k++)
        {
            var (mean, deviation) = Moments(found[k]);
            var exact = expected[k][0];
            Assert.All(expected[k], x => Assert.Equal(exact, x, 1e-12));
            Assert.True(Math.Abs(mean - exact) < (5 * deviation) + (0.02 * expected.Max(x => Math.Abs(x[0]))), $"{Lags[k]} ms: {mean} ± {deviation}, in the circuit {exact}");
            Assert.True(deviation < 0.1 * expected.Max(x => Math.Abs(x[0])));
        }
    }

    [Fact]
    public void A_rule_is_written_with_powers_of_two_and_impulses()
    {
        var integer = IntegerCircuit.Of(Of("stdp"), Loihi1);
        var rule = integer.Learning["synapses"];
        Assert.Equal("-1*2**(-2)*x0*y1 + 110*2**(-4)*x0*y0 + 1*2**(-2)*y0*x1", rule.Weight);
        Assert.Equal(ElementType.Float32, integer.Type);
        Assert.Equal((255, WeightSign.Excitatory), (integer.WeightUnits["synapses"], rule.Sign));

        // 0.03 and 0.027 of 255 are 7.65 and 6.885, and four times that in steps of 1/256.
        Assert.Equal((30.6015625, 27.5390625), (rule.X1!.Impulse, rule.Y1!.Impulse));
        Assert.Equal((20, 30), (Math.Round(rule.X1.TimeConstant, 9), Math.Round(rule.Y1.TimeConstant, 9)));
        Assert.Equal(
            ["weights", "largest weight", "decay of Apost", "change of w by Apost", "change of w at x0*y0", "decay of Apre", "change of w by Apre"],
            integer.Roundings.Where(r => r.Part == "synapses").Select(r => r.What));
        Assert.All(integer.Roundings.Where(r => r.Part == "synapses" && r.What != "weights"), r => Assert.InRange(r.Error, 0, r.What == "change of w at x0*y0" ? 4e-3 : 1e-3));
        var reward = IntegerCircuit.Of(Of("stdp-reward"), Loihi1);
        Assert.Matches(@"^[124]\*2\*\*\(-?\d\)\*u0\*t\*y2$", reward.Learning["synapses"].Weight);
        Assert.EndsWith(" - 5*2**(-7)*u0*t", reward.Learning["synapses"].Tag, StringComparison.Ordinal);
        Assert.Contains("y2_synapses = ", reward.Circuit["cells"].Equations, StringComparison.Ordinal);
    }

    /// <summary>Inputs that fire in volleys become strong and the others weak, on the chip as in the circuit.</summary>
    [Fact]
    public void A_network_learns_the_same_weights_in_the_mean()
    {
        const int Inputs = 100;
        var random = new Random(3);
        var spikes = Enumerable.Range(0, 1500).SelectMany(n => Enumerable.Range(0, Inputs).Where(i => i < 30 ? n % 40 == 0 && random.Next(10) > 0 : random.Next(50) == 0).Select(i => (n, i))).ToArray();
        var circuit = new Circuit("network")
        {
            new Population("input", Inputs, "") { Spikes = new SpikeTimes([.. spikes.Select(s => s.i)], [.. spikes.Select(s => s.n * 1e-3)]) },
            new Population("cells", 8, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 12", Reset = "v = 0" },
            Stdp.Create("input", "cells.v", ("J", 1), ("Aplus", 0.04), ("Aminus", 0.042)) with { Name = "synapses" },
        };
        var report = DriftReport.Of(circuit, Loihi1, null, new DriftOptions { Time = 1500 * Units.Millisecond, Window = 3 * Units.Millisecond, FindsCause = false }, out var integer);
        Assert.Equal(255, integer.WeightUnits["synapses"]);
        Assert.True(report.Populations[0].Spikes > 150, $"{report.Populations[0].Spikes} spikes");
        var weights = Assert.Single(report.Weights);
        Assert.Equal("synapses", weights.Projection);
        Assert.True(weights.Deviation > 0.2, $"{weights}");
        Assert.InRange(weights.IntegerMean, weights.Mean - 0.05, weights.Mean + 0.05);
        Assert.InRange(weights.IntegerDeviation, weights.Deviation - 0.05, weights.Deviation + 0.05);
        Assert.InRange(weights.Apart, 1e-4, 0.2);
    }

    /// <summary>The spikes that a chip is given were drawn with the seed of the circuit; what the chip rounds is drawn apart from them.</summary>
    [Fact]
    public void Random_inputs_and_random_rounding_have_nothing_in_common()
    {
        const int Inputs = 1000;
        var circuit = new Circuit("network")
        {
            PoissonEncoder.Create("input", Inputs, ("rate", 15 * Units.Hertz)),
            new Population("cells", 1, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 20", Reset = "v = 0" },
            Stdp.Create("input", "cells.v", ("J", 0.01), ("Aplus", 8e-5), ("Aminus", 4e-6)) with { Name = "synapses" },
        };
        var options = new SimulationOptions { Seed = 1, Type = ElementType.Float64 };
        using var original = new Simulation(circuit, 1, options);
        var spikes = original.RecordSpikes("input");
        original.Run(1 * Units.Second);
        var times = spikes.Units.Zip(spikes.Times).ToLookup(s => s.First, s => s.Second);
        var integer = IntegerCircuit.Of(circuit, Loihi1).WithSpikes(new Dictionary<string, double[][]> { ["input"] = [.. Enumerable.Range(0, Inputs).Select(i => times[i].ToArray())] });
        using var chip = integer.Simulate(options);
        var (trace, sum, exact, expected, fired) = (integer.Learning["synapses"].X1!, 0.0, 0.0, 0.0, 0);
        Assert.InRange(trace.Impulse, 2, 3);
        for (var step = 0; step < 1000; step++)
        {
            chip.Run(1 * Units.Millisecond);
            var next = fired;
            while (next < spikes.Steps.Count && spikes.Steps[next] == step)
            {
                next++;
            }

            (exact, fired) = ((exact * trace.Kept / 65536) + (trace.Stored * (next - fired)), next);
            (sum, expected) = (sum + chip["input.x1_synapses"].ToArray().Sum(), expected + exact);
        }

        Assert.InRange(sum / expected, 0.98, 1.02);
    }

    [Fact]
    public void What_was_compiled_is_read_again_and_learns_the_same()
    {
        using var folder = new TemporaryFolder();
        var integer = IntegerCircuit.Of(Of("stdp-reward"), Loihi1);
        IntegerFile.Save(folder.Path, integer);
        var again = IntegerFile.Read(folder.Path);
        Assert.Equal(integer.WeightUnits, again.WeightUnits);
        Assert.Equal(Changes(integer.Simulate(), 1), Changes(again.Simulate(), 1));
    }

    [Theory]
    [InlineData("stdp-soft", "at a presynaptic spike, 'w' becomes")]
    [InlineData("stdp-nearest", "a presynaptic spike sets 'Apre'. On a chip, it adds to it: Apre += ...")]
    [InlineData("stdp-trace", "at a postsynaptic spike, 'w' becomes")]
    [InlineData("stdp-dopamine", "its weight changes by 'cells.dopamine', which follows an equation. Let it be a parameter of the postsynaptic units, which is set from outside.")]
    [InlineData("stdp-triplet", "")]
    [InlineData("short-term", "")]
    [InlineData("scaling", "")]
    [InlineData("stdp-van-rossum", "")]
    [InlineData("stdp-event", "")]
    public void Other_plasticity_is_refused_by_name(string model, string expected)
    {
        var found = SynapseCatalog.All.FirstOrDefault(m => m.Name == model);
        Assert.True(found is not null, string.Join(", ", SynapseCatalog.All.Select(m => m.Name)));
        var error = Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(Pairs(found.Create("pre", "cells.v", ("J", 1)), found.Prepare(Cells)), Loihi1));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be put on a chip: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_chip_has_no_room_for_is_refused()
    {
        Refuses(Pairs(Stdp.Create("pre", "cells.v", ("J", 1), ("Aplus", 1e-8)), Cells), "There is room for changes of some 1/30000 unit to 8000; change the learning rate.");
        Refuses(Pairs(Stdp.Create("pre", "cells.v", ("J", 1)) with { Delay = "2*ms" }, Cells), "its synapses learn from spikes that arrive after a delay. Leave out its delay");
        Refuses(Pairs(Stdp.Create("pre", "cells.v", ("J", 1)), Cells), "its synapses change when spikes pass, and truenorth has no learning. Take loihi1 or loihi2,", ChipCatalog.Find("truenorth"));
        Refuses(Of("stdp"), "it has 1 traces of presynaptic spikes (Apre), and there is room for 0. Leave out one.", Loihi1 with { PreTraces = new ChipLimit(0, "derived", "a test") });
        Refuses(Pairs(Stdp.Create("pre", "cells.v", ("J", 1)), Cells with { Equations = "dv/dt = -v/((10 + i % 2)*ms) : 1" }), "a weight moves the potentials of its units by different amounts");

        var several = Pairs(Stdp.Create("pre", "cells.v", ("J", 1)), Cells);
        several.Add(Enumerable.Range(1, 3).Select(k => Stdp.Create("pre", "cells.v", ("J", 1), ("taupre", 20 * Units.Millisecond), ("taupost", (20 + k) * Units.Millisecond)) with { Name = $"more{k}", Connectivity = Connectivity.OneToOne }));
        Refuses(several, "Population 'cells' cannot be put on a chip: the synapses onto it learn from 4 different traces, and loihi1 has 3 for a unit.");

        static void Refuses(Circuit circuit, string expected, Chip? chip = null) =>
            Assert.Contains(expected, Assert.Throws<HomeostatException>(() => IntegerCircuit.Of(circuit, chip ?? Loihi1)).Message, StringComparison.Ordinal);
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / values.Length / values.Length));
    }

    // A teacher makes each cell fire once, some time after or before its input.
    private static Circuit Pairs(Projection synapse, Population cells) => new("pairs")
    {
        new Population("pre", cells.Size, "") { Spikes = new SpikeTimes([.. Enumerable.Range(0, cells.Size)], [.. Enumerable.Repeat(0.05, cells.Size)]) },
        new Population("teacher", cells.Size, "") { Spikes = new SpikeTimes([.. Enumerable.Range(0, cells.Size)], [.. Enumerable.Range(0, cells.Size).Select(i => 0.049 + (Lags[i / Copies] * 1e-3))]) },
        cells,
        synapse with { Name = "synapses", Connectivity = Connectivity.OneToOne },
        new Projection("teacher", "cells") { Name = "teaching", OnPre = "v += 40", Connectivity = Connectivity.OneToOne },
    };

    private static double[][] Changes(Simulation simulation, double unit)
    {
        var spikes = simulation.RecordSpikes("cells");
        var before = simulation.Synapses("synapses").Get("w");
        if (simulation.Circuit["cells"].Equations.Contains("reward", StringComparison.Ordinal))
        {
            simulation["cells.reward"].CopyFrom([.. Enumerable.Repeat(-0.7, Lags.Length * Copies)]);
            simulation.Changed("cells.reward");
        }

        simulation.Run(300 * Units.Millisecond);
        var after = simulation.Synapses("synapses").Get("w");
        Assert.Equal(Lags.Length * Copies, spikes.Count);
        simulation.Dispose();
        return [.. after.Select((w, i) => (w - before[i]) / unit).Chunk(Copies)];
    }
}
