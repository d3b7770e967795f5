namespace Homeostat;

/// <summary>What of a variable or of spikes is recorded, and where to.</summary>
public sealed record RecordOptions
{
    /// <summary>Which units; all unless given. Of a projection's variable: which synapses, ordered by source and target.</summary>
    public IReadOnlyList<int>? Units { get; init; }

    /// <summary>How often a state is recorded; every time step unless given.</summary>
    public Quantity? Every { get; init; }

    /// <summary>Keeps only so many of the last samples (or spikes); 0 keeps all.</summary>
    public int Last { get; init; }

    /// <summary>Which sample of the batch.</summary>
    public int Sample { get; init; }

    /// <summary>Takes spikes in, as they come, instead of memory: a file.</summary>
    public ISpikeSink? Sink { get; init; }
}

/// <summary>Something that takes in spikes as a simulation goes on.</summary>
public interface ISpikeSink
{
    /// <summary>Takes in spikes that came after all that were taken in before.</summary>
    /// <param name="steps">The time step of each, ascending.</param>
    /// <param name="units">The unit of each; ascending within a step.</param>
    void Add(ReadOnlySpan<long> steps, ReadOnlySpan<int> units);
}
