namespace Homeostat.Substrates;

/// <summary>The synapses of a projection in memory: rows by presynaptic unit, where slices cut them, and, if needed, an index by target.</summary>
internal sealed unsafe class Synapses(SynapseRows rows, int slices, int lanes, PostIndex? byTarget) : IDisposable
{
    public SynapseRows Rows { get; } = rows;

    public int Slices { get; } = slices;

    /// <summary>How many threads may work at them at a time, each with memory of its own.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Whether all have the same delay, if any.</summary>
    public bool HasOneDelay => Rows.Delays == null;

    public SliceOffsets Offsets { get; } = new(rows, slices);

    /// <summary>The synapses of each target; null where nothing asks for them.</summary>
    public PostIndex? ByTarget { get; } = byTarget;

    /// <summary>Bytes taken, those of variables not included.</summary>
    public long Bytes => Rows.Bytes + Offsets.Bytes + (ByTarget?.Bytes ?? 0);

    public void Dispose()
    {
        Offsets.Dispose();
        ByTarget?.Dispose();
        Rows.Dispose();
    }
}
