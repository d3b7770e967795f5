namespace Homeostat.Tests.Nir;

/// <summary>Circuits in the words of this project become NIR graphs, or are refused by name.</summary>
public sealed class NirExportTests
{
    [Fact]
    public void A_circuit_with_units_becomes_a_LIF_in_SI_units()
    {
        var circuit = new Circuit("cells", .1 * Units.Millisecond)
        {
            new Population("given", 2, "") { Spikes = new SpikeTimes([0, 1], [.001, .002]) },
            new Population("cells", 3, "dv/dt = (El - v)/taum : volt")
            {
                Threshold = "v > Vt", Reset = "v = El",
                Constants = new Dictionary<string, Quantity> { ["El"] = -60 * Units.Millivolt, ["Vt"] = -50 * Units.Millivolt, ["taum"] = 20 * Units.Millisecond },
            },
            new Projection("given", "cells", "w : volt (weight)") { OnPre = "v += w", Delay = "1.5*ms", Initial = new Dictionary<string, string> { ["w"] = "(i + 1)*mV" } },
        };
        var graph = NirExport.Of(circuit);
        Assert.Equal(["given Input", "cells LIF", "given_to_cells Linear", "given_to_cells_delay Delay", "output Output"], graph.Nodes.Select(n => $"{n.Key} {n.Value.Type}"));
        var lif = graph.Nodes["cells"];

        // A spike is 1 for a step of 0.1 ms, so that r = tau/dt brings v up by the weight.
        Assert.Equal((.02, 200, -.06, -.05, -.06), (lif["tau"][0], Math.Round(lif["r"][2], 9), Math.Round(lif["v_leak"][0], 12), Math.Round(lif["v_threshold"][0], 12), lif["v_reset"][0]));
        Assert.Equal([.001, .002, .001, .002, .001, .002], graph.Nodes["given_to_cells"]["weight"].ToArray().Select(w => Math.Round(w, 12)));
        Assert.Equal(.0015, graph.Nodes["given_to_cells_delay"]["delay"][0], 1e-12);
        Assert.Equal("given -> given_to_cells, given_to_cells -> given_to_cells_delay, given_to_cells_delay -> cells, cells -> output", string.Join(", ", graph.Edges));
        Assert.Equal((1e-4, "value"), (graph.Metadata["dt"][0], graph.Metadata["reset"].Text));
    }

    [Fact]
    public void Two_currents_become_leaky_integrators_of_their_own()
    {
        var circuit = new Circuit("cuba", .1 * Units.Millisecond)
        {
            new Population("cells", 4, Cuba.Equations.Replace(" (unless refractory)", "", StringComparison.Ordinal))
            {
                Threshold = "v > Vt", Reset = "v = Vr",
                Constants = new Dictionary<string, Quantity>
                {
                    ["taum"] = 20 * Units.Millisecond, ["taue"] = 5 * Units.Millisecond, ["taui"] = 10 * Units.Millisecond, ["El"] = -49 * Units.Millivolt,
                    ["Vt"] = -50 * Units.Millivolt, ["Vr"] = -60 * Units.Millivolt,
                },
            },
            new Projection("cells[:3]", "cells") { Name = "excitatory", OnPre = "ge += 1.62*mV" },
            new Projection("cells[3:]", "cells") { Name = "inhibitory", OnPre = "gi -= 9*mV" },
        };
        var graph = NirExport.Of(circuit, "cells");
        Assert.Equal(("LIF", "LI", "LI"), (graph.Nodes["cells"].Type, graph.Nodes["cells_ge"].Type, graph.Nodes["cells_gi"].Type));
        Assert.Equal((.005, .01), (Math.Round(graph.Nodes["cells_ge"]["tau"][0], 12), Math.Round(graph.Nodes["cells_gi"]["tau"][0], 12)));
        Assert.Equal([0, 0, 0, -.009], graph.Nodes["inhibitory"]["weight"].ToArray()[..4].Select(w => Math.Round(w, 12)));

        using var simulation = NirCircuit.Of(graph).Simulate(new SimulationOptions { Type = ElementType.Float64 });
        using var original = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var (ours, theirs) = (original.RecordSpikes("cells"), simulation.RecordSpikes("cells"));
        original.Run(100 * Units.Millisecond);
        simulation.Run(100 * Units.Millisecond);
        Assert.InRange(ours.Units.Count, 4, 40);

        // The potential of the file starts at 0 V, above the threshold, as NIR knows no initial values.
        Assert.InRange(theirs.Units.Count, ours.Units.Count - 8, ours.Units.Count + 8);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "refractory", "Population 'cells' cannot be said in NIR: it has a refractory time. Leave Refractory out." },
        { "noise", "Population 'cells' cannot be said in NIR: its equations have noise. Leave xi out." },
        { "quadratic", "Population 'cells' cannot be said in NIR: the equation of 'cells.v' is not linear in its states and inputs." },
        { "adaptive", "Population 'cells' cannot be said in NIR: its threshold is 'v > 1 + u'. Write v > threshold, with one state v and a threshold that parameters decide." },
        { "reset", "Population 'cells' cannot be said in NIR: its reset is 'v = 0.5*v'. Write v = v_reset or v -= v_threshold." },
        { "step", "Population 'cells' cannot be said in NIR: it has statements of each step. Leave OnStep out." },
        { "time", "Population 'cells' cannot be said in NIR: the equation of 'cells.v' depends on 't', which varies." },
        { "plastic", "Projection 'in_to_cells' cannot be said in NIR: its synapses change when spikes pass, and NIR has no learning." },
        { "delays", "Projection 'in_to_cells' cannot be said in NIR: each synapse has a delay of its own, and a Delay has one for each unit." },
        { "potential", "Population 'cells' cannot be said in NIR: projection 'cells_to_cells' reads 'cells.v' of it. In NIR a node hands on one value: spikes, of what fires." },
        { "mixed", "its reset subtracts, while 'cells' is reset to a value, and a NIR file has one kind of reset. Give both the same kind of reset." },
        { "outputs", "has no population that only receives, so its outputs are not known." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_said_is_refused_by_name(string what, string expected)
    {
        var equations = what switch
        {
            "noise" => "dv/dt = (drive - v)/(10*ms) + xi/sqrt(10*ms) : 1",
            "quadratic" => "dv/dt = (drive + v**2)/(10*ms) : 1",
            "adaptive" => "dv/dt = (drive - v)/(10*ms) : 1\ndu/dt = -u/(10*ms) : 1",
            "time" => "dv/dt = (drive - v + t/second)/(10*ms) : 1",
            _ => "dv/dt = (drive - v)/(10*ms) : 1",
        };
        var circuit = new Circuit("refused")
        {
            new Population("in", 2, "") { Spikes = new SpikeTimes([0], [0]) },
            new Population("cells", 2, $"{equations}\ndrive : 1 (input)")
            {
                Threshold = what == "adaptive" ? "v > 1 + u" : "v > 1", Reset = what == "reset" ? "v = 0.5*v" : "v = 0", Refractory = what == "refractory" ? "2*ms" : "",
                OnStep = what == "step" ? "v += 0.1" : "",
            },
            new Projection("in", "cells", "w : 1")
            {
                OnPre = what == "plastic" ? "v += w; w += 0.1" : "v += w", Delay = what == "delays" ? "(1 + i + 2*j)*ms" : "", Initial = new Dictionary<string, string> { ["w"] = "1" },
            },
        };
        if (what == "potential")
        {
            circuit.Add(new Projection("cells", "cells", "drive_post = v_pre : 1 (summed)"));
        }
        else if (what == "mixed")
        {
            circuit.Add(new Population("others", 2, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 1", Reset = "v -= 1" });
        }
        else if (what == "outputs")
        {
            circuit.Add(new Population("others", 2, "dv/dt = -v/(10*ms) : 1") { Threshold = "v > 1", Reset = "v = 0" });
            circuit.Add(new Projection("cells", "others") { OnPre = "v += 1" });
            circuit.Add(new Projection("others", "cells") { OnPre = "v += 1" });
        }

        Assert.Contains(expected, Assert.Throws<HomeostatException>(() => NirExport.Of(circuit)).Message, StringComparison.Ordinal);
    }
}
