using System.Reflection.Emit;

namespace Homeostat.Substrates;

/// <summary>
/// One tile of C: C = scale · A·B + addend, for a fixed number of rows and registers a row. Distances are in bytes; the
/// address of A's element (row, k) is <c>a + row·aRow + k·aDepth</c>.
/// </summary>
internal unsafe delegate void Tile(
    byte* a, nint aRow, nint aDepth, byte* b, nint depth, byte* c, nint cRow, byte* addend, nint addendRow, double scale);

/// <summary>The layout of the elements of A for a tile.</summary>
internal enum LeftLayout
{
    /// <summary>The elements of a row are neighbors (activations as stored); <c>aDepth</c> is not used.</summary>
    RowMajor,

    /// <summary>The elements of a column k are neighbors (A transposed, or packed); <c>aRow</c> is not used.</summary>
    DepthMajor,
}

/// <summary>
/// Emits tiles. Every element of C is one chain of fused multiply-adds over k = 0, 1, 2, …, and then one more for scale and addend:
/// the bits are the same for any tile, vector width and layout.
/// </summary>
internal sealed class TileEmitter
{
    private const int RowsAPointer = 3;

    private readonly Lanes _lanes;
    private readonly int _rows;
    private readonly int _vectors;
    private readonly LeftLayout _layout;
    private readonly ILGenerator _il;
    private readonly LocalBuilder[] _sums;
    private readonly LocalBuilder[] _right;
    private readonly LocalBuilder[] _left;
    private readonly LocalBuilder _element;

    private TileEmitter(Lanes lanes, int rows, int vectors, LeftLayout layout, ILGenerator il)
    {
        (_lanes, _rows, _vectors, _layout, _il) = (lanes, rows, vectors, layout, il);
        _sums = Locals(rows * vectors, lanes.Type);
        _right = Locals(vectors, lanes.Type);
        _left = Locals(layout == LeftLayout.RowMajor ? (rows + RowsAPointer - 1) / RowsAPointer : 1, typeof(byte*));
        _element = il.DeclareLocal(lanes.Type);
    }

    private enum Argument
    {
        A, ARow, ADepth, B, Depth, C, CRow, Addend, AddendRow, Scale,
    }

    public static Tile Emit(Lanes lanes, int rows, int vectors, LeftLayout layout)
    {
        var method = new DynamicMethod(
            $"tile {rows}x{vectors} {lanes.ElementType} {lanes.Width} {layout}",
            typeof(void),
            [typeof(byte*), typeof(nint), typeof(nint), typeof(byte*), typeof(nint), typeof(byte*), typeof(nint), typeof(byte*), typeof(nint), typeof(double)],
            typeof(TileEmitter).Module,
            skipVisibility: true);
        new TileEmitter(lanes, rows, vectors, layout, method.GetILGenerator()).Emit();
        return method.CreateDelegate<Tile>();
    }

    private void Emit()
    {
        ClearSums();
        PointLeft();
        // With row-major A, four steps of k are unrolled, so that their addresses are constant offsets.
        EmitLoop(unroll: _layout == LeftLayout.RowMajor ? 4 : 2);
        EmitLoop(unroll: 1);
        StoreSums();
        _il.Emit(OpCodes.Ret);
    }

    private void ClearSums()
    {
        foreach (var sum in _sums)
        {
            _il.Emit(OpCodes.Ldloca, sum);
            _il.Emit(OpCodes.Initobj, _lanes.Type);
        }
    }

    private void PointLeft()
    {
        for (var i = 0; i < _left.Length; i++)
        {
            Load(Argument.A);
            Load(Argument.ARow);
            _il.Emit(OpCodes.Ldc_I4, i * RowsAPointer);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Mul);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _left[i]);
        }
    }

    /// <summary>while (depth >= unroll) { unroll steps; depth -= unroll; }</summary>
    private void EmitLoop(int unroll)
    {
        var (body, test) = (_il.DefineLabel(), _il.DefineLabel());
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        for (var step = 0; step < unroll; step++)
        {
            EmitStep(step);
            if (_layout == LeftLayout.DepthMajor)
            {
                Advance(_left[0], Argument.ADepth);
            }
        }

        if (_layout == LeftLayout.RowMajor)
        {
            foreach (var pointer in _left)
            {
                _il.Emit(OpCodes.Ldloc, pointer);
                AddConstant(unroll * _lanes.ElementSize);
                _il.Emit(OpCodes.Stloc, pointer);
            }
        }

        Load(Argument.B);
        AddConstant(unroll * _vectors * _lanes.Count * _lanes.ElementSize);
        Store(Argument.B);
        Load(Argument.Depth);
        AddConstant(-unroll);
        Store(Argument.Depth);
        _il.MarkLabel(test);
        Load(Argument.Depth);
        _il.Emit(OpCodes.Ldc_I4, unroll);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Bge, body);
    }

    /// <summary>Adds column k of A times row k of B to the sums.</summary>
    private void EmitStep(int step)
    {
        for (var v = 0; v < _vectors; v++)
        {
            Load(Argument.B);
            AddConstant(((step * _vectors) + v) * _lanes.Count * _lanes.ElementSize);
            _lanes.Load(_il);
            _il.Emit(OpCodes.Stloc, _right[v]);
        }

        for (var row = 0; row < _rows; row++)
        {
            LoadLeft(row, step);
            _lanes.Broadcast(_il);
            _il.Emit(OpCodes.Stloc, _element);
            for (var v = 0; v < _vectors; v++)
            {
                var sum = _sums[(row * _vectors) + v];
                _il.Emit(OpCodes.Ldloc, _element);
                _il.Emit(OpCodes.Ldloc, _right[v]);
                _il.Emit(OpCodes.Ldloc, sum);
                _lanes.MultiplyAdd(_il);
                _il.Emit(OpCodes.Stloc, sum);
            }
        }
    }

    private void LoadLeft(int row, int step)
    {
        if (_layout == LeftLayout.DepthMajor)
        {
            _il.Emit(OpCodes.Ldloc, _left[0]);
            AddConstant(row * _lanes.ElementSize);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, _left[row / RowsAPointer]);
            var rows = row % RowsAPointer;
            if (rows > 0)
            {
                Load(Argument.ARow);
                if (rows > 1)
                {
                    _il.Emit(OpCodes.Ldc_I4, rows);
                    _il.Emit(OpCodes.Conv_I);
                    _il.Emit(OpCodes.Mul);
                }

                _il.Emit(OpCodes.Add);
            }

            AddConstant(step * _lanes.ElementSize);
        }

        _il.Emit(OpCodes.Unaligned, (byte)1);
        _il.Emit(_lanes.ElementType == ElementType.Float32 ? OpCodes.Ldind_R4 : OpCodes.Ldind_R8);
    }

    private void StoreSums()
    {
        Load(Argument.Scale);
        _il.Emit(_lanes.ElementType == ElementType.Float32 ? OpCodes.Conv_R4 : OpCodes.Conv_R8);
        _lanes.Broadcast(_il);
        _il.Emit(OpCodes.Stloc, _element);
        for (var row = 0; row < _rows; row++)
        {
            for (var v = 0; v < _vectors; v++)
            {
                var offset = v * _lanes.Count * _lanes.ElementSize;
                Load(Argument.C);
                AddConstant(offset);
                _il.Emit(OpCodes.Ldloc, _sums[(row * _vectors) + v]);
                _il.Emit(OpCodes.Ldloc, _element);
                Load(Argument.Addend);
                AddConstant(offset);
                _lanes.Load(_il);
                _lanes.MultiplyAdd(_il);
                _lanes.Store(_il);
            }

            Advance(Argument.C, Argument.CRow);
            Advance(Argument.Addend, Argument.AddendRow);
        }
    }

    private void Advance(Argument pointer, Argument distance)
    {
        Load(pointer);
        Load(distance);
        _il.Emit(OpCodes.Add);
        Store(pointer);
    }

    private void Advance(LocalBuilder pointer, Argument distance)
    {
        _il.Emit(OpCodes.Ldloc, pointer);
        Load(distance);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, pointer);
    }

    private void AddConstant(int value)
    {
        if (value != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, value);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    private void Load(Argument argument) => _il.Emit(OpCodes.Ldarg_S, (byte)argument);

    private void Store(Argument argument) => _il.Emit(OpCodes.Starg_S, (byte)argument);

    private LocalBuilder[] Locals(int count, Type type) =>
        [.. Enumerable.Range(0, count).Select(_ => _il.DeclareLocal(type))];
}
