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

    // The first spikes are at 1 ms, as a source has none at time 0.
    private static double[] Times(double[] spikes) => [.. Enumerable.Range(0, spikes.Length).Where(step => spikes[step] > 0).Select(step => step + 1.0)];
}
