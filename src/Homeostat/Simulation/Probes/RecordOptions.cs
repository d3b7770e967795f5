namespace Homeostat;

/// <summary>The settings of a recording of a variable or of spikes.</summary>
public sealed record RecordOptions
{
    /// <summary>The indices of the recorded units; all if null. For a variable of a projection, the indices of synapses, ordered by source and target.</summary>
    public IReadOnlyList<int>? Units { get; init; }

    /// <summary>The time between two recorded values of a state; one time step if null.</summary>
    public Quantity? Every { get; init; }

    /// <summary>The number of last values (or spikes) that are kept; 0 to keep all.</summary>
    public int Last { get; init; }

    /// <summary>The index of the recorded sample within the batch.</summary>
    public int Sample { get; init; }

    /// <summary>The sink that receives spikes during the simulation, such as a file; null to keep spikes in memory.</summary>
    public ISpikeSink? Sink { get; init; }
}

/// <summary>A receiver of the spikes of a simulation while it runs.</summary>
public interface ISpikeSink
{
    /// <summary>Adds spikes, which are later than all spikes added before.</summary>
    /// <param name="steps">The time step of each spike, in ascending order.</param>
    /// <param name="units">The unit of each spike, in ascending order within a step.</param>
    void Add(ReadOnlySpan<long> steps, ReadOnlySpan<int> units);
}
