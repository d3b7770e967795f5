
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
public sealed record NeuronModel(string Name, string Description, string Source, NeuronFactory Create);

/// <summary>The neurons, encoders and sources that can be asked for by name.</summary>
public static class NeuronCatalog
{
    /// <summary>All models.</summary>
    public static IReadOnlyList<NeuronModel> Models { get; } =
    [
        new("lif", "leaky integrate-and-fire, exponential synaptic currents",
            "Brette et al. 2007, J Comput Neurosci 23", LeakyIntegrateAndFire.Create),
        new("lif-conductance", "leaky integrate-and-fire, exponential synaptic conductances",
            "Brette et al. 2007, J Comput Neurosci 23", ConductanceIntegrateAndFire.Create),
        new("lif-alpha", "leaky integrate-and-fire, synaptic currents that follow an alpha function",
            "Rall 1967, J Neurophysiol 30", AlphaIntegrateAndFire.Create),
        new("lif-double-exponential", "leaky integrate-and-fire, synaptic currents that rise and decay exponentially",
            "Brunel & Wang 2003, J Neurophysiol 90", DoubleExponentialIntegrateAndFire.Create),
        new("adaptive-threshold", "leaky integrate-and-fire, with a threshold that jumps at each spike",
            "Geisler & Goldberg 1966, Biophys J 6", AdaptiveThreshold.Create),
        new("homeostatic-threshold", "leaky integrate-and-fire, with a threshold that keeps it at a rate",
            "Lazar, Pipa & Triesch 2009, Front Comput Neurosci 3", HomeostaticThreshold.Create),
        new("quadratic", "quadratic integrate-and-fire",
            "Latham et al. 2000, J Neurophysiol 83", QuadraticIntegrateAndFire.Create),
        new("adaptive-exponential", "adaptive exponential integrate-and-fire",
            "Brette & Gerstner 2005, J Neurophysiol 94", AdaptiveExponential.Create),
        new("izhikevich", "Izhikevich's simple model; RS, IB, CH, FS, LTS, TC and RZ",
            "Izhikevich 2003, IEEE Trans Neural Networks 14", Izhikevich.Create),
        new("resonate-and-fire", "a damped oscillator that answers to input at its own frequency",
            "Izhikevich 2001, Neural Networks 14", ResonateAndFire.Create),
        new("fitzhugh-nagumo", "an excitable limit cycle in two variables",
            "FitzHugh 1961, Biophys J 1", FitzHughNagumo.Create),
        new("hodgkin-huxley", "the squid giant axon, per area of membrane",
            "Hodgkin & Huxley 1952, J Physiol 117", HodgkinHuxley.Create),
        new("traub-miles", "Hodgkin and Huxley's equations with pyramidal kinetics and synaptic conductances",
            "Brette et al. 2007, J Comput Neurosci 23", TraubMiles.Create),
        new("spike-response", "spike response model with escape noise (SRM0)",
            "Gerstner & Kistler 2002, Spiking Neuron Models", SpikeResponse.Create),
        new("lateral-inhibition", "units with rising thresholds of which each inhibits all others",
            "Diehl & Cook 2015, Front Comput Neurosci 9", LateralInhibition.Create),
        new("winner-take-all", "the first unit to fire sets all others back",
            "Oster, Douglas & Liu 2009, Neural Comput 21", WinnerTakeAll.Create),
        new("stochastic-winner-take-all", "units that share out a rate of firing by softmax",
            "Nessler et al. 2013, PLoS Comput Biol 9", StochasticWinnerTakeAll.Create),
        new("poisson", "encodes an intensity as the rate of a Poisson process",
            "Dayan & Abbott 2001, Theoretical Neuroscience", PoissonEncoder.Create),
        new("bernoulli", "encodes an intensity as the probability of a spike in a step",
            "Eshraghian et al. 2023, Proc IEEE 111", BernoulliEncoder.Create),
        new("regular", "encodes an intensity as the rate of regular spikes",
            "Lapicque 1907, J Physiol Pathol Gen 9", RegularEncoder.Create),
        new("latency", "encodes an intensity as the time to the first spike",
            "Thorpe, Delorme & Van Rullen 2001, Neural Networks 14", LatencyEncoder.Create),
        new("phase", "encodes an intensity as the phase of a spike in a cycle",
            "Hopfield 1995, Nature 376", PhaseEncoder.Create),
        new("weighted-phase", "encodes an intensity as a binary fraction, a bit a step",
            "Kim et al. 2018, Neurocomputing 311", WeightedPhaseEncoder.Create),
    ];

    /// <summary>The model of that name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static NeuronModel Find(string name) => Spelling.Find(Models, m => m.Name, name, "neuron");
}
