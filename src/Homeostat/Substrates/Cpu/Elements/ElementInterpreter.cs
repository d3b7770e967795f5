using System.Buffers;
using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>
/// Carries out a program one element and one operation at a time. For a lowered program, machine code must give the same bits; for a
/// program as written, in double precision, the lowered program must give nearly the same values.
/// </summary>
/// <typeparam name="TElement">The type in memory.</typeparam>
/// <typeparam name="TValue">The type to which every operation is rounded.</typeparam>
internal sealed unsafe class ElementInterpreter<TElement, TValue>
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    where TValue : unmanaged, IBinaryFloatingPointIeee754<TValue>
{
    private readonly IReadOnlyList<Symbol> _operands;
    private readonly List<(Node Node, int Slot)> _constants = [];
    private readonly Dictionary<Node, int> _slots = [];
    private readonly Step[] _both;
    private readonly Step[] _columns;
    private readonly Step[] _rows;
    private readonly Step[] _once;

    public ElementInterpreter(ElementProgram program, IReadOnlyList<Symbol> operands)
    {
        _operands = operands;
        var (both, columns, rows, once) = ElementBlock.Split(program);
        (_once, _rows, _both, _columns) = (Steps(once), Steps(rows), Steps(both), Steps(columns));
    }

    public void Run(byte** operands, nint* rowStrides, nint rows, nint columns)
    {
        var values = ArrayPool<TValue>.Shared.Rent(_slots.Count);
        foreach (var (node, slot) in _constants)
        {
            values[slot] = TValue.CreateTruncating(node.Value);
        }

        var memory = new Memory(operands, rowStrides);
        Compute(_once, values, memory, 0, 0);
        for (nint r = 0; r < rows; r++)
        {
            Compute(_rows, values, memory, r, 0);
            for (nint c = 0; c < columns; c++)
            {
                Compute(_both, values, memory, r, c);
                Store(_both, values, memory, r, c);
            }

            Store(_rows, values, memory, r, 0);
        }

        for (nint c = 0; c < columns; c++)
        {
            Compute(_columns, values, memory, 0, c);
            Store(_columns, values, memory, 0, c);
        }

        Store(_once, values, memory, 0, 0);
        ArrayPool<TValue>.Shared.Return(values);
    }

    private Step[] Steps(ElementBlock block)
    {
        var steps = block.Nodes.Select(node => new Step(
            node.Operation,
            Slot(node),
            [.. node.Arguments.Select(Slot)],
            node.Symbol is null ? -1 : IndexOf(node.Symbol),
            node.Symbol?.Axes ?? Axes.None)).ToList();
        steps.AddRange(block.Stores.Select(s => new Step(
            null, Slot(s.Value), [], IndexOf(s.Target), s.Target.Axes)));
        return [.. steps];
    }

    private int IndexOf(Symbol symbol) => _operands.TakeWhile(o => o != symbol).Count();

    private int Slot(Node node)
    {
        if (!_slots.TryGetValue(node, out var slot))
        {
            _slots.Add(node, slot = _slots.Count);
            if (node.Operation == Operation.Constant)
            {
                _constants.Add((node, slot));
            }
        }

        return slot;
    }

    private static void Compute(Step[] steps, TValue[] values, Memory memory, nint row, nint column)
    {
        foreach (var step in steps)
        {
            if (step.Operation is not { } operation)
            {
                return;
            }

            var a = step.Arguments;
            values[step.Slot] = a.Length switch
            {
                0 => TValue.CreateTruncating(*memory.At(step, row, column)),
                1 => Scalar<TValue>.Evaluate(operation, values[a[0]]),
                2 => Scalar<TValue>.Evaluate(operation, values[a[0]], values[a[1]]),
                _ => Scalar<TValue>.Evaluate(operation, values[a[0]], values[a[1]], values[a[2]]),
            };
        }
    }

    private static void Store(Step[] steps, TValue[] values, Memory memory, nint row, nint column)
    {
        foreach (var step in steps)
        {
            if (step.Operation is null)
            {
                *memory.At(step, row, column) = TElement.CreateTruncating(values[step.Slot]);
            }
        }
    }

    /// <summary>An operation on values in slots; without an operation, the store of a slot.</summary>
    private sealed record Step(Operation? Operation, int Slot, int[] Arguments, int Operand, Axes Axes);

    private readonly struct Memory(byte** operands, nint* rowStrides)
    {
        public TElement* At(Step step, nint row, nint column)
        {
            var p = operands[step.Operand];
            p += (step.Axes & Axes.Rows) != 0 ? row * rowStrides[step.Operand] : 0;
            return (TElement*)p + ((step.Axes & Axes.Columns) != 0 ? column : 0);
        }
    }
}
