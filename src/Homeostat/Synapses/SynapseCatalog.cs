
namespace Homeostat;

/// <summary>A function that creates a projection of a model.</summary>
/// <param name="pre">The name of the presynaptic population.</param>
/// <param name="post">The name of the postsynaptic population and the variable to which spikes add, such as <c>cells.ge</c>.</param>
/// <param name="parameters">The values of parameters by name; the others have their default values.</param>
public delegate Projection SynapseFactory(
    string pre, string post, params ReadOnlySpan<(string Name, Quantity Value)> parameters);

/// <summary>A ready-made synapse.</summary>
/// <param name="Name">The name of the model in the catalog.</param>
/// <param name="Description">A description of the model in one line.</param>
/// <param name="Source">The reference of the paper that the model follows.</param>
/// <param name="Create">The function that creates a projection of the model.</param>
public sealed record SynapseModel(string Name, string Description, string Source, SynapseFactory Create) : ICatalogEntry
{
    /// <summary>The function that adds to a postsynaptic population the variables that the synapse needs, such as a concentration of dopamine.</summary>
    public Func<Population, Population> Prepare { get; init; } = population => population;
}

/// <summary>The catalog of the synapses, each found by its name.</summary>
public static class SynapseCatalog
{
    /// <summary>All models of the catalog.</summary>
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

    /// <summary>Finds the model with a name.</summary>
    /// <exception cref="HomeostatException">The catalog has no model of that name; the message lists all names.</exception>
    public static SynapseModel Find(string name) => All.Find(name);
}
