using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>An index of the synapses of each postsynaptic unit, used when that unit fires: the transpose of the rows.</summary>
internal sealed unsafe class PostIndex : IDisposable
{
    private PostIndex(int targets, long count)
    {
        Targets = targets;
        Count = count;
        Offsets = (long*)Aligned((targets + 1L) * sizeof(long));
        Synapse = (uint*)Aligned(count * sizeof(uint));
        Source = (int*)Aligned(count * sizeof(int));
    }

    ~PostIndex() => Free();

    /// <summary>The number of units of the whole postsynaptic population.</summary>
    public int Targets { get; }

    /// <summary>The number of synapses.</summary>
    public long Count { get; }

    /// <summary>The number of bytes used.</summary>
    public long Bytes => ((Targets + 1L) * sizeof(long)) + (Count * (sizeof(uint) + sizeof(int)));

    /// <summary>The index of the first synapse of each target, and at the end the number of synapses.</summary>
    public long* Offsets { get; private set; }

    /// <summary>The positions in the rows; for each target they ascend, and so do their sources.</summary>
    public uint* Synapse { get; private set; }

    /// <summary>The presynaptic unit of each synapse.</summary>
    public int* Source { get; private set; }

    /// <summary>Builds the index: blocks of rows count their targets, which tells the positions that each block writes.</summary>
    public static PostIndex Build(SynapseRows rows, Workers workers)
    {
        var index = new PostIndex(rows.Targets, rows.Count);
        var blocks = (int)Math.Clamp(rows.Count / 4096, 1, 2 * workers.Count);
        var places = new uint[blocks][];
        workers.Run((block, _) => places[block] = Counts(rows, First(rows, block, blocks), First(rows, block + 1, blocks)), blocks);
        var total = 0u;
        for (var target = 0; target < rows.Targets; target++)
        {
            index.Offsets[target] = total;
            foreach (var place in places)
            {
                (place[target], total) = (total, total + place[target]);
            }
        }

        index.Offsets[rows.Targets] = total;
        workers.Run((block, _) => index.Fill(rows, First(rows, block, blocks), First(rows, block + 1, blocks), places[block]), blocks);
        return index;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static long First(SynapseRows rows, int block, int blocks) => rows.FirstRowFrom(rows.Count * block / blocks);

    private static uint[] Counts(SynapseRows rows, long first, long end)
    {
        var counts = new uint[rows.Targets];
        for (var row = first; row < end; row++)
        {
            var tile = counts.AsSpan((int)(row % rows.Tiles) * SynapseRows.TileSize);
            foreach (var target in rows.TargetsOf(row))
            {
                tile[target]++;
            }
        }

        return counts;
    }

    private void Fill(SynapseRows rows, long first, long end, uint[] places)
    {
        for (var row = first; row < end; row++)
        {
            var tile = places.AsSpan((int)(row % rows.Tiles) * SynapseRows.TileSize);
            var (source, position) = ((int)(row / rows.Tiles), (uint)rows.OffsetOf(row));
            foreach (var target in rows.TargetsOf(row))
            {
                var place = tile[target]++;
                Synapse[place] = position++;
                Source[place] = source;
            }
        }
    }

    private static void* Aligned(long bytes) => NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Matrix.Alignment);

    private void Free()
    {
        NativeMemory.AlignedFree(Offsets);
        NativeMemory.AlignedFree(Synapse);
        NativeMemory.AlignedFree(Source);
        Offsets = null;
        Synapse = null;
        Source = null;
    }
}
