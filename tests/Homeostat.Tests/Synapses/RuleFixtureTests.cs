using Homeostat.Tests.Learners;

namespace Homeostat.Tests.Synapses;

/// <summary>Rules of spike timing against exact numbers.</summary>
public class RuleFixtureTests
{
    [Fact]
    public void Pairs_change_the_weight_by_the_window()
    {
        var rule = RuleFixture.Of("stdp_pair");
        var synapse = Stdp.Create(
            "pre", "post", ("Aplus", rule.Number("A_plus")), ("Aminus", rule.Number("A_minus")),
            ("taupre", rule.Number("tau_plus") * Units.Millisecond), ("taupost", rule.Number("tau_minus") * Units.Millisecond));
        rule.AssertEqual("dw", [.. rule.Input("d").Select(apart => Pairing.Change(synapse, [50], [50 + apart]))]);
    }

    [Fact]
    public void Traces_that_add_up_change_the_weight_at_spikes()
    {
        var rule = RuleFixture.Of("stdp_trace");
        var synapse = new Projection("pre", "post", """
            w : 1 (weight)
            dx/dt = -x/tau : 1 (event-driven)   # of presynaptic spikes
            dy/dt = -y/tau : 1 (event-driven)   # of postsynaptic spikes
            """)
        {
            OnPre = "x += 1; w -= A_minus*y",
            OnPost = "y += 1; w += A_plus*(x - xtar)",
            Constants = new Dictionary<string, Quantity>
            {
                ["tau"] = rule.Number("tau") * Units.Millisecond, ["A_plus"] = rule.Number("A_plus"), ["A_minus"] = rule.Number("A_minus"), ["xtar"] = rule.Number("target"),
            },
            Initial = new Dictionary<string, string> { ["w"] = "0.5" },
        };
        Assert.Equal(0.5, rule.Number("w"));
        var (pre, post) = (Times(rule.Input("pre")), Times(rule.Input("post")));
        for (var step = 0; step < rule.Input("pre").Length; step++)
        {
            using var simulation = Pairing.Simulate(synapse, pre, post, step: 1);
            simulation.Run((step + 2) * Units.Millisecond);
            rule.AssertEqual($"steps/{step}/w", simulation.Synapses(synapse.Name).Get("w"));
        }
    }

    [Fact]
    public void A_postsynaptic_spike_moves_weights_of_recent_inputs_up_and_all_others_down()
    {
        var rule = RuleFixture.Of("stdp_event");
        var recent = rule.Input("spiked_recently");
        double[] after = [.. rule.Input("W").Select((w, input) => w + Pairing.Change(
            EventStdp.Create("pre", "post", ("w", w), ("wmax", rule.Number("w_bound")), ("eta", rule.Number("eta")), ("decay", rule.Number("lam"))),
            recent[input] > 0 ? [9] : [1], [10]))];
        rule.AssertEqual("W_after", after);
    }

    // A reward that is set before a step meets the eligibility of the spikes of the steps before, which is the order of Florian's discrete equations and of
    // 'mstdp_et_lagged'. In 'mstdp_et' the reward of a step meets the spikes of that step too: it arrives one step later.
    [Theory]
    [InlineData("mstdp_et_lagged", 0)]
    [InlineData("mstdp_et", 1)]
    public void Reward_turns_the_eligibility_of_pairs_into_weight(string fixture, int later)
    {
        var rule = RuleFixture.Of(fixture);
        var synapse = RewardModulatedStdp.Create(
            "pre", "post", ("w", rule.Number("w")), ("gamma", rule.Number("eta")), ("Aplus", rule.Number("A_plus")), ("Aminus", -rule.Number("A_minus")),
            ("taupre", rule.Number("tau_trace") * Units.Millisecond), ("taupost", rule.Number("tau_trace") * Units.Millisecond), ("tauz", rule.Number("tau_e") * Units.Millisecond));
        using var simulation = Pairing.Simulate(synapse, Times(rule.Input("pre")), Times(rule.Input("post")), RewardModulatedStdp.Modulated, rule.Number("dt"));
        var synapses = simulation.Synapses(synapse.Name);
        simulation.Run((1 + later) * Units.Millisecond);
        foreach (var (step, reward) in rule.Input("reward").Index())
        {
            rule.AssertEqual($"steps/{step}/eligibility", [synapses.Get("z")[0] / rule.Number("tau_e")]);
            simulation["post.reward"].CopyFrom([reward]);
            simulation.Run(rule.Number("dt") * Units.Millisecond);
            rule.AssertEqual($"steps/{step}/w", synapses.Get("w"));
        }
    }

    // The first spikes are at 1 ms, as a source has none at time 0.
    private static double[] Times(double[] spikes) => [.. Enumerable.Range(0, spikes.Length).Where(step => spikes[step] > 0).Select(step => step + 1.0)];
}
