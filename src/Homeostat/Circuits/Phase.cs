using System.Globalization;

namespace Homeostat;

/// <summary>
/// One step of a schedule. A learner is a circuit with two schedules of phases, one that trains and one that answers; every
/// credit-assignment algorithm is written this way.
/// </summary>
[NamedKinds]
public abstract record Phase;

/// <summary>
/// Holds a variable at given data until the schedule ends or releases it: neither actions nor dynamics change it meanwhile.
/// </summary>
/// <param name="Variable">The variable that is held, written as <c>population.variable</c>; it has a value for each sample and unit.</param>
/// <param name="Stream">The name under which the run supplies the data, such as <c>image</c> or <c>label</c>.</param>
public sealed record Clamp(string Variable, string Stream) : Phase;

/// <summary>Ends a clamp: from here on actions and dynamics change the variable again.</summary>
/// <param name="Variable">The variable that a <see cref="Clamp"/> before it holds, written as <c>population.variable</c>.</param>
public sealed record Release(string Variable) : Phase;

/// <summary>
/// Sets a variable of a population or projection for all samples, units and synapses: latent states to zero before they are
/// inferred, or a modulator that all synapses share to the reward.
/// </summary>
/// <param name="Variable">The variable that is set, written as <c>part.variable</c>.</param>
/// <param name="Value">The value, in SI units.</param>
public sealed record Set(string Variable, double Value = 0) : Phase;

/// <summary>
/// Carries out a named action of populations, all of them at once from the values before it. An action is a block of statements of
/// <see cref="Population.Actions"/>; sampling (<c>x = where(rand() &lt; p, 1, 0)</c>) and remembering (<c>free = rate</c>) are actions.
/// </summary>
/// <param name="Action">The name of the action.</param>
/// <param name="Populations">The populations that act; every population that has the action unless given.</param>
public sealed record Act(string Action, params IReadOnlyList<string> Populations) : Phase
{
    /// <inheritdoc/>
    public override string ToString() => $"Act {{ Action = {Action}{(Populations.Count > 0 ? $", Populations = {string.Join(", ", Populations)}" : "")} }}";
}

/// <summary>
/// Visits the populations in graph order, from the inputs on, and carries out an action of each: a population sees what the ones
/// before it have just computed.
/// </summary>
/// <param name="Action">The name of the action; <see cref="Population.OnSweep"/> unless given.</param>
public sealed record Sweep(string Action = Sweep.Unnamed) : Phase
{
    internal const string Unnamed = "sweep";
}

/// <summary>The order in which populations are updated while settling.</summary>
public enum UpdateOrder
{
    /// <summary>All populations at once, each from the state before the step.</summary>
    Together,

    /// <summary>Populations at even depth, then those at odd depth, which see the new values of the first half.</summary>
    EvenOdd,

    /// <summary>One population after the other, in an order drawn anew each step; each sees the new values of the ones before it.</summary>
    Random,
}

/// <summary>Lets the differential equations and events of populations run for a number of time steps.</summary>
/// <param name="Steps">The number of time steps.</param>
public sealed record Settle(int Steps) : Phase
{
    /// <summary>The order in which populations are updated in a step.</summary>
    public UpdateOrder Order { get; init; }

    /// <summary>The names of the populations that settle; all others keep their states. Every population settles unless given.</summary>
    public IReadOnlyList<string> Populations { get; init; } = [];

    /// <summary>
    /// A sample is settled, and dropped from the batch for the rest of the phase, once the root mean square change of its
    /// states in a step is below this; zero never drops one. It cannot be combined with <see cref="Plastic"/>.
    /// </summary>
    public double Tolerance
    {
        get;
        init => field = value >= 0 ? value : throw new HomeostatException(string.Create(
            CultureInfo.InvariantCulture, $"A tolerance of {value} cannot tell when a sample has settled; give 0 (never) or more."));
    }

    /// <summary>
    /// The names of the projections that learn during each step, from the values before it, at the same time as the states
    /// change (incremental predictive coding, Z-IL); null for none, empty for all.
    /// </summary>
    public IReadOnlyList<string>? Plastic { get; init; }
}

/// <summary>Carries out <see cref="Projection.OnLearn"/> of projections, and then <see cref="Projection.OnUpdate"/>.</summary>
public sealed record Learn : Phase
{
    /// <summary>The names of the projections that learn; every projection that can learn unless given.</summary>
    public IReadOnlyList<string> Projections { get; init; } = [];

    /// <summary>
    /// Whether the gradient is computed. Where it is not, the optimizer takes its step alone, with the gradient that learning phases before it have kept, as after the time
    /// points of a sequence.
    /// </summary>
    public bool Gradient { get; init; } = true;

    /// <summary>
    /// Whether the optimizer takes its step. Where it does not, the gradient is kept, and the next learning phase of the projection
    /// in the schedule adds its own to it.
    /// </summary>
    public bool Update { get; init; } = true;
}

/// <summary>Computes the free energy of every sample, so that it can be read.</summary>
public sealed record Measure : Phase;

/// <summary>
/// Computes a value, so that it can be read from the simulation after the run. Stored variables can always be read; a
/// sub-expression or an input is otherwise computed only where the dynamics need it.
/// </summary>
/// <param name="Variable">The value that is read: any name of a population's equations, written as <c>population.variable</c>.</param>
public sealed record Probe(string Variable) : Phase;

/// <summary>Carries out phases several times.</summary>
/// <param name="Count">How often the phases are carried out.</param>
/// <param name="Phases">The phases.</param>
public sealed record Repeat(int Count, params IReadOnlyList<Phase> Phases) : Phase
{
    /// <inheritdoc/>
    public override string ToString() => $"Repeat {{ {Count} times: {string.Join("; ", Phases)} }}";
}

/// <summary>
/// Steps through the time axis of the streams that the phases clamp: the phases are carried out once for each time point, and a
/// <see cref="Clamp"/> within them holds the values of that time point. Such a stream has times × units values for each sample.
/// </summary>
/// <param name="Times">The number of time points.</param>
/// <param name="Phases">The phases carried out at each time point.</param>
public sealed record Over(int Times, params IReadOnlyList<Phase> Phases) : Phase
{
    /// <inheritdoc/>
    public override string ToString() => $"Over {{ {Times} time points: {string.Join("; ", Phases)} }}";
}

/// <summary>
/// Keeps, within <see cref="Over"/>, the values that a variable has at each time point: the opposite of a <see cref="Clamp"/> there. A second variable, whose population has
/// times × units units, gets those of one time point after the other.
/// </summary>
/// <param name="Variable">The value that is kept: any name of a population's equations, written as <c>population.variable</c>.</param>
/// <param name="Sequence">The variable that gets the values, written as <c>population.variable</c>.</param>
public sealed record Keep(string Variable, string Sequence) : Phase;

/// <summary>
/// Answers by trying every candidate. For each unit of a population in turn, it holds that unit at 1 and all others at 0, carries out the
/// phases, and stores how well this candidate does in the unit with the same index of a second population.
/// </summary>
/// <param name="Candidate">The variable that is held, written as <c>population.variable</c>; each unit stands for one candidate.</param>
/// <param name="Score">The variable that gets the scores, written as <c>population.variable</c>; its population has as many units.</param>
/// <param name="Phases">The phases carried out for each candidate.</param>
public sealed record Try(string Candidate, string Score, params IReadOnlyList<Phase> Phases) : Phase
{
    /// <summary>
    /// The value used as the score, one for each sample, written as <c>population.name</c>; minus the free energy unless given.
    /// </summary>
    public string? Of { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Try {{ {Candidate}, score in {Score}: {string.Join("; ", Phases)} }}";
}
