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
    /// <summary>Statements carried out when a <see cref="Sweep"/> visits the population, such as <c>z = prediction</c>.</summary>
    public string OnSweep { get; init; } = "";

    /// <summary>
    /// Statements by the name of the action that carries them out (<see cref="Act"/>, <see cref="Sweep"/>), such as
    /// <c>["remember"] = "free = rate"</c> or <c>["sample"] = "x = where(rand() &lt; p, 1, 0)"</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>();

    /// <summary>Statements carried out for all units in every time step, when synapses deliver: <c>v += J*poisson(rate*dt)</c>.</summary>
    public string OnStep { get; init; } = "";

    /// <summary>The condition under which a unit fires, such as <c>v > -50*mV</c>; looked at in every step, after the update.</summary>
    public string Threshold { get; init; } = "";

    /// <summary>Statements carried out for a unit that fired, after synapses delivered: <c>v = -60*mV</c>.</summary>
    public string Reset { get; init; } = "";

    /// <summary>
    /// For how long a unit that fired does not fire again, as a time (<c>5*ms</c>, or an expression of its variables), or as a
    /// condition that it stays so (<c>v > -40*mV</c>). Equations flagged <c>(unless refractory)</c> stand still meanwhile.
    /// </summary>
    public string Refractory { get; init; } = "";

    /// <summary>Further events by name; the threshold and reset are the event <c>spike</c>.</summary>
    public IReadOnlyDictionary<string, PopulationEvent> Events { get; init; } = new Dictionary<string, PopulationEvent>();

    /// <summary>Given spikes, in place of a threshold.</summary>
    public SpikeTimes? Spikes { get; init; }

    /// <summary>Values of names the equations use and do not define.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Inputs given in advance, called in equations as <c>stimulus(t)</c>, or as <c>stimulus(t, i)</c> if each unit has its own.</summary>
    public IReadOnlyDictionary<string, TimedArray> Signals { get; init; } = new Dictionary<string, TimedArray>();

    /// <summary>What variables flagged <c>(linked)</c> stand for: <c>other.v</c>, of a population of the same size.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Initial values as expressions of <c>i</c>, <c>N</c>, <c>rand()</c>, <c>randn()</c> and the variables set before; zero where
    /// not given. They are set in this order.
    /// </summary>
    public IReadOnlyDictionary<string, string> Initial { get; init; } = new Dictionary<string, string>();

    /// <summary>The integration method (<c>exact</c>, <c>exponential_euler</c>, <c>euler</c>, <c>heun</c>, <c>rk4</c>); null chooses.</summary>
    public string? Method { get; init; }
}

/// <summary>Something that happens to single units of a population, besides its spikes.</summary>
/// <param name="Condition">When, such as <c>v > 0*mV</c>; looked at in every step, after the update.</param>
/// <param name="Statements">What is done to the unit it happens to, after synapses delivered.</param>
public sealed record PopulationEvent(string Condition, string Statements = "");
