using System.Numerics;
using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <content>Copies values from and to memory: in blocks where synapses or units are neighbors, otherwise one by one.</content>
internal sealed unsafe partial class EventChunk
{
    private const int Scattered = -1;

    private ReadOnlySpan<Stretch> Stretches => _stretches.AsSpan(0, _stretchCount);

    private void Gather<T>(BoundOperand operand, T* to, int row, long step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var from = operand.Source is { } source ? (T*)source.Pointer + RowOf(source, row) : null;
        switch (operand.Kind)
        {
            case OperandKind.Synapse:
                foreach (var stretch in Stretches)
                {
                    Gather(from, to + stretch.At, stretch.Synapse, _synapse.AsSpan(stretch.At, stretch.Count));
                }

                break;
            case OperandKind.Pre:
                for (var k = 0; k < _count; k++)
                {
                    to[k] = from[_pre[k]];
                }

                break;
            case OperandKind.Post:
                foreach (var stretch in Stretches)
                {
                    Gather(from, to + stretch.At, stretch.Post, _post.AsSpan(stretch.At, stretch.Count));
                }

                break;
            case OperandKind.PreIndex or OperandKind.PostIndex:
                var index = operand.Kind == OperandKind.PreIndex ? _pre : _post;
                for (var k = 0; k < _count; k++)
                {
                    to[k] = T.CreateTruncating(index[k] - operand.Number);
                }

                break;
            case OperandKind.Time:
                *to = T.CreateTruncating(step * _program.TimeStep);
                break;
            case OperandKind.Step:
                *to = T.CreateTruncating(step);
                break;
            case OperandKind.Uniform or OperandKind.Normal:
                for (var k = 0; k < _count; k++)
                {
                    to[k] = T.CreateTruncating(Draw(operand, k, row, step));
                }

                break;
        }
    }

    private void Scatter<T>(BoundOperand operand, T* from, int row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var to = (T*)operand.Source!.Pointer + RowOf(operand.Source, row);
        switch (operand.Kind)
        {
            case OperandKind.Synapse:
                foreach (var stretch in Stretches)
                {
                    Scatter(from + stretch.At, to, stretch.Synapse, _synapse.AsSpan(stretch.At, stretch.Count));
                }

                break;
            case OperandKind.Post:
                foreach (var stretch in Stretches)
                {
                    Scatter(from + stretch.At, to, stretch.Post, _post.AsSpan(stretch.At, stretch.Count));
                }

                break;
            case OperandKind.Added:
                foreach (var stretch in Stretches)
                {
                    if (stretch.Post != Scattered)
                    {
                        AddBlock(to + stretch.Post, from + stretch.At, stretch.Count);
                        continue;
                    }

                    for (var k = stretch.At; k < stretch.At + stretch.Count; k++)
                    {
                        to[_post[k]] += from[k];
                    }
                }

                break;
        }
    }

    private static void Gather<T>(T* from, T* to, int block, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        if (block != Scattered)
        {
            new ReadOnlySpan<T>(from + block, places.Length).CopyTo(new Span<T>(to, places.Length));
            return;
        }

        for (var k = 0; k < places.Length; k++)
        {
            to[k] = from[places[k]];
        }
    }

    private static void Scatter<T>(T* from, T* to, int block, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        if (block != Scattered)
        {
            new ReadOnlySpan<T>(from, places.Length).CopyTo(new Span<T>(to + block, places.Length));
            return;
        }

        for (var k = 0; k < places.Length; k++)
        {
            to[places[k]] = from[k];
        }
    }

    private static void AddBlock<T>(T* to, T* from, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = 0;
        for (; k <= count - Vector<T>.Count; k += Vector<T>.Count)
        {
            Unsafe.WriteUnaligned(to + k, Unsafe.ReadUnaligned<Vector<T>>(to + k) + Unsafe.ReadUnaligned<Vector<T>>(from + k));
        }

        for (; k < count; k++)
        {
            to[k] += from[k];
        }
    }

    /// <summary>A range of consecutive places of the chunk.</summary>
    /// <param name="At">The first place.</param>
    /// <param name="Count">The number of places.</param>
    /// <param name="Synapse">The first synapse, where the synapses are consecutive; otherwise <see cref="Scattered"/>.</param>
    /// <param name="Post">The first postsynaptic unit, where the units are consecutive; otherwise <see cref="Scattered"/>.</param>
    private readonly record struct Stretch(int At, int Count, int Synapse, int Post);
}
