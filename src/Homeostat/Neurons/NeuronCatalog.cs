
namespace Homeostat;

/// <summary>Makes a population of a model.</summary>
/// <param name="name">Its name, unique within the circuit.</param>
/// <param name="size">Number of units.</param>
/// <param name="parameters">Parameters by name; the others keep their defaults.</param>
public delegate Population NeuronFactory(
    string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters);

/// <summary>A ready-made neuron, encoder or source.</summary>
/// <param name="Name">The name it is asked for by.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Source">The paper it follows.</param>
/// <param name="Create">Builds a population of it.</param>
public sealed record NeuronModel(string Name, string Description, string Source, NeuronFactory Create) : ICatalogEntry;

/// <summary>The neurons, encoders and sources that can be asked for by name.</summary>
public static class NeuronCatalog
{
    /// <summary>All models.</summary>
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

    /// <summary>The model of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static NeuronModel Find(string name) => All.Find(name);
}
