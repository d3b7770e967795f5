namespace Homeostat.Substrates;

/// <summary>The synapses of a projection in memory: rows by presynaptic unit, their cuts into slices and, if needed, an index by target.</summary>
internal sealed unsafe class Synapses(SynapseRows rows, int slices, int lanes, PostIndex? byTarget) : IDisposable
{
    public SynapseRows Rows { get; } = rows;

    public int Slices { get; } = slices;

    /// <summary>The number of threads that may use them at the same time, each with memory of its own.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Whether all synapses have the same delay, or none.</summary>
    public bool HasOneDelay => Rows.Delays == null;

    public SliceOffsets Offsets { get; } = new(rows, slices);

    /// <summary>The synapses of each target; null where no call needs them.</summary>
    public PostIndex? ByTarget { get; } = byTarget;

    /// <summary>The number of bytes used, not including variables.</summary>
    public long Bytes => Rows.Bytes + Offsets.Bytes + (ByTarget?.Bytes ?? 0);

    public void Dispose()
    {
        Offsets.Dispose();
        ByTarget?.Dispose();
        Rows.Dispose();
    }
}
