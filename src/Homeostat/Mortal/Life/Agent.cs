namespace Homeostat;

/// <summary>
/// The description of a circuit that can be put into a niche: its ports, and the schedules that it runs in a step of its life. An agent is
/// data; an individual is a <see cref="Living"/>.
/// </summary>
/// <param name="Name">The name of the kind.</param>
/// <param name="Circuit">The populations and projections.</param>
public sealed record Agent(string Name, Circuit Circuit)
{
    /// <summary>The ports that write the niche's sensors into variables of the circuit. These variables are held constant while the circuit runs.</summary>
    public required IReadOnlyList<Port> Senses { get; init; }

    /// <summary>The ports that read variables of the circuit to drive the niche's effectors.</summary>
    public required IReadOnlyList<Port> Acts { get; init; }

    /// <summary>The schedule that the circuit runs between sensing and acting.</summary>
    public required IReadOnlyList<Phase> Step { get; init; }

    /// <summary>The schedule that follows <see cref="Step"/> in the steps in which the circuit learns.</summary>
    public IReadOnlyList<Phase> Learn { get; init; } = [];

    /// <summary>The number of steps of life from one learning to the next.</summary>
    public int LearnEvery { get; init; } = 1;

    /// <summary>The values that are broadcast to all synapses of a projection before they learn, such as a reward prediction error.</summary>
    public IReadOnlyList<Broadcast> Broadcasts { get; init; } = [];

    /// <summary>Additional variables that are computed at each step so that they can be observed, as <c>population.variable</c>.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];
}

/// <summary>A value that all synapses of a projection receive, like the concentration of a neuromodulator such as dopamine.</summary>
/// <param name="From">The variable whose value is broadcast, as <c>population.variable</c>; the value is that of the first unit.</param>
/// <param name="To">The variable with the flag <c>(shared)</c> that receives the value, as <c>projection.variable</c>.</param>
public sealed record Broadcast(string From, string To);

/// <summary>The settings of a <see cref="Living"/> individual.</summary>
public sealed record LivingOptions
{
    /// <summary>The seed of all random numbers of the circuit and of the niche. The same seed gives the same life.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number type of all variables of the circuit.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>The threads that the circuit uses; one for each processor unless given. The number of threads does not change the life.</summary>
    public Workers? Workers { get; init; }
}
