
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
public sealed record SynapseModel(string Name, string Description, string Source, SynapseFactory Create)
{
    /// <summary>What a postsynaptic population must be given for it, such as a concentration of dopamine.</summary>
    public Func<Population, Population> Prepare { get; init; } = population => population;
}

/// <summary>The synapses that can be asked for by name.</summary>
public static class SynapseCatalog
{
    /// <summary>All models.</summary>
    public static IReadOnlyList<SynapseModel> Models { get; } =
    [
        new("static", "adds the same at every spike",
            "Vogels & Abbott 2005, J Neurosci 25", StaticSynapse.Create),
        new("short-term", "depression and facilitation from spike to spike",
            "Tsodyks, Pawelzik & Markram 1998, Neural Comput 10", ShortTermPlasticity.Create),
        new("stdp", "every pair of spikes adds to the weight or takes from it; hard bounds",
            "Song, Miller & Abbott 2000, Nat Neurosci 3", Stdp.Create),
        new("stdp-nearest", "the same, for the nearest spikes only",
            "Morrison, Diesmann & Gerstner 2008, Biol Cybern 98", NearestNeighborStdp.Create),
        new("stdp-soft", "changes that depend on the weight, from additive to multiplicative",
            "Gütig et al. 2003, J Neurosci 23", SoftBoundStdp.Create),
        new("stdp-van-rossum", "additive potentiation, multiplicative depression, noise; no upper bound",
            "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", VanRossumStdp.Create),
        new("stdp-triplet", "pairs and triplets of spikes, so that frequency counts",
            "Pfister & Gerstner 2006, J Neurosci 26", TripletStdp.Create),
        new("stdp-trace", "at postsynaptic spikes, the presynaptic trace against a target",
            "Diehl & Cook 2015, Front Comput Neurosci 9", TraceStdp.Create),
        new("stdp-event", "at postsynaptic spikes, whether a presynaptic one came shortly before",
            "Tavanaei, Masquelier & Maida 2018, Neural Networks 105", EventStdp.Create),
        new("stdp-inhibitory", "inhibition that brings the postsynaptic unit to a rate",
            "Vogels et al. 2011, Science 334", InhibitoryStdp.Create),
        new("stdp-voltage", "presynaptic spikes and the postsynaptic potential",
            "Clopath et al. 2010, Nat Neurosci 13", VoltageStdp.Create)
        {
            Prepare = population => VoltageStdp.Observed(population),
        },
        new("stdp-dopamine", "pairs of spikes leave an eligibility, which dopamine turns into weight",
            "Izhikevich 2007, Cereb Cortex 17", DopamineStdp.Create)
        {
            Prepare = population => DopamineStdp.Modulated(population),
        },
        new("stdp-reward", "reward times eligibility (MSTDPET)",
            "Florian 2007, Neural Comput 19", RewardModulatedStdp.Create)
        {
            Prepare = RewardModulatedStdp.Modulated,
        },
        new("scaling", "all weights of a unit scaled until it fires at a rate",
            "van Rossum, Bi & Turrigiano 2000, J Neurosci 20", SynapticScaling.Create),
    ];

    /// <summary>The model of that name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static SynapseModel Find(string name) => Spelling.Find(Models, m => m.Name, name, "synapse");
}
