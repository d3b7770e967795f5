namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity by pairs and triplets of spikes, all to all (Pfister &amp; Gerstner 2006, J Neurosci
/// 26:9673, equations 1 to 4), which explains how pairings act at different frequencies. <see cref="Defaults"/> are those of the
/// visual cortex, full model (table 4); the fits with fewer terms and of hippocampal cultures are parameter sets. As in the paper,
/// a triplet's slow trace is read before the spike adds to it.
/// </summary>
public static class TripletStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-triplet", "pairs and triplets of spikes, so that frequency counts", "Pfister & Gerstner 2006, J Neurosci 26", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dr1/dt = -r1/tauplus : 1 (event-driven)   # of presynaptic spikes, fast
        dr2/dt = -r2/taux : 1 (event-driven)      # of presynaptic spikes, slow
        do1/dt = -o1/tauminus : 1 (event-driven)  # of postsynaptic spikes, fast
        do2/dt = -o2/tauy : 1 (event-driven)      # of postsynaptic spikes, slow
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        J = 1*mV         # what a synapse of weight 1 adds, in the unit of what it adds to
        w = 0.5            # weight to begin with
        wmax = 1           # largest weight
        tauplus = 16.8*ms  # window of potentiation
        tauminus = 33.7*ms # window of depression
        taux = 101*ms      # memory of the presynaptic triplet
        tauy = 125*ms      # memory of the postsynaptic triplet
        A2plus = 5e-10     # potentiation by a pair
        A3plus = 6.2e-3    # potentiation by a triplet
        A2minus = 7e-3     # depression by a pair
        A3minus = 2.3e-4   # depression by a triplet
        """;

    /// <summary>The visual cortex, minimal model: pairs depress, triplets of two postsynaptic spikes potentiate.</summary>
    public static (string Name, Quantity Value)[] Minimal =>
    [
        ("A2plus", 0), ("A3plus", 6.5e-3), ("A2minus", 7.1e-3), ("A3minus", 0), ("tauy", 114 * Units.Millisecond),
    ];

    /// <summary>Hippocampal cultures, full model.</summary>
    public static (string Name, Quantity Value)[] Hippocampus =>
    [
        ("A2plus", 6.1e-3), ("A3plus", 6.7e-3), ("A2minus", 1.6e-3), ("A3minus", 1.4e-3),
        ("taux", 946 * Units.Millisecond), ("tauy", 27 * Units.Millisecond),
    ];

    /// <summary>Hippocampal cultures, minimal model.</summary>
    public static (string Name, Quantity Value)[] HippocampusMinimal =>
    [
        ("A2plus", 5.3e-3), ("A3plus", 8e-3), ("A2minus", 3.5e-3), ("A3minus", 0), ("tauy", 40 * Units.Millisecond),
    ];

    /// <summary>Synapses with these parameters, the others at their defaults, to a population or to one variable of it.</summary>
    /// <param name="pre">The presynaptic population.</param>
    /// <param name="post">The postsynaptic population; behind a dot what spikes add to, <c>ge</c> unless named: <c>cells.ge</c>.</param>
    /// <param name="parameters">Parameters by name; J is in the unit of what spikes add to.</param>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Projection Create(
        string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Projection(pre, post, Equations)
        {
            OnPre = """
                w = clip(w - o1*(A2minus + A3minus*r2), 0, wmax)
                r1 += 1
                r2 += 1
                """,
            OnPost = """
                w = clip(w + r1*(A2plus + A3plus*o2), 0, wmax)
                o1 += 1
                o2 += 1
                """,
        }.Delivering(Defaults, parameters);
}
