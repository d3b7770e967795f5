
namespace Homeostat.Tests.Docs;

/// <summary>The C# of the pages on spiking circuits, between arrows (<see cref="PageCodeTests"/>).</summary>
public sealed class SpikingPagesTests
{
    [Fact]
    public void Cuba()
    {
        // --> coming-from-brian.md
        var circuit = new Circuit("CUBA", timeStep: 0.1 * Units.Millisecond)
        {
            new Population("P", 4000, """
                dv/dt  = (ge+gi-(v-El))/taum : volt (unless refractory)
                dge/dt = -ge/taue : volt
                dgi/dt = -gi/taui : volt
                """)
            {
                Threshold = "v>Vt",
                Reset = "v = Vr",
                Refractory = "5*ms",
                Method = "exact",
                Initial = new Dictionary<string, string> { ["v"] = "Vr + rand()*(Vt - Vr)" },
                Constants = new Dictionary<string, Quantity>
                {
                    ["taum"] = 20 * Units.Millisecond, ["taue"] = 5 * Units.Millisecond, ["taui"] = 10 * Units.Millisecond,
                    ["Vt"] = -50 * Units.Millivolt, ["Vr"] = -60 * Units.Millivolt, ["El"] = -49 * Units.Millivolt,
                },
            },
            new Projection("P[:3200]", "P") { OnPre = "ge += 1.62*mV", Connectivity = Connectivity.Probability(0.02) },
            new Projection("P[3200:]", "P") { OnPre = "gi -= 9*mV", Connectivity = Connectivity.Probability(0.02) },
        };
        using var simulation = new Simulation(circuit);
        var spikes = simulation.RecordSpikes("P");
        simulation.Run(1 * Units.Second);
        // <--
        Assert.InRange(spikes.Trains.Between(0.2, 1).MeanRate(), 4, 8);
    }

    [Fact]
    public void Plasticity()
    {
        var circuit = new Circuit("STDP", 0.1 * Units.Millisecond)
        {
            // --> coming-from-brian.md
            new Population("input", 1000, "rates : Hz")
            {
                Threshold = "rand()<rates*dt",
                Initial = new Dictionary<string, string> { ["rates"] = "15*Hz" },
            },
            // <--
            new Population("neurons", 1, """
                dv/dt = (ge * (Ee-v) + El - v) / taum : volt
                dge/dt = -ge / taue : 1
                """)
            {
                Threshold = "v>vt",
                Reset = "v = vr",
                Method = "euler",
                Constants = new Dictionary<string, Quantity>
                {
                    ["taum"] = 10 * Units.Millisecond, ["taue"] = 5 * Units.Millisecond, ["Ee"] = 0 * Units.Millivolt,
                    ["vt"] = -54 * Units.Millivolt, ["vr"] = -60 * Units.Millivolt, ["El"] = -74 * Units.Millivolt,
                },
            },
            // --> coming-from-brian.md
            new Projection("input", "neurons", """
                w : 1 (weight)
                dApre/dt = -Apre / taupre : 1 (event-driven)
                dApost/dt = -Apost / taupost : 1 (event-driven)
                """)
            {
                OnPre = """
                    ge += w
                    Apre += dApre
                    w = clip(w + Apost, 0, gmax)
                    """,
                OnPost = """
                    Apost += dApost
                    w = clip(w + Apre, 0, gmax)
                    """,
                Initial = new Dictionary<string, string> { ["w"] = "rand() * gmax" },
                Constants = new Dictionary<string, Quantity>
                {
                    ["taupre"] = 20 * Units.Millisecond, ["taupost"] = 20 * Units.Millisecond,
                    ["gmax"] = 0.01, ["dApre"] = 0.0001, ["dApost"] = -0.000105,
                },
            },
            // <--
        };
        using var simulation = new Simulation(circuit);
        // --> coming-from-brian.md
        var w = simulation.Synapses("input_to_neurons");
        double[] before = w.Get("w");
        simulation.Run(2 * Units.Second);
        double[] after = w.Get("w");
        // <--
        Assert.All(after, w => Assert.InRange(w, 0, 0.01f));
        Assert.InRange(before.Zip(after, (b, a) => Math.Abs(a - b)).Average(), 1e-5, 1e-3);
    }

    [Fact]
    public void Inputs()
    {
        var circuit = new Circuit("inputs", 0.1 * Units.Millisecond)
        {
            // --> coming-from-brian.md
            new Population("given", 3, "") { Spikes = new SpikeTimes(units: [0, 2, 1], seconds: [0.001, 0.001, 0.002]) },
            // <--
            // --> coming-from-brian.md
            new Population("G", 100, "dv/dt = -v/(10*ms) : volt")
            {
                OnStep = "v += 0.1*mV*poisson(1000*20*Hz*dt)",
            },
            // <--
        };
        using var simulation = new Simulation(circuit);
        var given = simulation.RecordSpikes("given");
        simulation.Run(200 * Units.Millisecond);
        Assert.Equal((long[])[10, 10, 20], given.Steps);
        Assert.Equal([0, 2, 1], given.Units);
        Assert.Equal(0.02, simulation["G.v"].ToArray().Average(), 2e-3);
    }

    [Fact]
    public void Signals()
    {
        var circuit = new Circuit("signals", 0.1 * Units.Millisecond)
        {
            // --> coming-from-brian.md
            new Population("G", 4, "v = stimulus(t) + pattern(t, i) : volt")
            {
                Signals = new Dictionary<string, TimedArray>
                {
                    ["stimulus"] = new TimedArray([1, 2, 3], step: 10 * Units.Millisecond, unit: Units.Millivolt),
                    ["pattern"] = new TimedArray(new double[,] { { 0, 10, 20, 30 }, { 40, 50, 60, 70 } }, 15 * Units.Millisecond, Units.Millivolt),
                },
            },
            // <--
            new Population("clock", 1, "dx/dt = 1*Hz : 1"),
        };
        using var simulation = new Simulation(circuit);
        var v = simulation.Record("G.v");
        simulation.Run(20 * Units.Millisecond);
        Assert.Equal(0.031, v.Of(3)[50], 1e-6);
        Assert.Equal(0.072, v.Of(3)[160], 1e-6);
    }

    [Fact]
    public void Refractoriness_and_events()
    {
        var circuit = new Circuit("events", 0.1 * Units.Millisecond)
        {
            // --> coming-from-brian.md
            new Population("G", 10, """
                dv/dt = (I - v)/(10*ms) : 1 (unless refractory)
                I : 1 (constant)
                ref : second (constant)
                warnings : 1
                """)
            {
                Threshold = "v > 1",
                Reset = "v = 0",
                Refractory = "ref",
                Events = new Dictionary<string, PopulationEvent> { ["warning"] = new("v > 0.9 and not_refractory", "warnings += 1") },
                Initial = new Dictionary<string, string> { ["I"] = "1 + 0.1*(i + 1)", ["ref"] = "(i + 1)*ms" },
            },
            // <--
        };
        using var simulation = new Simulation(circuit);
        var spikes = simulation.RecordSpikes("G");
        // --> coming-from-brian.md
        var warnings = simulation.RecordSpikes("G", eventName: "warning");
        // <--
        simulation.Run(100 * Units.Millisecond);
        Assert.True(warnings.Count > spikes.Count);
        Assert.Equal(warnings.Count, simulation["G.warnings"].ToArray().Sum());
        Assert.All(Enumerable.Range(0, 10), unit => Assert.All(spikes.Trains.InterspikeIntervals(unit), interval => Assert.True(interval > (unit + 1) * 1e-3)));
    }

    [Fact]
    public void Sums_and_links()
    {
        var circuit = new Circuit("sums", 0.1 * Units.Millisecond)
        {
            // --> coming-from-brian.md
            new Population("G", 10, """
                dv/dt = (I0 - v + Igap)/(10*ms) : 1
                I0 : 1 (constant)
                Igap : 1
                """)
            {
                Threshold = "v > 1",
                Reset = "v = 0",
                Initial = new Dictionary<string, string> { ["v"] = "i/N", ["I0"] = "1.05" },
            },
            new Projection("G", "G", """
                w : 1 (weight)
                Igap_post = w*(v_pre - v_post) : 1 (summed)
                """)
            {
                Connectivity = Connectivity.Where("i != j"),
                Initial = new Dictionary<string, string> { ["w"] = "0.02" },
            },
            new Population("copy", 10, "x : 1 (linked)\ny = 2*x : 1") { Links = new Dictionary<string, string> { ["x"] = "G.v" } },
            // <--
        };
        using var simulation = new Simulation(circuit);
        var (v, y) = (simulation.Record("G.v"), simulation.Record("copy.y"));
        simulation.Run(5 * Units.Millisecond);
        Assert.Equal(2 * v.Of(3)[20], y.Of(3)[20], 1e-6);
        Assert.True(Spread(v.Count - 1) < 0.9 * Spread(0));

        double Spread(int row) => v.Values[row, 9] - v.Values[row, 0];
    }

    [Fact]
    public void Connections()
    {
        // --> coming-from-brian.md
        var circuit = new Circuit("connections")
        {
            new Population("S", 100, "") { Threshold = "rand() < 0.01" },
            new Population("T", 200, "dv/dt = -v/(10*ms) : 1\nx : 1 (constant)"),
            new Projection("S", "T") { Name = "a", OnPre = "v += 1", Connectivity = Connectivity.Where("abs(i - j) < 3 and i != j") },
            new Projection("S", "T") { Name = "b", OnPre = "v += 1", Connectivity = Connectivity.Probability("0.5*exp(-abs(i - j)/20)") },
            new Projection("S[10:20]", "T[:50]", "w : 1 (weight)")
            {
                Name = "c",
                OnPre = "v += w",
                Connectivity = Connectivity.Pairs(pre: [0, 0, 9], post: [3, 4, 49]),
                Initial = new Dictionary<string, string> { ["w"] = "0.1*j" },
                Delay = "1*ms + 0.5*ms*rand()",
            },
        };
        using var simulation = new Simulation(circuit);
        var c = simulation.Synapses("c");
        Console.WriteLine($"{c.Count} synapses: {c.Pre[0]} -> {c.Post[0]}, w = {c.Get("w")[0]}, {c.Delay[0]} s");
        c.Set("w", [1, 2, 3]);
        // <--
        Assert.Equal([1, 2, 3], c.Get("w"));
        Assert.Equal([0, 0, 9], c.Pre);
        Assert.InRange(simulation.Synapses("b").Count, 1000, 3000);
        simulation.Run(10 * Units.Millisecond);
    }

    [Fact]
    public void Monitors_operations_and_stores()
    {
        using var folder = new TemporaryFolder();
        var file = folder["state.npz"];
        var circuit = new Circuit("monitors", 0.1 * Units.Millisecond)
        {
            new Population("G", 10, "dv/dt = (I - v)/(10*ms) : 1\nI : 1") { Threshold = "v > 1", Reset = "v = 0", Initial = new Dictionary<string, string> { ["I"] = "2" } },
        };
        using var simulation = new Simulation(circuit);
        // --> coming-from-brian.md
        SpikeProbe spikes = simulation.RecordSpikes("G");
        StateProbe v = simulation.Record("G.v", new RecordOptions { Units = [0, 5], Every = 1 * Units.Millisecond });
        RateProbe rate = simulation.RecordRate("G", bin: 5 * Units.Millisecond);
        for (var k = 0; k < 10; k++)
        {
            simulation.Run(10 * Units.Millisecond);
            simulation["G.I"].Row<float>(0).Fill(2 + (0.1f * k));
            simulation.Changed("G.I");
        }

        int[] who = [.. spikes.Units];
        double[] when = spikes.Times, trace = v.Of(5), rates = rate.Rates;
        // <--
        Assert.Equal(who.Length, when.Length);
        Assert.Equal(100, trace.Length);
        Assert.Equal(spikes.Count / (10 * 0.1), rates.Average(), 1e-9);
        // --> coming-from-brian.md
        Snapshot saved = simulation.Snapshot();
        simulation.Run(50 * Units.Millisecond);
        simulation.Restore(saved);

        SimulationFile.Save(file, simulation);
        SimulationFile.Restore(file, simulation);
        // <--
        Assert.Equal(1000, simulation.Step);
    }

    [Fact]
    public void Events()
    {
        var circuit = new Circuit("events", 0.1 * Units.Millisecond)
        {
            // --> equations.md
            new Population("cells", 100, """
                dv/dt = (stimulus(t) + 10*mV - v)/(10*ms) + 1*mV*xi/sqrt(10*ms) : volt (unless refractory)
                dtheta/dt = -theta/(100*ms) : volt
                alarms : 1
                """)
            {
                Threshold = "v > 15*mV + theta",
                Reset = "v = 0*mV; theta += 1*mV",
                Refractory = "2*ms",
                Events = new Dictionary<string, PopulationEvent> { ["alarm"] = new("theta > 5*mV", "alarms += 1") },
                Signals = new Dictionary<string, TimedArray> { ["stimulus"] = new([0, 10, 0], step: 100 * Units.Millisecond, unit: Units.Millivolt) },
            },
            // <--
        };
        using var simulation = new Simulation(circuit);
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(300 * Units.Millisecond);
        Assert.True(spikes.Trains.Between(0.1, 0.2).MeanRate() > 10);
        Assert.True(spikes.Trains.Between(0, 0.1).MeanRate() < 1);
        Assert.All(simulation["cells.alarms"].ToArray(), alarms => Assert.True(alarms >= 0));
    }

    [Fact]
    public void Synapses()
    {
        var circuit = new Circuit("synapses", 0.1 * Units.Millisecond)
        {
            new Population("cells", 100, "dge/dt = -ge/(5*ms) : volt") { Threshold = "rand() < 20*Hz*dt" },
            // --> equations.md
            new Projection("cells[:80]", "cells", """
                w : volt
                dx/dt = -x/(20*ms) : 1 (event-driven)   # the presynaptic unit fired lately
                dy/dt = -y/(20*ms) : 1 (event-driven)   # the postsynaptic unit fired lately
                """)
            {
                OnPre = "ge += w; x += 1; w = clip(w - 0.01*mV*y, 0*mV, 1*mV)",
                OnPost = "y += 1; w = clip(w + 0.01*mV*x, 0*mV, 1*mV)",
                Delay = "1*ms + 0.5*ms*rand()",
                Connectivity = Connectivity.Probability(0.1, where: "i != j"),
                Initial = new Dictionary<string, string> { ["w"] = "0.5*mV*rand()" },
            },
            // <--
        };
        using var simulation = new Simulation(circuit);
        var synapses = simulation.Synapses("cells_0_80_to_cells");
        var before = synapses.Get("w");
        simulation.Run(500 * Units.Millisecond);
        Assert.All(synapses.Get("w"), w => Assert.InRange(w, 0, 1e-3));
        Assert.NotEqual(before, synapses.Get("w"));
        Assert.True(simulation["cells.ge"].ToArray().Average() > 0);
    }
}
