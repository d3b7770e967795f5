using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>A stretch of the targets: the part of one tile that lies in one slice.</summary>
/// <param name="Tile">Which tile.</param>
/// <param name="First">Its first target.</param>
/// <param name="End">Where it stops.</param>
internal readonly record struct TargetStretch(int Tile, int First, int End);

/// <summary>
/// Where in each row the targets of each slice begin: a thread then goes through its own synapses only. The targets of a
/// stretch fit into a core's cache, so all spikes of a step are delivered to one before the next is begun.
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

        // Rows sorted by delay are filtered as they are delivered; those sorted by target are cut here.
        if (rows.Delays == null)
        {
            _starts = (long*)NativeMemory.AlignedAlloc((nuint)(((long)rows.Sources * _count) + 1) * sizeof(long), Matrix.Alignment);
            Cut();
        }
    }

    ~SliceOffsets() => Free();

    /// <summary>Bytes taken.</summary>
    public long Bytes => _starts == null ? 0 : (((long)_rows.Sources * _count) + 1) * sizeof(long);

    /// <summary>The stretches of a slice.</summary>
    public ReadOnlySpan<TargetStretch> Of(int slice) => _stretches[slice];

    /// <summary>The synapses of a source in a stretch of a slice.</summary>
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
