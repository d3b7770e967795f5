namespace Homeostat;

/// <summary>
/// The state of a simulation at a moment: all that a simulation of the same circuit, time step, seed and number type needs to go on to the
/// same bits. Every file that holds a state holds a snapshot.
/// </summary>
public sealed record Snapshot
{
    /// <summary>The name of the circuit.</summary>
    public required string Circuit { get; init; }

    /// <summary>The time step of the circuit, in seconds.</summary>
    public required double TimeStep { get; init; }

    /// <summary>The seed of all that is drawn.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The number type of all variables.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The number of time steps taken.</summary>
    public required long Step { get; init; }

    /// <summary>The number of plans run, <see cref="Simulation.Runs"/>.</summary>
    public long Runs { get; init; }

    /// <summary>Every stored variable by its name, such as <c>cells.v</c>, [rows × columns].</summary>
    public required IReadOnlyDictionary<string, NpyArray> Variables { get; init; }

    /// <summary>
    /// For each event of a population, under <c>population.event/sample</c>, the spikes that are still under way: an array [spike × 2] of
    /// double precision, with the time step and the unit of each.
    /// </summary>
    public required IReadOnlyDictionary<string, NpyArray> Spikes { get; init; }
}
