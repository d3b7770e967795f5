using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>
/// Emits a lowered program as a method: first the values that are the same everywhere, then for each row the values of the row, then the
/// columns, a vector at a time. A value used once stays on the evaluation stack, any other is stored in a local variable; the
/// just-in-time compiler turns both into registers.
/// </summary>
internal sealed unsafe class ElementEmitter
{
    private readonly ElementProgram _program;
    private readonly IReadOnlyList<Symbol> _operands;
    private readonly Lanes _lanes;
    private readonly Lanes _scalar;
    private readonly ILGenerator _il;
    private readonly Dictionary<Symbol, LocalBuilder> _pointers = [];
    private readonly IReadOnlyList<Symbol> _conditions;
    private readonly Dictionary<Symbol, LocalBuilder> _bits = [];
    private readonly LocalBuilder _offset;

    private ElementEmitter(
        ElementProgram program, IReadOnlyList<Symbol> operands, Lanes lanes, IReadOnlyList<Symbol> conditions, ILGenerator il)
    {
        (_program, _operands, _lanes, _conditions, _il) = (program, operands, lanes, conditions, il);
        _scalar = new Lanes(lanes.ElementType, VectorWidth.Scalar) { IsPortable = lanes.IsPortable };
        _offset = il.DeclareLocal(typeof(nint));
    }

    /// <summary>Compiles a program for a whole number of vectors in each row.</summary>
    /// <param name="program">A lowered program.</param>
    /// <param name="operands">The symbols in the order in which their memory is passed.</param>
    /// <param name="lanes">The vectors to use.</param>
    /// <param name="columnsOnly">Whether to leave out stores that are not made for each column: used for the last columns that
    /// fill no vector, which are computed before the rest.</param>
    /// <param name="conditions">The targets whose <see cref="ConditionBits"/> are written too. Their memory follows that of the
    /// operands.</param>
    public static ElementCode Emit(
        ElementProgram program, IReadOnlyList<Symbol> operands, Lanes lanes, bool columnsOnly, params IReadOnlyList<Symbol> conditions)
    {
        var method = new DynamicMethod(
            columnsOnly ? "ElementTail" : "ElementKernel",
            typeof(void),
            [typeof(byte**), typeof(nint*), typeof(nint), typeof(nint)],
            typeof(ElementEmitter).Module,
            skipVisibility: true)
        {
            InitLocals = false,
        };
        new ElementEmitter(program, operands, lanes, conditions, method.GetILGenerator()).Write(columnsOnly);
        var code = method.CreateDelegate<ElementCode>();

        // The code is compiled now; otherwise the first run would pay for the just-in-time compiler.
        RuntimeHelpers.PrepareDelegate(code);
        return code;
    }

    private void Write(bool columnsOnly)
    {
        for (var i = 0; i < _operands.Count + _conditions.Count; i++)
        {
            var pointer = _il.DeclareLocal(typeof(byte*));
            var (pointers, symbol) = i < _operands.Count ? (_pointers, _operands[i]) : (_bits, _conditions[i - _operands.Count]);
            pointers.Add(symbol, pointer);
            LoadEntry(OpCodes.Ldarg_0, i);
            _il.Emit(OpCodes.Stloc, pointer);
        }

        var end = _il.DeclareLocal(typeof(nint));
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Ldc_I4, _lanes.ElementSize);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Stloc, end);

        var (both, columns, rows, once) = ElementBlock.Split(_program);
        var onceValues = Compute(once, _scalar, []);
        if (both.Stores.Count + rows.Stores.Count > 0)
        {
            var outer = both.Imports.Where(n => n.Axes == Axes.None).ToDictionary(n => n, n => Spread(onceValues[n]));
            var row = _il.DeclareLocal(typeof(nint));
            Loop(row, 1, () => _il.Emit(OpCodes.Ldarg_2), () =>
            {
                var rowValues = Compute(rows, _scalar, onceValues);
                var inner = both.Imports.ToDictionary(n => n, n => outer.GetValueOrDefault(n) ?? Spread(rowValues[n]));
                if (both.Stores.Count > 0)
                {
                    ForColumns(end, both, inner);
                }

                if (!columnsOnly)
                {
                    StoreAll(rows, _scalar, rowValues);
                }

                Advance();
            });
        }

        if (columns.Stores.Count > 0)
        {
            ForColumns(end, columns, columns.Imports.ToDictionary(n => n, n => Spread(onceValues[n])));
        }

        if (!columnsOnly)
        {
            StoreAll(once, _scalar, onceValues);
        }

        _il.Emit(OpCodes.Ret);
    }

    private void ForColumns(LocalBuilder end, ElementBlock block, Dictionary<Node, LocalBuilder> outer) =>
        Loop(_offset, _lanes.Count * _lanes.ElementSize, () => _il.Emit(OpCodes.Ldloc, end), () =>
            StoreAll(block, _lanes, Compute(block, _lanes, outer)));

    /// <summary>
    /// Computes the kept values of the block. If it has several stores or they are made later, it also computes all stored values, so that
    /// nothing is overwritten before it is read.
    /// </summary>
    private Dictionary<Node, LocalBuilder> Compute(
        ElementBlock block, Lanes lanes, Dictionary<Node, LocalBuilder> outer)
    {
        var values = new Dictionary<Node, LocalBuilder>(outer);
        var stored = block.Stores.Count > 1 || !block.Axes.HasFlag(Axes.Columns)
            ? block.Stores.Select(s => s.Value).ToHashSet()
            : [];
        stored.UnionWith(block.Stores.Where(s => _bits.ContainsKey(s.Target)).Select(s => ConditionOf(s.Value) ?? s.Value));
        Compute(block.Nodes, block, stored, lanes, values);
        return values;
    }

    private void Compute(
        IReadOnlyList<Node> nodes, ElementBlock block, HashSet<Node> stored, Lanes lanes, Dictionary<Node, LocalBuilder> values)
    {
        // Values needed only by a fallback are not computed until it is known whether the fallback is needed.
        var fallbacks = nodes.Where(node => node.Operation == Operation.SelectFallback).ToDictionary(node => node, block.OnlyForFallbackOf);
        var later = fallbacks.Values.SelectMany(only => only).ToHashSet();
        foreach (var node in nodes.Where(node => !later.Contains(node)))
        {
            if (fallbacks.TryGetValue(node, out var only))
            {
                values.Add(node, SelectFallback(node, only, block, stored, lanes, values));
            }
            else if (block.IsKept(node) || stored.Contains(node))
            {
                var local = _il.DeclareLocal(lanes.Type);
                Push(node, lanes, values);
                _il.Emit(OpCodes.Stloc, local);
                values.Add(node, local);
            }
        }
    }

    private LocalBuilder SelectFallback(
        Node node, IReadOnlyList<Node> only, ElementBlock block, HashSet<Node> stored, Lanes lanes, Dictionary<Node, LocalBuilder> values)
    {
        var (condition, result, done) = (_il.DeclareLocal(lanes.Type), _il.DeclareLocal(lanes.Type), _il.DefineLabel());
        Push(node.Arguments[0], lanes, values);
        _il.Emit(OpCodes.Stloc, condition);
        Push(node.Arguments[1], lanes, values);
        _il.Emit(OpCodes.Stloc, result);
        var all = (1L << lanes.Count) - 1;
        _il.Emit(OpCodes.Ldloc, condition);
        lanes.Bits(_il);
        _il.Emit(OpCodes.Conv_U8);
        _il.Emit(OpCodes.Ldc_I8, all);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Ldc_I8, all);
        _il.Emit(OpCodes.Beq, done);
        Compute(only, block, stored, lanes, values);
        _il.Emit(OpCodes.Ldloc, condition);
        _il.Emit(OpCodes.Ldloc, result);
        Push(node.Arguments[2], lanes, values);
        lanes.Apply(_il, Operation.Select);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(done);
        return result;
    }

    private void StoreAll(ElementBlock block, Lanes lanes, Dictionary<Node, LocalBuilder> values)
    {
        foreach (var store in block.Stores)
        {
            var done = _il.DefineLabel();
            if (_bits.TryGetValue(store.Target, out var bits))
            {
                StoreBits(bits, store.Value, values, done);
            }

            PushAddress(store.Target);
            Push(store.Value, lanes, values);
            lanes.Store(_il);
            _il.MarkLabel(done);
        }
    }

    // A vector of conditions has one bit for each element. Where all bits are 0 now and before, the zeros in memory are right already.
    private void StoreBits(LocalBuilder bits, Node value, Dictionary<Node, LocalBuilder> values, Label done)
    {
        var (address, now) = (_il.DeclareLocal(typeof(byte*)), _il.DeclareLocal(typeof(int)));
        _il.Emit(OpCodes.Ldloc, bits);
        _il.Emit(OpCodes.Ldloc, _offset);
        _il.Emit(OpCodes.Ldc_I4, BitOperations.Log2((uint)(8 * _lanes.ElementSize)));
        _il.Emit(OpCodes.Shr);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, address);
        if (ConditionOf(value) is { } condition)
        {
            Push(condition, _lanes, values);
            _lanes.Bits(_il);
        }
        else
        {
            Push(value, _lanes, values);
            _lanes.Constant(_il, 0);
            _lanes.Apply(_il, Operation.Equal);
            _lanes.Bits(_il);
            _il.Emit(OpCodes.Not);
        }

        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Stloc, now);
        _il.Emit(OpCodes.Ldloc, address);
        _il.Emit(_lanes.Count == 16 ? OpCodes.Ldind_U2 : OpCodes.Ldind_U1);
        _il.Emit(OpCodes.Ldloc, address);
        _il.Emit(OpCodes.Ldloc, now);
        _il.Emit(_lanes.Count == 16 ? OpCodes.Stind_I2 : OpCodes.Stind_I1);
        _il.Emit(OpCodes.Ldloc, now);
        _il.Emit(OpCodes.Or);
        _il.Emit(OpCodes.Brfalse, done);
    }

    // A condition that is one for the whole row has been computed with the values of the row, and what is stored was spread from there.
    private static Node? ConditionOf(Node value) => value is
    { Operation: Operation.Select, Arguments: [var condition, { Operation: Operation.Constant, Value: 1 }, { Operation: Operation.Constant, Value: 0 }] }
        && condition.Axes.HasFlag(Axes.Columns)
        ? condition : null;

    private void Push(Node node, Lanes lanes, Dictionary<Node, LocalBuilder> values)
    {
        if (values.TryGetValue(node, out var local))
        {
            _il.Emit(OpCodes.Ldloc, local);
            return;
        }

        switch (node.Operation)
        {
            case Operation.Constant:
                lanes.Constant(_il, node.Value);
                break;
            case Operation.Load:
                PushAddress(node.Symbol!);
                lanes.Load(_il);
                break;
            default:
                foreach (var argument in node.Arguments)
                {
                    Push(argument, lanes, values);
                }

                lanes.Apply(_il, node.Operation);
                break;
        }
    }

    private void PushAddress(Symbol symbol)
    {
        _il.Emit(OpCodes.Ldloc, _pointers[symbol]);
        if (symbol.Axes.HasFlag(Axes.Columns))
        {
            _il.Emit(OpCodes.Ldloc, _offset);
            _il.Emit(OpCodes.Add);
        }
    }

    /// <summary>Copies a scalar variable to every lane of a vector variable.</summary>
    private LocalBuilder Spread(LocalBuilder scalar)
    {
        if (!_lanes.IsVector)
        {
            return scalar;
        }

        var vector = _il.DeclareLocal(_lanes.Type);
        _il.Emit(OpCodes.Ldloc, scalar);
        _scalar.First(_il);
        _lanes.Broadcast(_il);
        _il.Emit(OpCodes.Stloc, vector);
        return vector;
    }

    /// <summary>Moves the pointers of operands that vary along rows to the next row.</summary>
    private void Advance()
    {
        for (var i = 0; i < _operands.Count; i++)
        {
            var symbol = _operands[i];
            if (symbol.Axes.HasFlag(Axes.Rows))
            {
                _il.Emit(OpCodes.Ldloc, _pointers[symbol]);
                LoadEntry(OpCodes.Ldarg_1, i);
                _il.Emit(OpCodes.Add);
                _il.Emit(OpCodes.Stloc, _pointers[symbol]);
            }
        }

        for (var i = 0; i < _conditions.Count; i++)
        {
            var bits = _bits[_conditions[i]];
            _il.Emit(OpCodes.Ldloc, bits);
            LoadEntry(OpCodes.Ldarg_1, _operands.Count + i);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, bits);
        }
    }

    /// <summary>Pushes the i-th word of an array of words.</summary>
    private void LoadEntry(OpCode array, int i)
    {
        _il.Emit(array);
        _il.Emit(OpCodes.Ldc_I4, i * sizeof(nint));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I);
    }

    private void Loop(LocalBuilder counter, int step, Action pushEnd, Action body)
    {
        var (top, test) = (_il.DefineLabel(), _il.DefineLabel());
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Stloc, counter);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(top);
        body();
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldc_I4, step);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, counter);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, counter);
        pushEnd();
        _il.Emit(OpCodes.Blt, top);
    }
}
