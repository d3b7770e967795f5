using Homeostat.Chips;

namespace Homeostat;

/// <summary>The difference between a population in float64 and in the integers of a chip.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Spikes">The number of its spikes in float64.</param>
/// <param name="IntegerSpikes">The number of its spikes on the chip.</param>
/// <param name="Common">The share of spikes that both have: twice the number of pairs within the window, divided by the number of all spikes.</param>
/// <param name="Rate">The firing rate in float64, in hertz.</param>
/// <param name="IntegerRate">The firing rate on the chip, in hertz.</param>
/// <param name="Potential">The root mean square difference of the potentials, in distances from reset to threshold.</param>
public sealed record PopulationDrift(string Population, long Spikes, long IntegerSpikes, double Common, double Rate, double IntegerRate, double Potential);

/// <summary>The difference between the weights that a projection has learned in float64 and on the chip, in the unit of the original.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Mean">The mean of the weights in float64 at the end of the run.</param>
/// <param name="IntegerMean">The mean of the weights on the chip.</param>
/// <param name="Deviation">The standard deviation of the weights in float64.</param>
/// <param name="IntegerDeviation">The standard deviation of the weights on the chip.</param>
/// <param name="Apart">The root mean square difference of the weights of the same synapses.</param>
public sealed record WeightDrift(string Projection, double Mean, double IntegerMean, double Deviation, double IntegerDeviation, double Apart);

/// <summary>The difference between original and chip that remains when one rounding is undone.</summary>
/// <param name="Rounding">The rounding that was undone.</param>
/// <param name="Common">The share of spikes in common, over all populations.</param>
/// <param name="Potential">The root mean square difference of the potentials, in distances from reset to threshold.</param>
public sealed record DriftCause(string Rounding, double Common, double Potential);

/// <summary>The settings of a drift report.</summary>
public sealed record DriftOptions
{
    /// <summary>The biological time that is compared.</summary>
    public Quantity Time { get; init; } = 1 * Units.Second;

    /// <summary>The largest distance in time of two spikes that count as the same.</summary>
    public Quantity Window { get; init; } = 1 * Units.Millisecond;

    /// <summary>The number of units of each population whose potentials are compared.</summary>
    public int Potentials { get; init; } = 32;

    /// <summary>True to undo each rounding in turn, which finds the one that changes most; this takes a run for each.</summary>
    public bool FindsCause { get; init; } = true;
}

/// <summary>A circuit in float64 against the same circuit in the integers of a chip, driven by the same spikes.</summary>
/// <param name="Populations">The difference of each population.</param>
/// <param name="Causes">What remains of it when one rounding is undone, the one that restores most first.</param>
/// <param name="Single">The share of spikes in common that float32 has with float64: where activity is chaotic, no two arithmetics have more. It is NaN if the circuit has noise, which is drawn as other numbers in float32.</param>
public sealed record DriftReport(IReadOnlyList<PopulationDrift> Populations, IReadOnlyList<DriftCause> Causes, double Single)
{
    private const double Least = 5e-4;

    /// <summary>The share of spikes in common over all populations.</summary>
    public double Common { get; init; }

    /// <summary>The root mean square difference of the potentials over all populations, in distances from reset to threshold.</summary>
    public double Potential { get; init; }

    /// <summary>The difference between the weights of each projection that learns.</summary>
    public IReadOnlyList<WeightDrift> Weights { get; init; } = [];

    /// <summary>The rounding that restores most when it is undone; null where none restores as much as a two-thousandth of the spikes, or of a threshold.</summary>
    public DriftCause? LargestCause => Causes is [var first, ..] && (first.Common > Common + Least || (first.Common > Common - Least && first.Potential < Potential - Least)) ? first : null;

    /// <summary>Runs a circuit in float64 and on a chip, and compares the two.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="options">The settings of the translation; the default ones if null.</param>
    /// <param name="drift">The settings of the comparison; the default ones if null.</param>
    /// <param name="integer">The circuit on the chip.</param>
    /// <exception cref="HomeostatException">The circuit has no counterpart on the chip.</exception>
    public static DriftReport Of(Circuit circuit, Chip chip, TranslateOptions? options, DriftOptions? drift, out IntegerCircuit integer)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        options ??= new TranslateOptions();
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Seed = options.Seed, Type = ElementType.Float64 });
        return Of(simulation, chip, options, drift, out integer);
    }

    /// <summary>The same from the weights, parameters and states that a simulation has now. Spikes under way are left out.</summary>
    /// <param name="simulation">The simulation, of one sample; it is left as it is.</param>
    /// <param name="chip">The chip.</param>
    /// <param name="options">The settings of the translation; the default ones if null.</param>
    /// <param name="drift">The settings of the comparison; the default ones if null.</param>
    /// <param name="integer">The circuit on the chip.</param>
    /// <exception cref="HomeostatException">The circuit has no counterpart on the chip.</exception>
    public static DriftReport Of(Simulation simulation, Chip chip, TranslateOptions? options, DriftOptions? drift, out IntegerCircuit integer)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(chip);
        return new DriftComparison(simulation, chip, options ?? new TranslateOptions(), drift ?? new DriftOptions()).Report(out integer);
    }
}
