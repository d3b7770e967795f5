namespace Homeostat;

/// <summary>
/// A network of integrate-and-fire neurons with synaptic currents, whose sparse irregular activity sustains itself: Vogels &amp; Abbott
/// 2005, J Neurosci 25:10786, in the form of Brette et al. 2007, J Comput Neurosci 23:349, appendix B, benchmark 2, which is also an example
/// of Brian 2. It has 4000 cells, of which every fifth is inhibitory; each pair is connected with a probability of 2 %.
/// </summary>
public static class Cuba
{
    /// <summary>The equations of a neuron.</summary>
    public static string Equations => """
        dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
        dge/dt = -ge/taue : volt
        dgi/dt = -gi/taui : volt
        """;

    /// <summary>The parameters, one in each line.</summary>
    public static string Parameters => """
        taum = 20*ms    # membrane time constant
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        El = -49*mV     # resting potential, above the threshold: it stands for a background current
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        """;

    /// <summary>Creates the network.</summary>
    /// <param name="cells">The number of cells.</param>
    /// <param name="probability">The probability that a pair of cells is connected; the default gives 80 synapses per cell.</param>
    public static Network Create(int cells = 4000, double probability = 0.02)
    {
        var excitatory = cells * 4 / 5;
        var circuit = new Circuit("CUBA", 0.1 * Units.Millisecond)
        {
            new Population("cells", cells, Equations)
            {
                Threshold = "v > Vt",
                Reset = "v = Vr",
                Refractory = "5*ms",
                Method = "exact",
                Initial = new Dictionary<string, string> { ["v"] = "Vr + rand()*(Vt - Vr)" },
            }.With(Parameters, []),
            new Projection($"cells[:{excitatory}]", "cells")
            {
                Name = "excitatory",
                OnPre = "ge += 1.62*mV",
                Connectivity = Connectivity.Probability(probability),
            },
            new Projection($"cells[{excitatory}:]", "cells")
            {
                Name = "inhibitory",
                OnPre = "gi += -9*mV",
                Connectivity = Connectivity.Probability(probability),
            },
        };
        return new Network(
            "cuba",
            "4000 integrate-and-fire neurons with synaptic currents, sparse irregular activity",
            "Vogels & Abbott 2005, J Neurosci 25; Brette et al. 2007, J Comput Neurosci 23",
            circuit,
            Seconds: 1,
            [new("excitatory", "cells", ..excitatory), new("inhibitory", "cells", excitatory..)]);
    }
}
