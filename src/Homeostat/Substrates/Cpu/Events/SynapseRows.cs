using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// The synapses as compressed rows: one row for each presynaptic unit and each tile of 65536 postsynaptic units, so that a
/// target takes two bytes. A row is ordered by target, or by delay and then target where delays differ.
/// </summary>
internal sealed unsafe class SynapseRows : IDisposable
{
    /// <summary>The number of postsynaptic units of a tile: as many as a <see cref="ushort"/> has values.</summary>
    public const int TileSize = 65536;

    // A kernel may read this many bytes past the last synapse.
    private const int Padding = 64;

    /// <summary>Creates rows without synapses. A builder writes the length of row r to <c>Lengths[r]</c>, and calls <see cref="Allocate"/>.</summary>
    /// <param name="sources">The number of units of the presynaptic population.</param>
    /// <param name="targets">The number of units of the postsynaptic population.</param>
    internal SynapseRows(int sources, int targets)
    {
        (Sources, Targets) = (sources, targets);
        Tiles = (int)(((long)targets + TileSize - 1) / TileSize);
        Rows = (long)sources * Tiles;
        Offsets = (long*)Aligned((Rows + 1) * sizeof(long));
        NativeMemory.Clear(Offsets, (nuint)((Rows + 1) * sizeof(long)));
    }

    ~SynapseRows() => Free();

    /// <summary>The number of units of the whole presynaptic population; rows outside a slice are empty.</summary>
    public int Sources { get; }

    /// <summary>The number of units of the whole postsynaptic population.</summary>
    public int Targets { get; }

    /// <summary>The number of tiles of postsynaptic units.</summary>
    public int Tiles { get; }

    /// <summary>The number of rows: sources × tiles. Row (source, tile) is <c>source*Tiles + tile</c>.</summary>
    public long Rows { get; }

    /// <summary>The number of synapses, at most <see cref="int.MaxValue"/>.</summary>
    public long Count { get; private set; }

    /// <summary>The offset of each row, and at the end the number of synapses: row r is <c>Offsets[r]</c> to <c>Offsets[r + 1]</c>.</summary>
    public long* Offsets { get; private set; }

    /// <summary>The postsynaptic unit within its tile: unit = tile·<see cref="TileSize"/> + <c>Target[k]</c>.</summary>
    public ushort* Target { get; private set; }

    /// <summary>The delays, in steps; null where all synapses have <see cref="UniformDelay"/>.</summary>
    public ushort* Delays { get; private set; }

    /// <summary>The delay of every synapse, in steps, where <see cref="Delays"/> is null.</summary>
    public int UniformDelay { get; internal set; }

    /// <summary>The longest delay, in steps.</summary>
    public int MaxDelay { get; internal set; }

    /// <summary>Whether a source reaches a target more than once.</summary>
    public bool HasMultapses { get; internal set; }

    /// <summary>Whether the targets of every row ascend and none occurs twice.</summary>
    public bool IsAscending => Delays == null && !HasMultapses;

    /// <summary>The number of bytes used.</summary>
    public long Bytes => ((Rows + 1) * sizeof(long)) + ((Count * sizeof(ushort)) + Padding) * (Delays == null ? 1 : 2);

    /// <summary>The lengths of the rows, before <see cref="Allocate"/>.</summary>
    internal Span<long> Lengths => new(Offsets + 1, checked((int)Rows));

    /// <summary>The position of the first synapse of row <paramref name="row"/>.</summary>
    public long OffsetOf(long row) => Offsets[row];

    /// <summary>The targets of a row, within its tile.</summary>
    public Span<ushort> TargetsOf(long row) => Part(Target, row);

    /// <summary>The delays of a row; empty where they are uniform.</summary>
    public Span<ushort> DelaysOf(long row) => Delays == null ? default : Part(Delays, row);

    /// <summary>The delays of all synapses, in stored order; empty where they are uniform.</summary>
    public Span<ushort> AllDelays => Delays == null ? default : new Span<ushort>(Delays, (int)Count);

    /// <summary>The first row that begins at synapse <paramref name="position"/> or after it.</summary>
    public long FirstRowFrom(long position)
    {
        var (low, high) = (0L, Rows);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Offsets[middle] < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The presynaptic unit of the synapse at a position.</summary>
    public int SourceOf(long position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)position, (ulong)Count, nameof(position));
        return (int)((FirstRowFrom(position + 1) - 1) / Tiles);
    }

    /// <summary>Turns lengths into offsets and allocates the targets; returns false, without allocating, where there are too many synapses.</summary>
    internal bool Allocate(out long total)
    {
        total = 0;
        for (var row = 0L; row < Rows; row++)
        {
            total += Offsets[row + 1];
            Offsets[row + 1] = total;
        }

        if (total > int.MaxValue)
        {
            return false;
        }

        Count = total;
        Target = Numbers();
        return true;
    }

    /// <summary>Allocates the delays; the caller writes them in the order of the targets and then calls <see cref="SortByDelay"/>.</summary>
    internal void AllocateDelays() => Delays = Numbers();

    /// <summary>Sorts every row, which is ordered by target, by delay and then target.</summary>
    internal void SortByDelay(Workers workers)
    {
        const int RowsPerTask = 256;
        var spaces = new (StableOrder Order, ushort[] Kept)[workers.Count];
        Array.Fill(spaces, (null!, []));
        workers.Run(
            (task, worker) =>
            {
                ref var space = ref spaces[worker];
                space.Order ??= new StableOrder();
                for (var row = (long)task * RowsPerTask; row < Math.Min((task + 1L) * RowsPerTask, Rows); row++)
                {
                    var targets = TargetsOf(row);
                    var delays = DelaysOf(row);
                    if (delays.IsEmpty)
                    {
                        continue;
                    }

                    var order = space.Order.Of(delays);
                    space.Kept = space.Kept.Length < order.Length ? new ushort[order.Length] : space.Kept;
                    Permute(targets, order, space.Kept);
                    Permute(delays, order, space.Kept);
                }
            },
            checked((int)((Rows + RowsPerTask - 1) / RowsPerTask)));
    }

    private static void Permute(Span<ushort> values, ReadOnlySpan<int> order, Span<ushort> kept)
    {
        values.CopyTo(kept);
        for (var k = 0; k < order.Length; k++)
        {
            values[k] = kept[order[k]];
        }
    }

    internal void FreeDelays()
    {
        NativeMemory.AlignedFree(Delays);
        Delays = null;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private Span<ushort> Part(ushort* start, long row) => new(start + Offsets[row], (int)(Offsets[row + 1] - Offsets[row]));

    private ushort* Numbers()
    {
        var numbers = (ushort*)Aligned((Count * sizeof(ushort)) + Padding);
        NativeMemory.Clear(numbers + Count, Padding);
        return numbers;
    }

    private static void* Aligned(long bytes) => NativeMemory.AlignedAlloc((nuint)bytes, Matrix.Alignment);

    private void Free()
    {
        NativeMemory.AlignedFree(Offsets);
        NativeMemory.AlignedFree(Target);
        NativeMemory.AlignedFree(Delays);
        Offsets = null;
        Target = Delays = null;
    }
}
