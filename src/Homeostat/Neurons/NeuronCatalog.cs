
namespace Homeostat;

/// <summary>A function that creates a population of a model.</summary>
/// <param name="name">The name of the population, unique within the circuit.</param>
/// <param name="size">The number of units.</param>
/// <param name="parameters">The values of parameters by name; the others have their default values.</param>
public delegate Population NeuronFactory(
    string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters);

/// <summary>A ready-made neuron, encoder or source.</summary>
/// <param name="Name">The name of the model in the catalog.</param>
/// <param name="Description">A description of the model in one line.</param>
/// <param name="Source">The reference of the paper that the model follows.</param>
/// <param name="Create">The function that creates a population of the model.</param>
public sealed record NeuronModel(string Name, string Description, string Source, NeuronFactory Create) : ICatalogEntry;

/// <summary>The catalog of the neurons, encoders and sources, each found by its name.</summary>
public static class NeuronCatalog
{
    /// <summary>All models of the catalog.</summary>
    public static Catalog<NeuronModel> All { get; } = new("neuron",
    [
        LeakyIntegrateAndFire.Model,
        ConductanceIntegrateAndFire.Model,
        AlphaIntegrateAndFire.Model,
        DoubleExponentialIntegrateAndFire.Model,
        AdaptiveThreshold.Model,
        HomeostaticThreshold.Model,
        QuadraticIntegrateAndFire.Model,
        AdaptiveExponential.Model,
        Izhikevich.Model,
        ResonateAndFire.Model,
        FitzHughNagumo.Model,
        HodgkinHuxley.Model,
        TraubMiles.Model,
        SpikeResponse.Model,
        LateralInhibition.Model,
        WinnerTakeAll.Model,
        StochasticWinnerTakeAll.Model,
        PoissonEncoder.Model,
        BernoulliEncoder.Model,
        RegularEncoder.Model,
        LatencyEncoder.Model,
        PhaseEncoder.Model,
        WeightedPhaseEncoder.Model,
    ]);

    /// <summary>Finds the model with a name.</summary>
    /// <exception cref="HomeostatException">The catalog has no model of that name; the message lists all names.</exception>
    public static NeuronModel Find(string name) => All.Find(name);
}
