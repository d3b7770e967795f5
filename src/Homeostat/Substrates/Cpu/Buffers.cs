
namespace Homeostat.Substrates;

/// <summary>What the plans of one simulation share: its memory, and which values have a buffer of their own.</summary>
internal sealed class Buffers(Memory memory, EventMemory? events = null) : IDisposable
{
    private readonly Dictionary<string, uint> _eventStreams = new(StringComparer.Ordinal);
    private uint _streams;

    /// <summary>Spikes and synapses; null where the circuit has none.</summary>
    public EventMemory? Events { get; } = events;

    /// <summary>The stream a synapse's statement draws from, the same in every plan.</summary>
    public uint EventStream(string draw) =>
        _eventStreams.TryGetValue(draw, out var stream) ? stream : _eventStreams[draw] = (uint)_eventStreams.Count;

    public Memory Memory { get; } = memory;

    /// <summary>Derived buffers by name.</summary>
    public Dictionary<string, Derived> Derived { get; } = new(StringComparer.Ordinal);

    /// <summary>The buffer of a value.</summary>
    public Dictionary<Node, Symbol> Kept { get; } = [];

    /// <summary>Right operands of products by name.</summary>
    public Dictionary<string, PackedMatrix> Packed { get; } = new(StringComparer.Ordinal);

    /// <summary>A stream of random numbers that nothing else draws from.</summary>
    public uint NextStream() => _streams++;

    public void Dispose()
    {
        Events?.Dispose();
        DisposeMemory();
    }

    /// <summary>Frees all but spikes and sparse synapses.</summary>
    public void DisposeMemory()
    {
        Memory.Dispose();
        foreach (var packed in Packed.Values)
        {
            packed.Dispose();
        }
    }
}
