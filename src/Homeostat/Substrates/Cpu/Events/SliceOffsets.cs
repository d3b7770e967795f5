using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>A range of targets: the part of one tile that lies in one slice.</summary>
/// <param name="Tile">The index of the tile.</param>
/// <param name="First">The first target.</param>
/// <param name="End">The target to stop before.</param>
internal readonly record struct TargetStretch(int Tile, int First, int End);

/// <summary>
/// The position in each row at which the targets of each slice begin, so that a thread visits only its own synapses. The targets of a
/// range fit into a core's cache, so all spikes of a step are delivered to one range before the next one.
/// </summary>
internal sealed unsafe class SliceOffsets : IDisposable
{
    private readonly SynapseRows _rows;
    private readonly TargetStretch[][] _stretches;
    private readonly int[] _firstStretch;
    private readonly int _count;
    private long* _starts;

    public SliceOffsets(SynapseRows rows, int slices)
    {
        _rows = rows;
        _stretches = [.. Enumerable.Range(0, slices).Select(slice => Stretches(rows.Targets, slice, slices).ToArray())];
        _firstStretch = new int[slices];
        for (var slice = 1; slice < slices; slice++)
        {
            _firstStretch[slice] = _firstStretch[slice - 1] + _stretches[slice - 1].Length;
        }

        _count = _stretches.Sum(s => s.Length);

        // Rows sorted by target are cut here; rows sorted by delay are filtered when they are delivered.
        if (rows.Delays == null)
        {
            _starts = (long*)NativeMemory.AlignedAlloc((nuint)(((long)rows.Sources * _count) + 1) * sizeof(long), Matrix.Alignment);
            Cut();
        }
    }

    ~SliceOffsets() => Free();

    /// <summary>The number of bytes used.</summary>
    public long Bytes => _starts == null ? 0 : (((long)_rows.Sources * _count) + 1) * sizeof(long);

    /// <summary>The ranges of targets of a slice.</summary>
    public ReadOnlySpan<TargetStretch> Of(int slice) => _stretches[slice];

    /// <summary>The synapses of a source in one range of a slice.</summary>
    public (long First, long End) Row(int source, int slice, int stretch)
    {
        var at = _starts + ((long)source * _count) + _firstStretch[slice] + stretch;
        return (at[0], at[1]);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<TargetStretch> Stretches(int targets, int slice, int slices)
    {
        var (first, end) = Slices.Range(targets, slice, slices);
        while (first < end)
        {
            var tile = first / SynapseRows.TileSize;
            var stop = (int)Math.Min(end, (tile + 1L) * SynapseRows.TileSize);
            yield return new TargetStretch(tile, first, stop);
            first = stop;
        }
    }

    private void Cut()
    {
        var at = _starts;
        for (var source = 0; source < _rows.Sources; source++)
        {
            foreach (var stretch in _stretches.SelectMany(s => s))
            {
                var row = _rows.Offsets + ((long)source * _rows.Tiles) + stretch.Tile;
                *at++ = LowerBound(row[0], row[1], stretch.First - (stretch.Tile * SynapseRows.TileSize));
            }
        }

        *at = _rows.Count;
    }

    private long LowerBound(long first, long end, int target)
    {
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = _rows.Target[middle] < target ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_starts);
        _starts = null;
    }
}
