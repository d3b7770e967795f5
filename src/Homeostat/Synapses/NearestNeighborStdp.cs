namespace Homeostat;

/// <summary>
/// Pairwise spike-timing dependent plasticity in which a spike pairs only with the last one of the other side (Morrison,
/// Diesmann &amp; Gerstner 2008, Biol Cybern 98:459, section 4.1.2, the symmetric scheme): traces are set by a spike, not
/// added to. All else is as in <see cref="Stdp"/>.
/// </summary>
public static class NearestNeighborStdp
{
    /// <summary>The model of the catalog.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-nearest", "the same, for the nearest spikes only", "Morrison, Diesmann & Gerstner 2008, Biol Cybern 98", Create);

    /// <summary>The variables of a synapse.</summary>
    public static string Equations => Stdp.Equations;

    /// <summary>The parameters.</summary>
    public static string Defaults => Stdp.Defaults;

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
                Apre = Aplus
                w = clip(w - Apost, 0, wmax)
                """,
            OnPost = """
                Apost = Aminus
                w = clip(w + Apre, 0, wmax)
                """,
        }.Delivering(Defaults, parameters);
}
