using System.Globalization;
using Homeostat.Tests.Nir;

namespace Homeostat.Tests.Chips;

/// <summary>Loihi's integer neuron against numbers that were computed apart from this project, and against a trace that was recorded on a chip.</summary>
public class LoihiNeuronTests
{
    private static readonly string Bits = LoihiFixture.Of("lif_norse_euler", "nir").Text("bits");

    [Theory]
    [InlineData("impulse_dv2048")]
    [InlineData("impulse_du2047")]
    [InlineData("negative_input")]
    [InlineData("wrap_u")]
    public void Impulses_decay_as_on_the_chip(string name)
    {
        var fixture = LoihiFixture.Of(name);
        var (u, v) = (fixture.Ints("u"), fixture.Ints("v"));
        var run = Driven.Run(Neuron(fixture), "a", fixture.Ints("a"), u.Length, "u", "v");
        Assert.Equal(u, run["u"]);
        Assert.Equal(v, run["v"]);
    }

    [Fact]
    public void Decays_round_toward_zero()
    {
        var fixture = LoihiFixture.Of("decay_to_zero");
        var run = Driven.Run(new LoihiNeuron { DecayU = 4095, DecayV = 1, Threshold = 131071 }.Create("cells", 1), "a", [64], 6, "u", "v");
        Assert.Equal(fixture.Ints("u"), run["u"]);
        Assert.Equal(fixture.Ints("v"), run["v"]);
    }

    [Theory]
    [InlineData("bias_2e6_vth8", "v_after_reset")]
    [InlineData("clip_v_positive_bias", "v_after_reset")]
    [InlineData("clip_v_negative_bias", "v")]
    public void A_bias_moves_the_potential_up_to_its_limits(string name, string values)
    {
        var fixture = LoihiFixture.Of(name);
        var v = fixture.Ints(values);

        var run = Driven.Run(Neuron(fixture), "a", [], v.Length, "v", "spikes");
        Assert.Equal(v, run["v"]);
        if (fixture.Has("spikes"))
        {
            Assert.Equal(fixture.Ints("spikes"), Enumerable.Range(0, v.Length).Where(k => run["spikes"][k] == 1));
        }
    }

    [Fact]
    public void The_mantissa_of_a_bias_is_shifted_by_its_exponent()
    {
        var run = Driven.Run(new LoihiNeuron { BiasMantissa = 4095, BiasExponent = 5, Threshold = 131071 }.Create("cells", 1), "a", [], 1, "v");
        Assert.Equal(LoihiFixture.Of("bias_4095e5").Ints("v"), run["v"]);
    }

    [Theory]
    [InlineData("random_1", 1)]
    [InlineData("random_2", 1)]
    [InlineData("random_3", 1)]
    [InlineData("random_1", 5)]
    public void Neurons_with_an_input_for_400_steps_fire_when_they_should(string name, int refractory)
    {
        var fixture = LoihiFixture.Of(name);
        var expected = refractory == 1 ? fixture : LoihiFixture.Of("random_1_refractory_5");
        var input = new int[400];
        long x = 1;
        for (var k = 0; k < input.Length; k++)
        {
            x = ((1103515245 * x) + 12345) % (1L << 31);
            input[k] = (int)((x >> 16) % 257) - 64;
        }

        Assert.Equal(fixture.Ints("first_inputs"), input[..8]);
        var neuron = Neuron(fixture, refractory);

        var run = Driven.Run(neuron, "a", input, 400, "u", "v", "spikes");
        var spikes = Enumerable.Range(0, 400).Where(k => run["spikes"][k] == 1).ToArray();
        Assert.Equal(expected.Ints("spikes"), spikes);
        Assert.Equal(expected.Int("v_last"), run["v"][399]);
        if (refractory == 1)
        {
            Assert.Equal(fixture.Int("u_last"), run["u"][399]);
            Assert.Equal(fixture.Int("u_sum"), run["u"].Sum());
            Assert.Equal(fixture.Int("v_sum"), run["v"].Sum());
        }
    }

    [Theory]
    [InlineData(LoihiOverflow.Lava, "lava")]
    [InlineData(LoihiOverflow.TwosComplement, "twos_complement")]
    public void At_the_edge_of_the_register_the_two_models_differ(LoihiOverflow overflow, string name)
    {
        var fixture = LoihiFixture.Of("boundary");
        var neuron = new LoihiNeuron { DecayU = 4095, DecayV = 4095, Threshold = 131071, Overflow = overflow }.Create("cells", 1);
        Assert.Equal(fixture.Int(name), Driven.Run(neuron, "a", [fixture.Int("u_raw") / 64], 1, "u")["u"][0]);
        Assert.Equal(fixture.Int($"{name}_negative"), Driven.Run(neuron, "a", [fixture.Int("u_raw_negative") / 64], 1, "u")["u"][0]);
    }

    /// <summary>The whole path: spikes, a synapse with a weight and a delay of one step, and the neuron, 1000 steps of 0.1 ms.</summary>
    [Fact]
    public void The_trace_of_the_NIR_paper_is_the_same_in_all_steps()
    {
        var fixture = LoihiFixture.Of("lif_loihi_fixed", "nir");
        var v = Paper(fixture, out var spikes);
        Assert.Equal(fixture.Ints("spikes"), spikes);
        Assert.Equal(fixture.Int("v_sum"), v.Sum());
        Assert.Equal(fixture.Int("v_max"), v.Max());
        Assert.All(fixture.Pairs("v_first"), pair => Assert.Equal(pair[1], v[pair[0]]));
    }

    [NirRealFact]
    public void The_trace_in_the_file_of_the_NIR_paper_is_the_same_in_all_steps()
    {
        var v = Paper(LoihiFixture.Of("lif_loihi_fixed", "nir"), out var spikes);
        var lines = File.ReadAllLines(NirRealFactAttribute.File("lif_lava_cpu_fixed.csv"));
        var published = lines.Select(line => line.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(1000, published.Length);
        Assert.Equal(published.Select(row => (int)row[1]), v);
        Assert.Equal(Enumerable.Range(0, 1000).Where(k => published[k][2] != 0), spikes);
    }

    [Fact]
    public void Weights_lose_their_low_bits()
    {
        foreach (var block in LoihiFixture.Of("weights").Parts)
        {
            var sign = Enum.Parse<WeightSign>(block.Text("mode"), ignoreCase: true);
            Assert.Equal(block.Ints("result"), block.Ints("w").Select(w => LoihiWeights.Stored(w, sign, block.Int("bits"))));
        }

        Assert.All(LoihiFixture.Of("accumulate_then_shift").Parts, sum => Assert.Equal(sum.Int("result"), LoihiWeights.Shifted(sum.Int("sum"), sum.Int("weight_exp"))));
        Assert.Equal("Weights of 7 bits were asked for; synapses have 0 to 6 or 8.", Assert.Throws<HomeostatException>(() => LoihiWeights.Stored(1, bits: 7)).Message);
    }

    [Theory]
    [InlineData(4096, 0, 0, 1, "DecayU is 4096; the chip has room for 0 to 4095")]
    [InlineData(0, -1, 0, 1, "DecayV is -1; the chip has room for 0 to 4095")]
    [InlineData(0, 0, 4096, 1, "BiasMantissa is 4096; the chip has room for -4096 to 4095")]
    [InlineData(0, 0, 0, 64, "Refractory is 64; the chip has room for 1 to 63")]
    public void What_the_chip_has_no_room_for_is_refused(int du, int dv, int bias, int refractory, string expected)
    {
        var neuron = new LoihiNeuron { DecayU = du, DecayV = dv, BiasMantissa = bias, Refractory = refractory };
        Assert.Equal($"Population 'cells': {expected}.", Assert.Throws<HomeostatException>(() => neuron.Create("cells", 1)).Message);
    }

    private static Population Neuron(LoihiFixture fixture, int refractory = 1) => new LoihiNeuron
    {
        DecayU = fixture.Int("du"), DecayV = fixture.Int("dv"), BiasMantissa = fixture.Int("bias_mant"), BiasExponent = fixture.Int("bias_exp"),
        Threshold = fixture.Int("vth", 131071), Refractory = refractory,
    }.Create("cells", 1);

    private static int[] Paper(LoihiFixture fixture, out int[] spikes)
    {
        var fired = Enumerable.Range(0, Bits.Length).Where(k => Bits[k] == '1').ToArray();
        var circuit = new Circuit("paper", 0.1 * Units.Millisecond)
        {
            new Population("input", 1, "") { Spikes = new SpikeTimes([.. fired.Select(_ => 0)], [.. fired.Select(k => k * 1e-3)]) },
            new LoihiNeuron { DecayU = fixture.Int("du"), DecayV = fixture.Int("dv"), Threshold = fixture.Int("vth") }.Create("cells", 1),
            new Projection("input", "cells") { OnPre = $"a += {fixture.Int("weight")}" },
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var (record, probe) = (simulation.Record("cells.v"), simulation.RecordSpikes("cells"));
        simulation.Run(1001 * 0.1 * Units.Millisecond);
        spikes = [.. probe.Steps.Select(s => (int)s)];
        return [.. record.Of(0)[1..].Select(x => (int)x)];
    }
}
