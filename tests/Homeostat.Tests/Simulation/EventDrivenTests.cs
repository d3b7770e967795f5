using CsCheck;

namespace Homeostat.Tests.Simulations;

public class EventDrivenTests
{
    private static readonly SimulationOptions s_exact = new() { Type = ElementType.Float64 };

    [Fact]
    public void A_variable_that_only_events_update_reads_at_every_step_as_one_that_follows_the_clock() =>
        Gen.Select(Gen.Int[0, 60].Array[1, 8], Gen.Int[0, 60].Array[0, 8], Gen.Double[0.5, 30]).Sample(
            (pre, post, tau) =>
            {
                var (events, clock) = (Run("event-driven"), Run("clock-driven"));
                Assert.Equal(clock.Length, events.Length);
                Assert.All(clock.Zip(events), both => Assert.Equal(both.First, both.Second, 1e-12));

                double[] Run(string flag)
                {
                    var circuit = new Circuit("e", 0.1 * Units.Millisecond)
                    {
                        new Population("S", 1, "") { Spikes = Times(pre) },
                        new Population("T", 1, "g : 1\nh : 1\ndq/dt = g : second") { Spikes = Times(post) },
                        new Projection("S", "T", $"ds/dt = -s/tau : 1 ({flag})\ndu/dt = s*(1 - u)/(20*ms) : 1 (clock-driven)\ng_post = s + u : 1 (summed)")
                        {
                            Name = "p",
                            OnPre = "s += 1",
                            OnPost = "s *= 0.5; h_post += 2*s",
                            Constants = new Dictionary<string, Quantity> { ["tau"] = tau * Units.Millisecond },
                        },
                    };
                    using var simulation = new Simulation(circuit, 1, s_exact);
                    var probes = new[] { simulation.Record("p.s"), simulation.Record("p.u"), simulation.Record("T.g"), simulation.Record("T.h") };
                    simulation.Run(8 * Units.Millisecond);
                    return [.. probes.SelectMany(probe => probe.Of(0)), simulation["T.q"][0, 0]];
                }
            },
            iter: 30);

    [Fact]
    public void The_integral_of_a_sum_is_that_of_the_solution()
    {
        var circuit = new Circuit("e", 0.1 * Units.Millisecond)
        {
            new Population("S", 1, "") { Spikes = new SpikeTimes([0], [1e-3]) },
            new Population("T", 1, "x : 1\ndq/dt = x : second"),
            new Projection("S", "T", "ds/dt = -s/(3*ms) : 1 (event-driven)\nx_post = s : 1 (summed)") { OnPre = "s += 1" },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(30 * Units.Millisecond);

        // Σ dt·e^(−k·dt/τ) over k ≥ 0.
        Assert.Equal(0.1 / (1 - Math.Exp(-0.1 / 3)), simulation["T.q"][0, 0] * 1e3, 1e-3);
    }

    [Fact]
    public void A_recording_changes_no_bit_and_a_learning_phase_sees_the_present_value()
    {
        Assert.Equal(Run(record: false), Run(record: true));

        static double[] Run(bool record)
        {
            var circuit = new Circuit("e", 0.1 * Units.Millisecond)
            {
                new Population("S", 1, "") { Spikes = new SpikeTimes([0, 0], [1e-3, 4e-3]) },
                new Population("T", 1, "g : 1"),
                new Projection("S", "T", "w : 1\ndx/dt = -x/(2*ms) : 1 (event-driven)") { Name = "p", OnPre = "x += 1; g_post += x", OnLearn = "w = x" },
            };
            using var simulation = new Simulation(circuit, 1, s_exact);
            var probe = record ? simulation.Record("p.x") : null;
            simulation.Run(3 * Units.Millisecond);
            simulation.Run(simulation.Compile(new Learn()));
            Assert.Equal(Math.Exp(-1.9 / 2), simulation.Synapses("p").Get("w")[0], 1e-12);
            simulation.Run(3 * Units.Millisecond);
            Assert.Equal(1 + Math.Exp(-3 / 2.0), simulation["T.g"][0, 0] - 1, 1e-12);
            if (probe is not null)
            {
                Assert.Equal(0, probe.Of(0)[10]);
                Assert.All(Enumerable.Range(0, 20), k => Assert.Equal(Math.Exp(-0.1 * k / 2), probe.Of(0)[11 + k], 1e-12));
            }

            return [simulation["T.g"][0, 0], simulation.Synapses("p").Get("x")[0]];
        }
    }

    private static SpikeTimes Times(int[] steps)
    {
        int[] distinct = [.. steps.Distinct().Order()];
        return new SpikeTimes(new int[distinct.Length], [.. distinct.Select(step => step * 1e-4)]);
    }
}
