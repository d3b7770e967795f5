using Homeostat.Chips;

namespace Homeostat;

/// <summary>
/// A circuit of spiking neurons in the integer arithmetic of a neuromorphic chip. It is a circuit like any other, so it is run, recorded, inspected and
/// saved as such; its populations and projections have the names of those that it was made of.
/// </summary>
public sealed class IntegerCircuit
{
    internal IntegerCircuit(Circuit circuit, IReadOnlyDictionary<string, double[]> values, Chip chip) => (Circuit, Values, Chip) = (circuit, values, chip);

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The weights, parameters and initial states that differ between units, by name, such as <c>excitatory.w</c>.</summary>
    public IReadOnlyDictionary<string, double[]> Values { get; }

    /// <summary>The chip.</summary>
    public Chip Chip { get; }

    /// <summary>The smallest number type that holds all whole numbers of the circuit exactly: float32 where sums are small enough, otherwise float64.</summary>
    public ElementType Type { get; internal init; } = ElementType.Float64;

    /// <summary>What was rounded, and by how much.</summary>
    public IReadOnlyList<ChipRounding> Roundings { get; internal init; } = [];

    /// <summary>The cores that the populations take, and what does not fit.</summary>
    public required Placement Placement { get; init; }

    /// <summary>The units of the register for one unit of the potential of the original circuit, by population.</summary>
    public IReadOnlyDictionary<string, double> Scales { get; internal init; } = new Dictionary<string, double>();

    /// <summary>The units of the chip's weight for a weight of 1 of the original circuit, for each projection that learns.</summary>
    public IReadOnlyDictionary<string, double> WeightUnits { get; internal init; } = new Dictionary<string, double>();

    /// <summary>The rules of the projections that learn, by name; empty for a circuit that was read from a file, which has their equations.</summary>
    public IReadOnlyDictionary<string, LoihiLearning> Learning { get; internal init; } = new Dictionary<string, LoihiLearning>();

    private bool HasGivenSpikes { get; init; }

    /// <summary>The populations that fire by themselves and are taken as they are.</summary>
    public IReadOnlyList<string> Sources { get; internal init; } = [];

    /// <summary>
    /// The populations whose neurons are programs in fixed point, since they are no integrate-and-fire neurons with currents, each with the method by which their
    /// equations are solved. It is Euler's for states whose own method needs functions that a program has not.
    /// </summary>
    public IReadOnlyDictionary<string, string> Programs { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The number of random numbers that a unit of each source draws in a step, where neurons are programs, which may draw after it.</summary>
    internal IReadOnlyDictionary<string, int> Draws { get; init; } = new Dictionary<string, int>();

    /// <summary>The state of each population that fires.</summary>
    internal IReadOnlyDictionary<string, ChipPotential> Potentials { get; init; } = new Dictionary<string, ChipPotential>();

    /// <summary>Translates a circuit, with connections, weights and initial values drawn by the seed.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">A population or projection has no counterpart on the chip; the message says why, and what to do.</exception>
    public static IntegerCircuit Of(Circuit circuit, Chip chip, TranslateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        options ??= new TranslateOptions();
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Seed = options.Seed, Type = ElementType.Float64 });
        return Of(simulation, chip, options);
    }

    /// <summary>Translates a circuit as it is now: with the weights, parameters and states that the simulation has. Spikes under way are left out.</summary>
    /// <param name="simulation">The simulation, of one sample.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">A population or projection has no counterpart on the chip; the message says why, and what to do.</exception>
    public static IntegerCircuit Of(Simulation simulation, Chip chip, TranslateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(chip);
        return new CoreBuilder(simulation, chip, options ?? new TranslateOptions()).Build();
    }

    /// <summary>Creates a simulation with the weights and parameters.</summary>
    /// <param name="options">The settings of the simulation; its number type is float64 if they say so, and otherwise <see cref="Type"/>.</param>
    public Simulation Simulate(SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();

        // Spikes from elsewhere may have been drawn with the same seed. Roundings would be drawn as the same numbers: at a spike, always small ones.
        options = HasGivenSpikes && Learning.Count > 0 ? options with { Seed = ~options.Seed } : options;
        var simulation = new Simulation(Circuit, 1, options.Type == ElementType.Float64 ? options : options with { Type = Type });
        GivenValues.Set(simulation, Values);
        return simulation;
    }

    // Statements of each step bring up to date the traces that synapses learn from. Otherwise the draws of the source are kept, though nothing needs them, so that
    // those of programs after it are the same numbers as in the original circuit.
    private Population Firing(Population population, SpikeTimes spikes) => population.OnStep.Length == 0
        ? new Population(population.Name, population.Size, string.Concat(Enumerable.Range(0, Draws.GetValueOrDefault(population.Name)).Select(k => FormattableString.Invariant($"draw{k} = rand() : 1\n")))) { Spikes = spikes }
        : population with { Threshold = "", Reset = "", Refractory = "", Events = new Dictionary<string, PopulationEvent>(), Spikes = spikes };

    /// <summary>The times of the spikes of each unit as those of a population.</summary>
    internal static SpikeTimes Times(double[][] ofUnits) => new([.. ofUnits.SelectMany((t, unit) => t.Select(_ => unit))], [.. ofUnits.SelectMany(t => t)]);

    /// <summary>The same circuit, in which some sources are replaced by given spikes.</summary>
    /// <param name="spikes">The times of each unit's spikes in seconds, by population.</param>
    internal IntegerCircuit WithSpikes(IReadOnlyDictionary<string, double[][]> spikes)
    {
        var circuit = Circuit.With(p => spikes.TryGetValue(p.Name, out var times) ? Firing(p, Times(times)) : p);
        return new IntegerCircuit(circuit, Values, Chip)
        {
            Type = Type, Roundings = Roundings, Placement = Placement, Scales = Scales, Sources = Sources, Potentials = Potentials, Programs = Programs, Draws = Draws, WeightUnits = WeightUnits, Learning = Learning,
            HasGivenSpikes = true,
        };
    }
}
