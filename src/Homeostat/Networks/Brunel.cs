namespace Homeostat;

/// <summary>
/// A network of sparsely connected excitatory and inhibitory neurons that are driven from outside: Brunel 2000, J Comput Neurosci 8:183,
/// model A (all cells equal), in the asynchronous irregular regime of figure 8C. The numbers of cells and of synapses per cell are 4/5 of
/// the paper's 12,500 and 1250, so that there are ten million synapses; J is 0.1 mV as in the paper.
/// </summary>
public static class Brunel
{
    /// <summary>The equations of a neuron.</summary>
    public static string Equations => "dv/dt = -v/tau : volt (unless refractory)";

    /// <summary>The parameters, one in each line.</summary>
    public static string Parameters => """
        tau = 20*ms     # membrane time constant
        theta = 20*mV   # threshold
        V_r = 10*mV     # reset potential
        J = 0.1*mV      # what an excitatory synapse adds
        """;

    /// <summary>Creates the network.</summary>
    /// <param name="cells">The number of cells, of which every fifth is inhibitory.</param>
    /// <param name="probability">The probability that a pair of cells is connected.</param>
    /// <param name="g">The strength of inhibition relative to excitation.</param>
    /// <param name="drive">The rate of the spikes from outside, relative to the rate at which a cell just reaches its threshold.</param>
    public static Network Create(int cells = 10_000, double probability = 0.1, double g = 5, double drive = 2)
    {
        var excitatory = cells * 4 / 5;

        // nu_thr = theta/(J*C_E*tau) is the rate of each of the C_E external synapses: 10,000 spikes per second for all of them, 1 per step, whatever C_E is.
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
