
namespace Homeostat.Tests.Simulations.Events;

/// <summary>Small spiking circuits, and what they did.</summary>
internal static class Spiking
{
    /// <summary>Cells that excite and inhibit each other, with whatever makes bits differ where it can: delays, noise, traces.</summary>
    public static Circuit Network(int cells = 300, string delay = "(0.1 + 1.5*rand())*ms") => new("network", 0.1 * Units.Millisecond)
    {
        new Population("noise", 50, "rate : Hz")
        {
            Threshold = "rand() < rate*dt",
            Initial = Of(("rate", "(50 + i)*Hz")),
        },
        new Population("cells", cells, """
            dv/dt = (ge + gi - (v + 49*mV))/(20*ms) + 1*mV*xi/sqrt(20*ms) : volt (unless refractory)
            dge/dt = -ge/(5*ms)  : volt
            dgi/dt = -gi/(10*ms) : volt
            dtheta/dt = -theta/(50*ms) : volt
            """)
        {
            Threshold = "v > -50*mV + theta",
            Reset = "v = -60*mV; theta += 0.5*mV",
            Refractory = "(2 + 3*i/N)*ms",
            Initial = Of(("v", "-60*mV + 10*mV*rand()")),
        },
        new Projection("noise", "cells", """
            w : volt
            dx/dt = -x/(20*ms) : 1 (event-driven)
            dy/dt = -y/(20*ms) : 1 (event-driven)
            """)
        {
            OnPre = "ge += w; x += 1; w = clip(w - 0.01*mV*y, 0*mV, 3*mV)",
            OnPost = "y += 1; w = clip(w + 0.01*mV*x, 0*mV, 3*mV)",
            Connectivity = Connectivity.Probability(0.3),
            Delay = delay,
            Initial = Of(("w", "2*mV*rand()")),
        },
        new Projection($"cells[:{cells * 4 / 5}]", "cells") { OnPre = "ge += 1*mV", Connectivity = Connectivity.Probability(0.1), Delay = delay },
        new Projection($"cells[{cells * 4 / 5}:]", "cells", "w : volt")
        {
            OnPre = "gi -= w*int(rand() < 0.5)",
            Connectivity = Connectivity.Probability(0.1, "i != j"),
            Initial = Of(("w", "8*mV*rand()")),
        },
    };

    /// <summary>Everything the network has stored and everybody who fired, after a time.</summary>
    public static (IReadOnlyDictionary<string, double[]> State, long[] Steps, int[] Units) Outcome(
        Circuit circuit, int threads, double milliseconds = 100, ElementType type = ElementType.Float32, bool interpret = false, bool probes = false)
    {
        using var workers = new Workers(threads);
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Workers = workers, Type = type, Substrate = interpret ? Substrate.Interpreter : Substrate.Cpu });
        var spikes = simulation.RecordSpikes("cells");
        if (probes)
        {
            simulation.Record("cells.v", new RecordOptions { Units = [0, 7, 299], Every = 0.5 * Units.Millisecond });
            simulation.RecordRate("noise");
            simulation.Record("noise_to_cells.w");
        }

        simulation.Run(milliseconds * Units.Millisecond);
        return (simulation.Snapshot().Values, [.. spikes.Steps], [.. spikes.Units]);
    }

    public static Dictionary<string, string> Of(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    public static Dictionary<string, Quantity> Of(params (string Name, Quantity Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}
