namespace Homeostat;

/// <summary>
/// A number of units that share one block of equations. A variable has one value for every sample of the batch and every
/// unit, unless it is flagged <c>(shared)</c> (one value for all) or <c>(constant over batch)</c> (one value for each unit).
/// </summary>
/// <param name="Name">The name of the population, unique within the circuit.</param>
/// <param name="Size">The number of units.</param>
/// <param name="Equations">
/// The model in the equation language: <c>dz/dt = ... : unit</c>, sub-expressions, parameters, and <c>(input)</c> for a variable to
/// which projections add; <c>(energy)</c> marks a term of the free energy, which is summed over the units.
/// </param>
public sealed record Population(string Name, int Size, string Equations)
{
    /// <summary>Statements carried out when a <see cref="Sweep"/> visits the population, such as <c>z = prediction</c>.</summary>
    public string OnSweep { get; init; } = "";

    /// <summary>
    /// Statements by the name of the action that carries them out (<see cref="Act"/>, <see cref="Sweep"/>), such as
    /// <c>["remember"] = "free = rate"</c> or <c>["sample"] = "x = where(rand() &lt; p, 1, 0)"</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>();

    /// <summary>Statements carried out for all units when synapses deliver, in every time step: <c>v += J*poisson(rate*dt)</c>.</summary>
    public string OnStep { get; init; } = "";

    /// <summary>The condition under which a unit fires, such as <c>v > -50*mV</c>; it is evaluated in every step, after the update.</summary>
    public string Threshold { get; init; } = "";

    /// <summary>Statements carried out for a unit that fired, after synapses have delivered, such as <c>v = -60*mV</c>.</summary>
    public string Reset { get; init; } = "";

    /// <summary>
    /// The refractory period of a unit that fired: a time (<c>5*ms</c>, or an expression of its variables), or a condition that is
    /// true while the unit is refractory (<c>v > -40*mV</c>). Variables flagged <c>(unless refractory)</c> do not change meanwhile.
    /// </summary>
    public string Refractory { get; init; } = "";

    /// <summary>Further events by name; the threshold and the reset form the event <c>spike</c>.</summary>
    public IReadOnlyDictionary<string, PopulationEvent> Events { get; init; } = new Dictionary<string, PopulationEvent>();

    /// <summary>Spikes given in advance, used in place of a threshold.</summary>
    public SpikeTimes? Spikes { get; init; }

    /// <summary>The values of names that the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Inputs given in advance, called in equations as <c>stimulus(t)</c>, or as <c>stimulus(t, i)</c> if each unit has its own.</summary>
    public IReadOnlyDictionary<string, TimedArray> Signals { get; init; } = new Dictionary<string, TimedArray>();

    /// <summary>The source of each variable flagged <c>(linked)</c>: <c>other.v</c>, a variable of a population of the same size.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Initial values, as expressions of <c>i</c>, <c>N</c>, <c>rand()</c>, <c>randn()</c> and variables that are set earlier in the list.
    /// They are set in the order of the list; a variable that is not listed starts at zero.
    /// </summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();

    /// <summary>The integration method: <c>exact</c>, <c>exponential_euler</c>, <c>euler</c>, <c>heun</c>, <c>rk4</c>, or null to choose one.</summary>
    public string? Method { get; init; }
}

/// <summary>An event of single units of a population, besides their spikes.</summary>
/// <param name="Condition">The condition under which it happens, such as <c>v > 0*mV</c>; evaluated in every step, after the update.</param>
/// <param name="Statements">Statements carried out for a unit to which it happened, after synapses have delivered.</param>
public sealed record PopulationEvent(string Condition, string Statements = "");
