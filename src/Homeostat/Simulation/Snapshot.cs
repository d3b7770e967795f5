namespace Homeostat;

/// <summary>
/// The state of a simulation at one moment. A simulation of the same circuit, time step, seed and number type that restores it gives the
/// same bits as the original. Every file that holds a state holds a snapshot.
/// </summary>
public sealed record Snapshot
{
    /// <summary>The name of the circuit.</summary>
    public required string Circuit { get; init; }

    /// <summary>The time step of the circuit, in seconds.</summary>
    public required double TimeStep { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The number type of all variables.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The number of time steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>The number of plans run, <see cref="Simulation.Runs"/>.</summary>
    public long Runs { get; init; }

    /// <summary>The time asked of runs beyond the steps taken, in time steps, above −½ and at most ½: the next run begins with it.</summary>
    public double Remainder { get; init; }

    /// <summary>The individual device on which the circuit ran, such as <c>pcm 1</c>; null for a substrate that all circuits can share.</summary>
    public string? Device { get; init; }

    /// <summary>All stored variables by name, such as <c>cells.v</c>, each [rows × columns].</summary>
    public required IReadOnlyDictionary<string, NpyArray> Variables { get; init; }

    /// <summary>
    /// The spikes that have not yet reached all their synapses. For each event of a population there is an array of double precision,
    /// [spikes × 2], with the time step and the unit of each spike, under the name <c>population.event/sample</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, NpyArray> Spikes { get; init; }
}
