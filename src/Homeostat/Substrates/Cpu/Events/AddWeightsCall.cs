using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Homeostat.Substrates;

/// <summary>
/// The most common pathway, <c>ge += w</c>: it adds each synapse's weight, or one shared weight, to a variable of the synapse's target.
/// </summary>
internal sealed unsafe class AddWeightsCall(
    Synapses synapses, SpikeLog[] logs, Matrix target, Matrix? weights, double scale, ElementType type, string text)
    : PathwayCall(synapses, null, type, text)
{
    // The counters of two threads are a cache line apart.
    private readonly long[] _events = new long[8 * synapses.Lanes];

    public override long Events => _events.Sum();

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                if (target.Type == ElementType.Float32)
                {
                    Run<float>(row, slice, block.Lane(slice), block.Step);
                }
                else
                {
                    Run<double>(row, slice, block.Lane(slice), block.Step);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<T>(int row, int slice, int lane, long step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Synapses.Rows;
        var log = logs[row];
        var into = (T*)target.Pointer + (target.Rows == 1 ? 0 : (nint)row * target.Stride);
        var stretches = Synapses.Offsets.Of(slice);
        var isAscending = rows.IsAscending;
        var events = 0L;
        for (var s = 0; s < stretches.Length; s++)
        {
            var to = into + ((nint)stretches[s].Tile * SynapseRows.TileSize);
            for (var from = 0; from < log.Slices; from++)
            {
                var sources = log.At(step - rows.UniformDelay, from);
                for (var n = 0; n < sources.Length; n++)
                {
                    if (n + 1 < sources.Length)
                    {
                        Prefetch(rows.Target + Synapses.Offsets.Row(sources[n + 1], slice, s).First);
                    }

                    var (first, end) = Synapses.Offsets.Row(sources[n], slice, s);
                    var count = (nint)(end - first);
                    events += count;
                    if (isAscending && count > 0 && rows.Target[end - 1] - rows.Target[first] == count - 1)
                    {
                        var block = to + rows.Target[first];
                        AddBlock(block, weights is null ? null : (T*)weights.Pointer + first, count, T.CreateTruncating(scale));
                    }
                    else if (weights is null)
                    {
                        AddOne(to, rows.Target + first, count, T.CreateTruncating(scale));
                    }
                    else
                    {
                        AddEach(to, rows.Target + first, (T*)weights.Pointer + first, count, T.CreateTruncating(scale));
                    }
                }
            }
        }

        _events[8 * lane] += events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(ushort* row)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(row);
            Sse.Prefetch0(row + 32);
        }
    }

    // Consecutive targets, as with all-to-all connectivity.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock<T>(T* to, T* weight, nint count, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint k = 0;
        var each = new Vector<T>(scale);
        for (; k <= count - Vector<T>.Count; k += Vector<T>.Count)
        {
            var added = weight == null ? each : each * Unsafe.ReadUnaligned<Vector<T>>(weight + k);
            Unsafe.WriteUnaligned(to + k, Unsafe.ReadUnaligned<Vector<T>>(to + k) + added);
        }

        for (; k < count; k++)
        {
            to[k] += weight == null ? scale : scale * weight[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne<T>(T* to, ushort* target, nint count, T weight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint k = 0;
        for (; k <= count - 4; k += 4)
        {
            var four = Unsafe.ReadUnaligned<ulong>(target + k);
            to[(ushort)four] += weight;
            to[(ushort)(four >> 16)] += weight;
            to[(ushort)(four >> 32)] += weight;
            to[four >> 48] += weight;
        }

        for (; k < count; k++)
        {
            to[target[k]] += weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEach<T>(T* to, ushort* target, T* weight, nint count, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint k = 0;
        for (; k <= count - 4; k += 4)
        {
            var four = Unsafe.ReadUnaligned<ulong>(target + k);
            to[(ushort)four] += scale * weight[k];
            to[(ushort)(four >> 16)] += scale * weight[k + 1];
            to[(ushort)(four >> 32)] += scale * weight[k + 2];
            to[four >> 48] += scale * weight[k + 3];
        }

        for (; k < count; k++)
        {
            to[target[k]] += scale * weight[k];
        }
    }
}
