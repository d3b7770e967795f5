using static Homeostat.Tests.Simulations.Events.Spiking;

namespace Homeostat.Tests.Simulations.Events;

/// <summary>What units and synapses do at events, by hand-made cases whose outcome is counted out.</summary>
public sealed class EventTests
{
    private static readonly SimulationOptions Exactly = new() { Type = ElementType.Float64 };

    // A clock: unit k fires in every (k + 2)-th step.
    private static Population Clock(int units = 1) => new("clock", units, "dn/dt = 1/(1*ms) : 1")
    {
        Threshold = "n > i + 1.5",
        Reset = "n = 0",
        Method = "euler",
    };

    private static Circuit At(params object[] parts)
    {
        var circuit = new Circuit("c", 1 * Units.Millisecond);
        foreach (var part in parts)
        {
            if (part is Population population)
            {
                circuit.Add(population);
            }
            else
            {
                circuit.Add((Projection)part);
            }
        }

        return circuit;
    }

    private static Population Given(params (int Unit, double Milliseconds)[] spikes) => new("source", 4, "")
    {
        Spikes = new SpikeTimes([.. spikes.Select(s => s.Unit)], [.. spikes.Select(s => s.Milliseconds / 1000)]),
    };

    private static double[] Run(Circuit circuit, double milliseconds, string variable)
    {
        using var simulation = new Simulation(circuit, 1, Exactly);
        simulation.Run(milliseconds * Units.Millisecond);
        return simulation[variable].ToArray();
    }

    [Fact]
    public void Units_fire_when_their_condition_holds_and_are_reset()
    {
        using var simulation = new Simulation(At(Clock(3)), 1, Exactly);
        var spikes = simulation.RecordSpikes("clock");
        simulation.Run(12 * Units.Millisecond);
        Assert.Equal([1, 3, 5, 7, 9, 11], Of(0));
        Assert.Equal([2, 5, 8, 11], Of(1));
        Assert.Equal([3, 7, 11], Of(2));

        long[] Of(int unit) => [.. spikes.Steps.Where((_, k) => spikes.Units[k] == unit)];
    }

    [Fact]
    public void A_refractory_time_holds_off_spikes_and_flagged_equations()
    {
        var population = new Population("a", 2, """
            dv/dt = 1/ms : 1 (unless refractory)
            dw/dt = 1/ms : 1
            """)
        {
            Threshold = "v > 0.5",
            Reset = "v = 0",
            Refractory = "(3 + 2*i)*ms",
            Method = "euler",
        };
        using var simulation = new Simulation(At(population), 1, Exactly);
        var spikes = simulation.RecordSpikes("a");
        simulation.Run(12 * Units.Millisecond);
        Assert.Equal([0, 3, 6, 9], spikes.Steps.Where((_, k) => spikes.Units[k] == 0));
        Assert.Equal([0, 5, 10], spikes.Steps.Where((_, k) => spikes.Units[k] == 1));
        Assert.Equal([12, 12], simulation["a.w"].ToArray());
    }

    [Fact]
    public void A_refractory_condition_holds_off_spikes_while_it_holds()
    {
        var population = new Population("a", 1, "v = sin(2*pi*t/(10*ms)) : 1") { Threshold = "v > 0.5", Refractory = "v > 0" };
        using var simulation = new Simulation(At(population), 1, Exactly);
        var spikes = simulation.RecordSpikes("a");
        simulation.Run(30 * Units.Millisecond);
        Assert.Equal([1, 11, 21], spikes.Steps);
    }

    [Fact]
    public void What_arrives_at_a_refractory_unit_is_lost_for_flagged_variables_only()
    {
        var cell = new Population("cell", 1, "dv/dt = 0/ms : 1 (unless refractory)\nu : 1")
        {
            Threshold = "v > 0.5",
            Reset = "v = 0",
            Refractory = "5*ms",
            OnStep = "v += 0.001; u += 1",
        };
        var circuit = At(
            Given((0, 0), (0, 2), (0, 8)), cell, new Projection("source", "cell") { OnPre = "v += 1; u += 100", Connectivity = Connectivity.Dense });
        using var simulation = new Simulation(circuit, 1, Exactly);
        var spikes = simulation.RecordSpikes("cell");
        simulation.Run(20 * Units.Millisecond);

        // Arrives in step 0, fires in step 1, is refractory to step 5, when step 2's spike is lost, and takes that of step 8.
        Assert.Equal([1, 9], spikes.Steps);
        Assert.Equal(320, simulation["cell.u"][0, 0]);
        Assert.Equal(0.006, simulation["cell.v"][0, 0], 12);
    }

    [Theory]
    [InlineData("", new[] { 1.0, 1, 1, 1 })]
    [InlineData("3*ms", new[] { 4.0, 4, 4, 4 })]
    [InlineData("(1 + j)*ms", new[] { 2.0, 3, 4, 5 })]
    public void Spikes_arrive_after_their_delay(string delay, double[] expected)
    {
        var cells = new Population("cells", 4, "heard : second");
        var circuit = At(Given((2, 1)), cells, new Projection("source", "cells") { OnPre = "heard = t", Delay = delay });
        Assert.Equal(expected.Select(e => e / 1000), Run(circuit, 20, "cells.heard"));
    }

    [Fact]
    public void Several_events_have_conditions_and_statements_of_their_own()
    {
        var population = Clock() with
        {
            Equations = "dn/dt = 1/(1*ms) : 1\ncount : 1\nhalves : 1",
            Events = new Dictionary<string, PopulationEvent> { ["half"] = new("n > 0.5 and n < 1.5", "halves += 1") },
        };
        var circuit = At(population, new Projection("clock", "clock") { OnPre = "count += 1", PreEvent = "half" });
        using var simulation = new Simulation(circuit, 1, Exactly);
        var half = simulation.RecordSpikes("clock", eventName: "half");
        simulation.Run(10 * Units.Millisecond);
        Assert.Equal([0, 2, 4, 6, 8], half.Steps);
        Assert.Equal(5, simulation["clock.halves"][0, 0]);
        Assert.Equal(5, simulation["clock.count"][0, 0]);
    }

    [Fact]
    public void Event_driven_variables_decay_exactly_between_events()
    {
        var circuit = At(
            Given((0, 0), (0, 7), (0, 31)), new Population("cell", 1, "got : 1"),
            new Projection("source[0:1]", "cell", "dx/dt = (2 - x)/(10*ms) : 1 (event-driven)") { OnPre = "x += 1; got = x" });
        var x = 1 + (2 * (1 - Math.Exp(0)));
        x = 2 + ((x - 2) * Math.Exp(-0.7)) + 1;
        x = 2 + ((x - 2) * Math.Exp(-2.4)) + 1;
        Assert.Equal(x, Run(circuit, 40, "cell.got")[0], 12);
    }

    [Fact]
    public void Clock_driven_synapses_and_sums_follow_every_step()
    {
        var circuit = At(
            Given((0, 0), (1, 3)), new Population("cell", 2, "g : 1"),
            new Projection("source", "cell", """
                ds/dt = -s/(4*ms) + 0.1*(i + j)/ms : 1 (clock-driven)
                g_post = s : 1 (summed)
                """)
            { OnPre = "s += 1" });

        // Exponential Euler is exact for these: s relaxes to 0.4·(i + j); the sum is of the values before the last update.
        double S(int i, int j, int steps) => 0.4 * (i + j) * (1 - Math.Exp(-steps / 4.0));
        var g = Run(circuit, 11, "cell.g");
        for (var j = 0; j < 2; j++)
        {
            var sum = Math.Exp(-9 / 4.0) + Math.Exp(-6 / 4.0);
            Assert.Equal(sum + Enumerable.Range(0, 4).Sum(i => S(i, j, 10)), g[j], 10);
        }
    }

    [Fact]
    public void Postsynaptic_spikes_reach_all_synapses_of_the_unit()
    {
        var circuit = At(
            Clock(3), new Population("pre", 5, "x : 1") { Initial = Spiking.Of(("x", "10*i")) },
            new Projection("pre", "clock", "w : 1") { OnPost = "w += 1 + x_pre", Connectivity = Connectivity.Where("i != j") });
        using var simulation = new Simulation(circuit, 1, Exactly);
        simulation.Run(12 * Units.Millisecond);
        var synapses = simulation.Synapses("pre_to_clock");
        Assert.Equal(
            synapses.Pre.Zip(synapses.Post, (i, j) => new[] { 6.0, 4, 3 }[j] * (1 + (10 * i))),
            synapses.Get("w"));
    }

    [Fact]
    public void Dense_projections_deliver_the_spikes_of_a_batch()
    {
        var circuit = new Circuit("c", 1 * Units.Millisecond)
        {
            new Population("in", 3, "p : 1") { Threshold = "p > 0.5" },
            new Population("out", 2, "drive : 1 (input)\ndv/dt = drive/ms : 1") { Method = "euler" },
            new Projection("in", "out", "w : 1\ndrive_post = w*spikes_pre : 1 (summed)") { Initial = Spiking.Of(("w", "i + 10*j")) },
        };
        using var simulation = new Simulation(circuit, 2, Exactly);
        simulation["in.p"].CopyFrom([1, 0, 1, 0, 1, 0]);
        simulation.Changed("in.p");
        simulation.Run(3 * Units.Millisecond);

        // Two of the three steps see the spikes of the step before.
        Assert.Equal([4, 44, 2, 22], simulation["out.v"].ToArray());
    }

    [Fact]
    public void Batched_circuits_are_as_many_single_ones()
    {
        var circuit = Network(delay: "0.8*ms");
        var statics = new Circuit("s", 0.1 * Units.Millisecond) { circuit["cells"] with { Equations = circuit["cells"].Equations.Replace(" + 1*mV*xi/sqrt(20*ms)", "", StringComparison.Ordinal) } };
        statics.Add(circuit.Projections.Where(p => p.Name == "cells_0_240_to_cells"));
        using var batch = new Simulation(statics, 3);
        using var single = new Simulation(statics);
        for (var unit = 0; unit < 300; unit++)
        {
            single["cells.v"][0, unit] = batch["cells.v"][1, unit];
        }

        var (many, one) = (batch.RecordSpikes("cells", new RecordOptions { Sample = 1 }), single.RecordSpikes("cells"));
        batch.Run(50 * Units.Millisecond);
        single.Run(50 * Units.Millisecond);
        Assert.InRange(one.Count, 50, 100_000);
        Assert.Equal(one.Steps, many.Steps);
        Assert.Equal(one.Units, many.Units);
    }

    [Fact]
    public void Signals_links_and_held_values_are_what_they_were_at_the_step()
    {
        var circuit = At(
            new Population("a", 2, "dx/dt = (ramp(t) + own(t, i) + held - held)/ms : 1\nheld = rand() : 1 (constant over dt)")
            {
                Method = "rk4",
                Signals = new Dictionary<string, TimedArray>
                {
                    ["ramp"] = new([1, 2, 3], 2 * Units.Millisecond),
                    ["own"] = new(new double[,] { { 0, 100 }, { 1000, 200 } }, 1 * Units.Millisecond),
                },
            },
            new Population("b", 2, "x : 1 (linked)\ny = 2*x : 1") { Links = Spiking.Of(("x", "a.x")) });
        using var simulation = new Simulation(circuit, 1, Exactly);
        var y = simulation.Record("b.y");
        simulation.Run(8 * Units.Millisecond);
        Assert.Equal([1 + 1 + 2 + 2 + 3 + 3 + 3 + 3 + 7000, 18 + 100 + 1400], simulation["a.x"].ToArray());
        Assert.Equal(2 * (1 + 1 + 2 + 1000 + 1000), y.Of(0)[3], 9);
    }

    [Fact]
    public void Probes_keep_what_was_asked_for()
    {
        using var simulation = new Simulation(At(Clock(3)), 1, Exactly);
        var state = simulation.Record("clock.n", new RecordOptions { Units = [2, 0], Every = 2 * Units.Millisecond, Last = 3 });
        var rate = simulation.RecordRate("clock", 4 * Units.Millisecond);
        var some = simulation.RecordSpikes("clock", new RecordOptions { Units = [1], Last = 2 });
        simulation.Run(12 * Units.Millisecond);
        Assert.Equal([0.006, 0.008, 0.010], state.Times);
        Assert.Equal(new double[,] { { 2, 0 }, { 0, 0 }, { 2, 0 } }, state.Values);
        Assert.Equal([8, 11], some.Steps);
        Assert.Equal(4, some.Count);
        Assert.Equal([1000 * 4 / 12.0, 1000 * 4 / 12.0, 1000 * 5 / 12.0], rate.Rates.Select(r => Math.Round(r, 9)).Select(r => r), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Spikes_recorded_to_a_file_are_those_recorded_in_memory()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cells.spikes");
        using var simulation = new Simulation(Network());
        var memory = simulation.RecordSpikes("cells");
        using (var file = SpikeFile.Create(path, 300, 1e-4))
        {
            simulation.RecordSpikes("cells", new RecordOptions { Sink = file });
            simulation.Run(40 * Units.Millisecond);
        }

        var (kept, read) = (memory.Trains, SpikeFile.Read(path));
        Assert.NotEqual(0, kept.Count);
        Assert.Equal(kept.Times.ToArray(), read.Times.ToArray());
        Assert.Equal(kept.Unit.ToArray(), read.Unit.ToArray());
    }

    [Theory]
    [InlineData("v = 0; ref = 10*ms", new long[] { 68, 236, 404, 572 })]
    [InlineData("v = 0; ref += 2*ms", new long[] { 68, 156, 264, 392 })]
    public void A_refractory_time_that_the_reset_sets_holds_for_the_spike_itself(string reset, long[] expected)
    {
        // The steps are those of Brian 2.5.1.
        var circuit = new Circuit("ref", 0.1 * Units.Millisecond)
        {
            new Population("G", 1, "dv/dt = (2 - v)/(10*ms) : 1 (unless refractory)\nref : second")
            {
                Threshold = "v > 1", Reset = reset, Refractory = "ref", Method = "euler",
            },
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var probe = simulation.RecordSpikes("G");
        simulation.Run(60 * Units.Millisecond);
        Assert.Equal(expected, probe.Steps.Take(4));
    }

    [Fact]
    public void Several_synapses_of_a_pair_act_one_after_the_other()
    {
        var circuit = At(
            Given((0, 0), (1, 0)), new Population("cell", 1, "v : 1"),
            new Projection("source", "cell") { OnPre = "v += 1 - 0.5*v", Connectivity = Connectivity.Pairs([0, 0, 0, 1], [0, 0, 0, 0]) });
        Assert.Equal(1 + 0.5 + 0.25 + 0.125, Run(circuit, 2, "cell.v")[0], 12);
    }

    [Fact]
    public void Synapses_of_a_pair_act_one_after_the_other_where_they_read_what_they_write()
    {
        var circuit = At(
            Given((0, 1)),
            new Population("target", 2, "u : 1"),
            new Projection("source", "target", "w : 1")
            {
                Connectivity = Connectivity.Pairs([0, 0, 0], [1, 1, 1]), OnPre = "u = 0.5*u + w", Initial = new Dictionary<string, string> { ["w"] = "1" },
            });
        foreach (var substrate in new[] { Substrate.Cpu, Substrate.Interpreter })
        {
            using var simulation = new Simulation(circuit, 1, Exactly with { Substrate = substrate });
            simulation.Run(3 * Homeostat.Units.Millisecond);
            Assert.Equal([0, 1.75], simulation["target.u"].ToArray());
        }
    }
}
