namespace Homeostat.Tests.Chips;

/// <summary>Sigma-delta neurons and resonators in integers, against numbers that were computed apart from this project.</summary>
public class OtherNeuronTests
{
    [Fact]
    public void Sigma_delta_neurons_send_changes()
    {
        foreach (var fixture in LoihiFixture.Of("sigma_delta").Parts)
        {
            var corrected = fixture.Text("variant") == "corrected";
            var neuron = new SigmaDeltaNeuron
            {
                Threshold = fixture.Int("vth"), Bias = fixture.Int("bias"), SpikeExponent = fixture.Int("spike_exp"), StateExponent = fixture.Int("state_exp"), Corrected = corrected,
            };
            string[] read = ["message", "sigma", "act", .. corrected ? Array.Empty<string>() : ["residue"]];
            var run = Driven.Run(neuron.Create("cells", 1), "a", fixture.Ints("a"), 12, read);
            Assert.Equal(fixture.Ints("s_out"), run["message"]);
            Assert.Equal(fixture.Int("sigma"), run["sigma"][^1]);
            Assert.Equal(fixture.Int("act"), run["act"][^1]);
            Assert.True(corrected || run["residue"][^1] == fixture.Int("residue"));
        }
    }

    [Fact]
    public void Resonators_turn_and_shrink()
    {
        var fixture = LoihiFixture.Of("resonate_fire");
        var neuron = new LoihiResonator
        {
            Period = fixture.Int("period"), Decay = fixture.Double("alpha"), StateExponent = fixture.Int("state_exp"), Bits = fixture.Int("decay_bits"), Threshold = fixture.Int("vth"),
        }.Create("cells", 1);
        Assert.Equal((fixture.Int("sin_decay"), fixture.Int("cos_decay")), ((int)neuron.Constants["sine"].Value, (int)neuron.Constants["cosine"].Value));
        var run = Driven.Run(neuron, "re", fixture.Ints("re_in"), 24, "real", "imag", "spikes");
        Assert.Equal(fixture.Ints("real"), run["real"]);
        Assert.Equal(fixture.Ints("imag"), run["imag"]);
        Assert.Equal(fixture.Ints("spikes"), Enumerable.Range(0, 24).Where(k => run["spikes"][k] == 1));
    }

    [Fact]
    public void Graded_resonators_send_their_size_at_the_crossing()
    {
        var fixture = LoihiFixture.Of("rf_zero_graded");
        var neuron = new GradedResonator { Sine = fixture.Int("lst"), Cosine = fixture.Int("lct"), Threshold = fixture.Int("uth") };
        var run = Driven.Run(neuron.Create("cells", 1), "a", fixture.Ints("u_in"), 220, "u", "v", "message");
        Assert.Equal(fixture.Ints("u_first"), run["u"][..6]);
        Assert.Equal(fixture.Ints("v_first"), run["v"][..6]);
        Assert.Equal(fixture.Pairs("graded_spikes"), Enumerable.Range(0, 220).Where(k => run["message"][k] != 0).Select(k => new[] { k, run["message"][k] }));
    }
}
