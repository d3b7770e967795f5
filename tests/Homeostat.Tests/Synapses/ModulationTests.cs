using Homeostat.Tests.Neurons;

namespace Homeostat.Tests.Synapses;

/// <summary>Synapses that depress and facilitate, and rules that follow potential, reward and rate.</summary>
public class ModulationTests
{
    [Fact]
    public void Static_synapses_add_their_strength()
    {
        using var simulation = Pairing.Simulate(StaticSynapse.Create("pre", "post", ("J", 2 * Units.Millivolt)), [1, 2, 3], []);
        simulation.Run(2.5 * Units.Millisecond);
        Assert.Equal(4e-3, simulation["post.ge"][0, 0], 12);
        using var weighted = Pairing.Simulate(StaticSynapse.Weighted("pre", "post.gi", "0.25", ("J", -2 * Units.Millivolt)), [1], []);
        weighted.Run(2 * Units.Millisecond);
        Assert.Equal(-0.5e-3, weighted["post.gi"][0, 0], 12);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(false, 50)]
    [InlineData(true, 16)]
    [InlineData(true, 10)]
    public void Short_term_plasticity_settles_where_the_paper_says(bool facilitates, double frequency)
    {
        var (u, recovery, facilitation) = facilitates ? (0.03, 130.0, 530.0) : (0.5, 800.0, 1.0);
        var interval = Math.Round(1000 / frequency);
        var spikes = Enumerable.Range(1, 100).Select(k => k * interval).ToArray();
        using var simulation = Pairing.Simulate(
            ShortTermPlasticity.Create("pre", "post", facilitates ? ShortTermPlasticity.Facilitating : []), spikes, [], step: 1);
        var arrived = simulation.Record("post.ge");
        simulation.Run((spikes[^1] + 3) * Units.Millisecond);
        var steps = arrived.Of(0).Zip(arrived.Of(0).Skip(1), (a, b) => (b - a) * 1e3).Where(change => change > 0).ToArray();
        Assert.Equal(100, steps.Length);

        // The first finds all resources, then u and x repeat from spike to spike.
        Assert.Equal(u, steps[0], 9);
        var (ufade, xfade) = (Math.Exp(-interval / facilitation), Math.Exp(-interval / recovery));
        var used = u / (1 - ((1 - u) * ufade));
        var left = (1 - xfade) / (1 - ((1 - used) * xfade));
        Assert.Equal(used * left, steps[^1], 6);
        Assert.Equal(facilitates, steps[1] > steps[0]);
    }

    [Fact]
    public void Inhibition_brings_units_to_the_rate_asked_for()
    {
        // Driven alone, the units would fire at 38 to 83 Hz.
        var circuit = new Circuit("balance", 0.5 * Units.Millisecond)
        {
            PoissonEncoder.Create("input", 100, ("rate", 20 * Units.Hertz)),
            LeakyIntegrateAndFire.Create("cells", 4).Starting(("I", "(15 + 5*i)*mV")),
            InhibitoryStdp.Create("input", "cells", ("goal", 8 * Units.Hertz), ("eta", 0.2)),
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(10 * Units.Second);
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(10 * Units.Second);
        Assert.All(Firing.ByUnit(spikes), train => Assert.InRange(train.Length / 10.0, 6.5, 9.5));
    }

    [Fact]
    public void Inhibition_follows_coincidence_and_forgets_spikes_alone()
    {
        var synapse = InhibitoryStdp.Create("pre", "post", ("w", 10));
        var alone = -0.01 * 2 * 5 * 0.02;
        Assert.Equal(alone, Pairing.Change(synapse, [10], []), 12);
        Assert.Equal(alone + (0.01 * Math.Exp(-0.5)), Pairing.Change(synapse, [10], [20]), 12);
        Assert.Equal(alone + (0.01 * Math.Exp(-0.5)), Pairing.Change(synapse, [20], [10]), 12);
    }

    [Theory]
    [InlineData(-75)]
    [InlineData(-60)]
    [InlineData(-40)]
    public void Voltage_decides_between_depression_and_potentiation(double potential)
    {
        var synapse = VoltageStdp.Create("pre", "post");
        var change = Pairing.Change(synapse, [10], [], Held, tail: 200);
        var above = Math.Max(0, potential + 70.6);
        var expected = (-14e-5 * above) + (8e-5 * above * Math.Max(0, potential + 45.3));
        Assert.Equal(expected, change, Math.Abs(0.01 * expected) + 1e-12);

        // A potential held for ever, so both of its running means are there.
        Population Held(Population post) => VoltageStdp.Observed(post with
        {
            Equations = $"{post.Equations}\nv : volt",
            Initial = new Dictionary<string, string> { ["v"] = FormattableString.Invariant($"{potential}*mV") },
        });
    }

    [Fact]
    public void Dopamine_turns_the_eligibility_of_earlier_pairs_into_weight()
    {
        Assert.Equal(0, Change([]), 12);
        Assert.Equal(Expected(20), Change([20]), 5e-3 * Expected(20));
        Assert.Equal(Expected(1000), Change([1000]), 5e-3 * Expected(1000));

        // c decays from its value at the pair; dopamine from its value at the reward.
        static double Expected(double after) => 0.1 * Math.Exp(-0.5) * Math.Exp(-after / 1000) * 0.002 / 0.01 / ((1 / 1.0) + (1 / 0.2));

        static double Change(double[] rewards)
        {
            using var simulation = Pairing.Simulate(
                DopamineStdp.Create("pre", "post"), [10], [20], p => DopamineStdp.Modulated(p), 1,
                SpikeSource.Create("reward", 1, Pairing.Spikes([.. rewards.Select(t => t + 20)])),
                StaticSynapse.Create("reward", "post.dopamine", ("J", 0.002)));
            simulation.Run(4 * Units.Second);
            return simulation.Synapses("pre_to_post").Get("w")[0] - 1;
        }
    }

    [Theory]
    [InlineData(1, 10, 20)]
    [InlineData(1, 20, 10)]
    [InlineData(-1, 10, 20)]
    [InlineData(0, 10, 20)]
    public void Reward_decides_what_a_pair_is_worth(double reward, double pre, double post)
    {
        var change = Pairing.Change(RewardModulatedStdp.Create("pre", "post", ("gamma", 0.1)), [pre], [post], Rewarded, tail: 500);
        var expected = 0.1 * reward * Math.Sign(post - pre) * Math.Exp(-0.5);
        Assert.Equal(expected, change, Math.Abs(0.01 * expected) + 1e-12);

        Population Rewarded(Population population) => RewardModulatedStdp.Modulated(population).Starting(
            ("reward", FormattableString.Invariant($"{reward}")));
    }

    [Fact]
    public void Scaling_multiplies_all_weights_until_the_rate_is_right()
    {
        // log w grows by beta for every spike that is missing.
        var post = Enumerable.Range(1, 40).Select(k => 100.0 * k).ToArray();
        var change = Pairing.Change(SynapticScaling.Create("pre", "post", ("beta", 0.01), ("w", 2)), [], post);
        Assert.Equal((0.01 * 5 * 4) - (0.01 * 40), Math.Log((2 + change) / 2), 10);

        var circuit = new Circuit("homeostasis", 0.5 * Units.Millisecond)
        {
            PoissonEncoder.Create("input", 100, ("rate", 20 * Units.Hertz)),
            LeakyIntegrateAndFire.Create("cells", 3),
            SynapticScaling.Create("input", "cells", ("beta", 0.02), ("J", 0.5 * Units.Millivolt)) with
            {
                Initial = new Dictionary<string, string> { ["w"] = "(0.3 + j)*(0.5 + i/N_pre)" },
            },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(20 * Units.Second);
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(10 * Units.Second);
        Assert.All(Firing.ByUnit(spikes), train => Assert.InRange(train.Length / 10.0, 4, 6));

        // And kept their proportions.
        var weights = simulation.Synapses("input_to_cells").Get("w").Chunk(3).Select(row => row[0]).ToArray();
        Assert.Equal(1.49 / 0.5, weights[99] / weights[0], 0.02);
    }
}
