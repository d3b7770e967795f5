namespace Homeostat.Substrates;

/// <summary>
/// Builds rows for a connectivity that lists the sources of each target (a fixed in-degree). In a first pass, blocks of targets count their
/// synapses from each source, which tells the positions of their targets in every row; in a second pass they ask for the sources
/// again and write the targets. Only the counts are kept in between.
/// </summary>
internal sealed unsafe class ColumnCollector
{
    private readonly SynapseRows _rows;
    private readonly int _firstSource;
    private readonly int _firstTarget;
    private readonly (int First, int End)[] _blocks;
    private readonly uint[][] _places;
    private int _repeats;

    /// <param name="rows">The rows to fill.</param>
    /// <param name="firstSource">The first unit of the presynaptic slice.</param>
    /// <param name="sources">The number of sources in the slice.</param>
    /// <param name="firstTarget">The first unit of the postsynaptic slice.</param>
    /// <param name="targets">The number of targets in the slice.</param>
    /// <param name="workers">The number of threads that work at the same time.</param>
    public ColumnCollector(SynapseRows rows, int firstSource, int sources, int firstTarget, int targets, int workers)
    {
        (_rows, _firstSource, _firstTarget) = (rows, firstSource, firstTarget);
        _blocks = [.. Blocks(firstTarget, targets, Math.Max(1, 4 * workers / rows.Tiles))];
        _places = new uint[_blocks.Length][];
        for (var block = 0; block < _blocks.Length; block++)
        {
            _places[block] = new uint[sources];
        }
    }

    /// <summary>Collects all rows.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="write">Appends the sources of a target, ascending and counted within the slice; every call gives the same.</param>
    /// <param name="total">The number of synapses.</param>
    /// <returns>Whether there are at most <see cref="int.MaxValue"/> synapses.</returns>
    public bool Collect(Workers workers, Action<int, int, UnitList> write, out long total)
    {
        var lists = new UnitList[workers.Count];
        for (var worker = 0; worker < lists.Length; worker++)
        {
            lists[worker] = new UnitList();
        }

        workers.Run((block, worker) => Count(block, write, lists[worker], worker), _blocks.Length);
        var lengths = _rows.Lengths;
        for (var block = 0; block < _blocks.Length; block++)
        {
            var (places, row) = (_places[block], (_firstSource * _rows.Tiles) + TileOf(block));
            for (var source = 0; source < places.Length; source++, row += _rows.Tiles)
            {
                // The position in the row at which this block begins.
                var before = lengths[row];
                lengths[row] += places[source];
                places[source] = (uint)before;
            }
        }

        if (!_rows.Allocate(out total))
        {
            return false;
        }

        workers.Run((block, worker) => Fill(block, write, lists[worker], worker), _blocks.Length);
        _rows.HasMultapses = _repeats != 0;
        return true;
    }

    // A block lies within one tile, so all its synapses from a source are in one row.
    private static IEnumerable<(int First, int End)> Blocks(int first, int count, int perTile)
    {
        var size = (SynapseRows.TileSize + perTile - 1) / perTile;
        for (var (start, end) = ((long)first, (long)first + count); start < end;)
        {
            var tileEnd = ((start / SynapseRows.TileSize) + 1) * SynapseRows.TileSize;
            var next = Math.Min(Math.Min(start + Math.Min(size, Math.Max(1, (count + perTile - 1) / perTile)), tileEnd), end);
            yield return ((int)start, (int)next);
            start = next;
        }
    }

    private int TileOf(int block) => _blocks[block].First / SynapseRows.TileSize;

    private void Count(int block, Action<int, int, UnitList> write, UnitList list, int worker)
    {
        var (places, repeats) = (_places[block], false);
        for (var target = _blocks[block].First; target < _blocks[block].End; target++)
        {
            list.Truncate(0);
            write(target - _firstTarget, worker, list);
            var before = -1;
            foreach (var source in list.Units)
            {
                places[source]++;
                repeats |= source == before;
                before = source;
            }
        }

        if (repeats)
        {
            Volatile.Write(ref _repeats, 1);
        }
    }

    private void Fill(int block, Action<int, int, UnitList> write, UnitList list, int worker)
    {
        var (places, tile) = (_places[block], TileOf(block));
        var offsets = _rows.Offsets;
        for (var target = _blocks[block].First; target < _blocks[block].End; target++)
        {
            list.Truncate(0);
            write(target - _firstTarget, worker, list);
            foreach (var source in list.Units)
            {
                var row = ((long)(_firstSource + source) * _rows.Tiles) + tile;
                _rows.Target[offsets[row] + places[source]++] = (ushort)target;
            }
        }
    }
}
