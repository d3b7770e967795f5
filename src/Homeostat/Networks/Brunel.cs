namespace Homeostat;

/// <summary>
/// Sparsely connected excitatory and inhibitory neurons driven from outside: Brunel 2000, J Comput Neurosci 8:183, model A (all
/// cells equal), in the asynchronous irregular regime of figure 8C. Cells and synapses a cell are 4/5 of the paper's 12,500 and
/// 1250, so that there are ten million synapses; J stays 0.1 mV.
/// </summary>
public static class Brunel
{
    /// <summary>The neurons.</summary>
    public static string Equations => "dv/dt = -v/tau : volt (unless refractory)";

    /// <summary>The parameters.</summary>
    public static string Parameters => """
        tau = 20*ms     # membrane time constant
        theta = 20*mV   # threshold
        V_r = 10*mV     # reset potential
        J = 0.1*mV      # what an excitatory synapse adds
        """;

    /// <summary>The network.</summary>
    /// <param name="cells">Number of cells; every fifth inhibits.</param>
    /// <param name="probability">How likely each pair is connected.</param>
    /// <param name="g">Strength of inhibition, relative to excitation.</param>
    /// <param name="drive">Rate of the spikes from outside, relative to the rate that just takes a cell to its threshold.</param>
    public static Network Create(int cells = 10_000, double probability = 0.1, double g = 5, double drive = 2)
    {
        var excitatory = cells * 4 / 5;

        // nu_thr = theta/(J*C_E*tau) spikes a second in each of C_E external synapses: 10,000 together, 1 a step, whatever C_E is.
        var outside = new Dictionary<string, Quantity> { ["outside"] = drive * 10_000 * Units.Hertz };
        var circuit = new Circuit("Brunel", 0.1 * Units.Millisecond)
        {
            new Population("cells", cells, Equations)
            {
                Threshold = "v > theta",
                Reset = "v = V_r",
                Refractory = "2*ms",
                OnStep = "v += J*poisson(outside*dt)",
                Method = "exact",
                Constants = outside,
                Initial = new Dictionary<string, string> { ["v"] = "rand()*theta" },
            }.With(Parameters, []),
            new Projection($"cells[:{excitatory}]", "cells")
            {
                Name = "excitatory",
                OnPre = "v += J",
                Delay = "1.5*ms",
                Connectivity = Connectivity.Probability(probability),
                Constants = new Dictionary<string, Quantity> { ["J"] = 0.1 * Units.Millivolt },
            },
            new Projection($"cells[{excitatory}:]", "cells")
            {
                Name = "inhibitory",
                OnPre = "v -= g*J",
                Delay = "1.5*ms",
                Connectivity = Connectivity.Probability(probability),
                Constants = new Dictionary<string, Quantity> { ["J"] = 0.1 * Units.Millivolt, ["g"] = g },
            },
        };
        return new Network(
            "brunel",
            "10,000 integrate-and-fire neurons, 10 million synapses with delay, driven at random, asynchronous irregular",
            "Brunel 2000, J Comput Neurosci 8",
            circuit,
            Seconds: 1,
            [new("excitatory", "cells", ..excitatory), new("inhibitory", "cells", excitatory..)]);
    }
}
