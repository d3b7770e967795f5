namespace Homeostat;

/// <summary>
/// The network of <see cref="Cuba"/> with synaptic conductances: Vogels &amp; Abbott 2005, J Neurosci 25:10786, in the form of
/// Brette et al. 2007, J Comput Neurosci 23:349, appendix B, benchmark 1. Large initial conductances start the activity, which then
/// continues without any input from outside.
/// </summary>
public static class Coba
{
    /// <summary>The equations of a neuron.</summary>
    public static string Equations => """
        dv/dt  = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v))/Cm : volt (unless refractory)
        dge/dt = -ge/taue : siemens
        dgi/dt = -gi/taui : siemens
        """;

    /// <summary>The parameters, one in each line.</summary>
    public static string Parameters => """
        Cm = 200*pF     # membrane capacitance
        gl = 10*nS      # leak
        taue = 5*ms     # decay of excitation
        taui = 10*ms    # decay of inhibition
        El = -60*mV     # resting potential
        Ee = 0*mV       # reversal potential of excitation
        Ei = -80*mV     # reversal potential of inhibition
        Vt = -50*mV     # threshold
        Vr = -60*mV     # reset potential
        """;

    /// <summary>Creates the network.</summary>
    /// <param name="cells">The number of cells.</param>
    /// <param name="probability">The probability that a pair of cells is connected.</param>
    public static Network Create(int cells = 4000, double probability = 0.02) => new(
        "coba",
        "4000 integrate-and-fire neurons with synaptic conductances, irregular activity that keeps itself up",
        "Vogels & Abbott 2005, J Neurosci 25; Brette et al. 2007, J Comput Neurosci 23",
        Connect(
            "COBA",
            new Population("cells", cells, Equations)
            {
                Threshold = "v > Vt",
                Reset = "v = Vr",
                Refractory = "5*ms",
                Method = "exponential_euler",
                Initial = Start,
            }.With(Parameters, []),
            probability),
        Seconds: 1,
        Groups(cells));

    /// <summary>The initial values of the potential and the conductances.</summary>
    internal static IReadOnlyDictionary<string, string> Start { get; } = new Dictionary<string, string>
    {
        ["v"] = "El + (5*randn() - 5)*mV",
        ["ge"] = "(1.5*randn() + 4)*10*nS",
        ["gi"] = "(12*randn() + 20)*10*nS",
    };

    /// <summary>Creates the circuit of given cells, with the synapses that COBA and COBAHH have in common.</summary>
    internal static Circuit Connect(string name, Population cells, double probability) => new(name, 0.1 * Units.Millisecond)
    {
        cells,
        new Projection($"cells[:{Excitatory(cells.Size)}]", "cells")
        {
            Name = "excitatory",
            OnPre = "ge += 6*nS",
            Connectivity = Connectivity.Probability(probability),
        },
        new Projection($"cells[{Excitatory(cells.Size)}:]", "cells")
        {
            Name = "inhibitory",
            OnPre = "gi += 67*nS",
            Connectivity = Connectivity.Probability(probability),
        },
    };

    internal static IReadOnlyList<UnitGroup> Groups(int cells) =>
        [new("excitatory", "cells", ..Excitatory(cells)), new("inhibitory", "cells", Excitatory(cells)..)];

    private static int Excitatory(int cells) => cells * 4 / 5;
}
