namespace Homeostat;

/// <summary>
/// A number of units that share one block of equations. Each variable has a value for every sample of the batch and every
/// unit, unless flagged <c>(shared)</c> (one for all) or <c>(constant over batch)</c> (one a unit).
/// </summary>
/// <param name="Name">Its name, unique within the circuit.</param>
/// <param name="Size">Number of units.</param>
/// <param name="Equations">
/// The model in the equation language: <c>dz/dt = ... : unit</c>, sub-expressions, parameters, and <c>(input)</c> for what
/// projections add up; <c>(energy)</c> marks a term of the free energy, summed over the units.
/// </param>
public sealed record Population(string Name, int Size, string Equations)
{
    /// <summary>Statements carried out when a sweep visits the population, such as <c>z = prediction</c>.</summary>
    public string OnSweep { get; init; } = "";

    /// <summary>The condition under which a unit fires: the event <c>spike</c>; empty for none.</summary>
    public string Threshold { get; init; } = "";

    /// <summary>Statements carried out for a unit that fires.</summary>
    public string Reset { get; init; } = "";

    /// <summary>How long after a spike a unit is refractory, as a time such as <c>5*ms</c>, or the condition under which it is.</summary>
    public string Refractory { get; init; } = "";

    /// <summary>Further events by name, each with its condition and statements.</summary>
    public IReadOnlyDictionary<string, PopulationEvent> Events { get; init; } = new Dictionary<string, PopulationEvent>();

    /// <summary>Statements carried out for every unit in every step, when synapses deliver.</summary>
    public string OnStep { get; init; } = "";

    /// <summary>Given spikes, which the population emits; null for none.</summary>
    public SpikeTimes? Spikes { get; init; }

    /// <summary>Functions of time by name, called as <c>stimulus(t)</c> or <c>stimulus(t, i)</c>.</summary>
    public IReadOnlyDictionary<string, TimedArray> Signals { get; init; } = new Dictionary<string, TimedArray>();

    /// <summary>Where each <c>(linked)</c> variable is read, as <c>population.variable</c> of a population of the same size.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of names the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Initial values as expressions of <c>i</c>, <c>N</c>, <c>rand()</c>, <c>randn()</c>; zero where not given.</summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();

    /// <summary>The integration method (<c>exact</c>, <c>exponential_euler</c>, <c>euler</c>, <c>heun</c>, <c>rk4</c>); null chooses.</summary>
    public string? Method { get; init; }
}

/// <summary>What happens to a unit when a condition holds.</summary>
/// <param name="Condition">When it happens.</param>
/// <param name="Statements">What is done.</param>
public sealed record PopulationEvent(string Condition, string Statements = "");
