namespace Homeostat;

/// <summary>
/// A circuit that can be put into a niche: where it touches the niche, and what it does in a step of its life. Data; an individual
/// is a <see cref="Living"/>.
/// </summary>
/// <param name="Name">The name of the kind.</param>
/// <param name="Circuit">The populations and projections.</param>
public sealed record Agent(string Name, Circuit Circuit)
{
    /// <summary>The variables that sensors of the niche are written to, which are held while the circuit runs.</summary>
    public required IReadOnlyList<Port> Senses { get; init; }

    /// <summary>The variables that are read as what is done.</summary>
    public required IReadOnlyList<Port> Acts { get; init; }

    /// <summary>What the circuit does between sensing and acting.</summary>
    public required IReadOnlyList<Phase> Step { get; init; }

    /// <summary>What follows in steps in which the circuit learns.</summary>
    public IReadOnlyList<Phase> Learn { get; init; } = [];

    /// <summary>The number of steps of life from one learning to the next.</summary>
    public int LearnEvery { get; init; } = 1;

    /// <summary>Values of the circuit that are broadcast to all synapses of a projection before they learn, such as a reward beyond expectation.</summary>
    public IReadOnlyList<Broadcast> Broadcasts { get; init; } = [];

    /// <summary>More variables that are kept up to date, to be watched, as <c>population.variable</c>.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];
}

/// <summary>A value that synapses share: a modulator such as dopamine.</summary>
/// <param name="From">The variable whose value is broadcast, that of the first unit, as <c>population.variable</c>.</param>
/// <param name="To">The (shared) variable of a projection that takes it, as <c>projection.variable</c>.</param>
public sealed record Broadcast(string From, string To);

/// <summary>Settings of an individual that lives.</summary>
public sealed record LivingOptions
{
    /// <summary>Seed of all that is drawn in the circuit and in the niche; the same seed gives the same life.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number type of all memory of the circuit.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>The threads to use; all processors unless given. The life does not depend on it.</summary>
    public Workers? Workers { get; init; }
}
