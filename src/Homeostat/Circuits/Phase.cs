namespace Homeostat;

/// <summary>
/// A stretch of a schedule. A learner is a circuit and two lists of phases, one that trains and one that answers; every
/// algorithm is said this way.
/// </summary>
public abstract record Phase;

/// <summary>Holds a variable at given data from here to the end of the schedule: neither sweeps nor dynamics change it.</summary>
/// <param name="Variable">What is held, as <c>population.variable</c>.</param>
/// <param name="Stream">Which data: the name under which the run supplies them, such as <c>image</c> or <c>label</c>.</param>
public sealed record Clamp(string Variable, string Stream) : Phase;

/// <summary>Sets a variable of every unit and sample to a value, such as latent states to zero before they are inferred.</summary>
/// <param name="Variable">What is set, as <c>population.variable</c>.</param>
/// <param name="Value">The value, in SI units.</param>
public sealed record Reset(string Variable, double Value = 0) : Phase;

/// <summary>Visits the populations from the inputs on, in graph order, and carries out their <c>OnSweep</c> statements.</summary>
public sealed record Sweep : Phase;

/// <summary>The order in which populations are updated while settling.</summary>
public enum UpdateOrder
{
    /// <summary>All at once, each from the state before the step.</summary>
    Together,

    /// <summary>Populations at even depth, then those at odd depth, which see the first half's new values.</summary>
    EvenOdd,

    /// <summary>One population after the other, in an order drawn anew each step; each sees the ones before it.</summary>
    Random,
}

/// <summary>Lets the differential equations of all populations that are not clamped run.</summary>
/// <param name="Steps">Number of time steps.</param>
public sealed record Settle(int Steps) : Phase
{
    /// <summary>Who is updated when.</summary>
    public UpdateOrder Order { get; init; }

    /// <summary>
    /// A sample is settled, and dropped from the batch for the rest of the phase, once the root mean square change of its
    /// states in a step is below this; zero never drops one. Not together with <see cref="Plastic"/>.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// Names of the projections that learn during each step, from the values before it, at the same time as the states
    /// change (incremental predictive coding, Z-IL); null for none, empty for all.
    /// </summary>
    public IReadOnlyList<string>? Plastic { get; init; }
}

/// <summary>Carries out <c>OnLearn</c> of projections, from the state as it is.</summary>
public sealed record Learn : Phase
{
    /// <summary>Names of the projections that learn; empty for all that can.</summary>
    public IReadOnlyList<string> Projections { get; init; } = [];
}

/// <summary>Brings the free energy of every sample up to date, so that it can be read.</summary>
public sealed record Measure : Phase;

/// <summary>
/// Brings a value up to date, so that it can be read from the simulation after the run. What is stored always is; a
/// sub-expression or an input is otherwise computed only where the dynamics need it.
/// </summary>
/// <param name="Variable">What is read: anything a population's equations name, as <c>population.variable</c>.</param>
public sealed record Probe(string Variable) : Phase;
