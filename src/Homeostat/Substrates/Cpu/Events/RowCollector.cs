namespace Homeostat.Substrates;

/// <summary>
/// Builds rows for a connectivity that lists the targets of each source. Blocks of sources are collected in parallel, each in memory of its
/// own, and put together when the length of every row is known.
/// </summary>
internal sealed unsafe class RowCollector : IDisposable
{
    // There are enough blocks that any number of threads gets an even share, whatever the size of each block.
    private const int MostBlocks = 1024;

    private readonly SynapseRows _rows;
    private readonly int _firstSource;
    private readonly int _sources;
    private readonly int _firstTarget;
    private readonly NativeList<ushort>[] _blocks;
    private long _count;
    private int _repeats;

    /// <param name="rows">The rows to fill.</param>
    /// <param name="firstSource">The first unit of the presynaptic slice.</param>
    /// <param name="sources">The number of sources in the slice.</param>
    /// <param name="firstTarget">The first unit of the postsynaptic slice.</param>
    public RowCollector(SynapseRows rows, int firstSource, int sources, int firstTarget)
    {
        (_rows, _firstSource, _sources, _firstTarget) = (rows, firstSource, sources, firstTarget);
        _blocks = new NativeList<ushort>[Math.Min(sources, MostBlocks)];
    }

    /// <summary>Collects all rows.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="write">Appends the targets of a source, ascending and counted within the slice.</param>
    /// <param name="total">The number of synapses, or the number counted so far where there are too many.</param>
    /// <returns>Whether there are at most <see cref="int.MaxValue"/> synapses.</returns>
    public bool Collect(Workers workers, Action<int, int, UnitList> write, out long total)
    {
        var lists = new UnitList[workers.Count];
        for (var worker = 0; worker < lists.Length; worker++)
        {
            lists[worker] = new UnitList();
        }

        workers.Run(
            (block, worker) =>
            {
                _blocks[block] = new NativeList<ushort>();
                var end = FirstOf(block + 1);
                for (var source = FirstOf(block); source < end && Volatile.Read(ref _count) <= int.MaxValue; source++)
                {
                    lists[worker].Truncate(0);
                    write(source, worker, lists[worker]);
                    Add(_blocks[block], source, lists[worker].Units);
                }
            },
            _blocks.Length);
        total = _count;
        if (total > int.MaxValue || !_rows.Allocate(out total))
        {
            return false;
        }

        workers.Run((block, _) => PutTogether(block), _blocks.Length);
        _rows.HasMultapses = _repeats != 0;
        return true;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block?.Dispose();
        }
    }

    private int FirstOf(int block) => (int)((long)_sources * block / _blocks.Length);

    private void Add(NativeList<ushort> block, int source, ReadOnlySpan<int> targets)
    {
        var kept = block.Append(targets.Length);
        var lengths = _rows.Lengths.Slice((_firstSource + source) * _rows.Tiles, _rows.Tiles);
        var (k, before, repeats) = (0, -1, false);
        for (var tile = 0; k < targets.Length; tile++)
        {
            var (start, end) = (k, ((tile + 1L) * SynapseRows.TileSize) - _firstTarget);
            for (; k < targets.Length && targets[k] < end; k++)
            {
                var target = targets[k];
                repeats |= target == before;
                kept[k] = (ushort)(target + _firstTarget);
                before = target;
            }

            lengths[tile] = k - start;
        }

        if (repeats)
        {
            Volatile.Write(ref _repeats, 1);
        }

        Interlocked.Add(ref _count, targets.Length);
    }

    private void PutTogether(int block)
    {
        var list = _blocks[block];
        var start = _rows.Offsets[(long)(_firstSource + FirstOf(block)) * _rows.Tiles];
        Buffer.MemoryCopy(list.Pointer, _rows.Target + start, list.Count * sizeof(ushort), list.Count * sizeof(ushort));
        list.Dispose();
    }
}
