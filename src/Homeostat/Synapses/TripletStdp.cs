namespace Homeostat;

/// <summary>
/// Spike-timing dependent plasticity by pairs and triplets of spikes, all to all (Pfister &amp; Gerstner 2006, J Neurosci
/// 26:9673, equations 1 to 4), which explains the effect of the pairing frequency. <see cref="Defaults"/> are the parameters of the full
/// model for the visual cortex (table 4). The fits with fewer terms, and those for hippocampal cultures, are available as parameter sets. As
/// in the paper, the slow trace of a triplet is read before the spike adds to it.
/// </summary>
public static class TripletStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-triplet", "pairs and triplets of spikes, so that frequency counts", "Pfister & Gerstner 2006, J Neurosci 26", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => """
        w : 1 (weight)
        dr1/dt = -r1/tauplus : 1 (event-driven)   # of presynaptic spikes, fast
        dr2/dt = -r2/taux : 1 (event-driven)      # of presynaptic spikes, slow
        do1/dt = -o1/tauminus : 1 (event-driven)  # of postsynaptic spikes, fast
        do2/dt = -o2/tauy : 1 (event-driven)      # of postsynaptic spikes, slow
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
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

    /// <summary>The parameters of the minimal model for the visual cortex: pairs depress, and triplets with two postsynaptic spikes potentiate.</summary>
    public static (string Name, Quantity Value)[] Minimal =>
    [
        ("A2plus", 0), ("A3plus", 6.5e-3), ("A2minus", 7.1e-3), ("A3minus", 0), ("tauy", 114 * Units.Millisecond),
    ];

    /// <summary>The parameters of the full model for hippocampal cultures.</summary>
    public static (string Name, Quantity Value)[] Hippocampus =>
    [
        ("A2plus", 6.1e-3), ("A3plus", 6.7e-3), ("A2minus", 1.6e-3), ("A3minus", 1.4e-3),
        ("taux", 946 * Units.Millisecond), ("tauy", 27 * Units.Millisecond),
    ];

    /// <summary>The parameters of the minimal model for hippocampal cultures.</summary>
    public static (string Name, Quantity Value)[] HippocampusMinimal =>
    [
        ("A2plus", 5.3e-3), ("A3plus", 8e-3), ("A2minus", 3.5e-3), ("A3minus", 0), ("tauy", 40 * Units.Millisecond),
    ];

    /// <summary>Creates a projection with synapses of this model. Parameters that are not given have their default values.</summary>
    /// <param name="pre">The name of the presynaptic population.</param>
    /// <param name="post">The name of the postsynaptic population. The variable to which spikes add can follow after a dot, as in <c>cells.ge</c>; it is <c>ge</c> by default.</param>
    /// <param name="parameters">The values of parameters by name. J has the unit of the variable to which spikes add.</param>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
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
