namespace Homeostat;

/// <summary>
/// Pairwise spike-timing dependent plasticity in which a spike pairs only with the last one of the other side (Morrison,
/// Diesmann &amp; Gerstner 2008, Biol Cybern 98:459, section 4.1.2, the symmetric scheme): traces are set by a spike, not
/// added to. Everything else is as in <see cref="Stdp"/>.
/// </summary>
public static class NearestNeighborStdp
{
    /// <summary>The entry of this model in <see cref="SynapseCatalog"/>.</summary>
    public static SynapseModel Model { get; } = new(
        "stdp-nearest", "the same, for the nearest spikes only", "Morrison, Diesmann & Gerstner 2008, Biol Cybern 98", Create);

    /// <summary>The equations of the variables of a synapse.</summary>
    public static string Equations => Stdp.Equations;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => Stdp.Defaults;

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
                Apre = Aplus
                w = clip(w - Apost, 0, wmax)
                """,
            OnPost = """
                Apost = Aminus
                w = clip(w + Apre, 0, wmax)
                """,
        }.Delivering(Defaults, parameters);
}
