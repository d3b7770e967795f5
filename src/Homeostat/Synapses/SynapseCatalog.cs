
namespace Homeostat;

/// <summary>Makes a projection of a model.</summary>
/// <param name="pre">The presynaptic population.</param>
/// <param name="post">The postsynaptic population and what spikes add to, such as <c>cells.ge</c>.</param>
/// <param name="parameters">Parameters by name; the others keep their defaults.</param>
public delegate Projection SynapseFactory(
    string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters);

/// <summary>A ready-made synapse.</summary>
/// <param name="Name">The name it is asked for by.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Source">The paper it follows.</param>
/// <param name="Create">Builds a projection of it.</param>
public sealed record SynapseModel(string Name, string Description, string Source, SynapseFactory Create) : ICatalogEntry
{
    /// <summary>What a postsynaptic population must be given for it, such as a concentration of dopamine.</summary>
    public Func<Population, Population> Prepare { get; init; } = population => population;
}

/// <summary>The synapses that can be asked for by name.</summary>
public static class SynapseCatalog
{
    /// <summary>All models.</summary>
    public static Catalog<SynapseModel> All { get; } = new("synapse",
    [
        StaticSynapse.Model,
        ShortTermPlasticity.Model,
        Stdp.Model,
        NearestNeighborStdp.Model,
        SoftBoundStdp.Model,
        VanRossumStdp.Model,
        TripletStdp.Model,
        TraceStdp.Model,
        EventStdp.Model,
        InhibitoryStdp.Model,
        VoltageStdp.Model,
        DopamineStdp.Model,
        RewardModulatedStdp.Model,
        SynapticScaling.Model,
    ]);

    /// <summary>The model of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static SynapseModel Find(string name) => All.Find(name);
}
