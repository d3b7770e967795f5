using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>Binds the operands of an element kernel, which may still be compiling, to memory and runs it on a range of rows.</summary>
internal sealed unsafe class BoundKernel
{
    private readonly Task<ElementKernel> _compilation;
    private ElementKernel? _kernel;
    private readonly Matrix[] _matrices;
    private readonly bool[] _perRow;
    private readonly bool[] _perColumn;
    private readonly bool[] _perSlice;
    private readonly int _columns;
    private readonly int _units;
    private readonly int _rows;
    private readonly bool _isFlat;
    private readonly ConditionBits[] _bits = [];

    public BoundKernel(
        Task<ElementKernel> compilation, ElementProgram program, Func<Symbol, Matrix> memory, int columns, bool withBits = false)
    {
        var operands = program.Operands;
        var targets = program.Stores.Select(store => store.Target);
        _compilation = compilation;
        _matrices = [.. operands.Select(memory)];
        _perRow = [.. operands.Select(symbol => symbol.Axes.HasFlag(Axes.Rows))];

        // Rows are padded to whole vectors, so the kernel may run over the padding and needs no scalar tail. Where nothing
        // varies along columns, any number of them will do.
        var padded = int.MaxValue;
        for (var i = 0; i < _matrices.Length; i++)
        {
            padded = operands[i].Axes.HasFlag(Axes.Columns) ? Math.Min(padded, _matrices[i].Stride) : padded;
        }

        _columns = padded < int.MaxValue ? padded : Matrix.Alignment;
        _isFlat = operands.All(symbol => symbol.Axes is Axes.Both or Axes.None)
            && _matrices.Zip(operands).All(o => o.Second.Axes == Axes.None || o.First.Stride == padded);
        RowMatrices = [.. _matrices.Where((_, i) => _perRow[i])];
        _rows = RowMatrices.Where(matrix => !matrix.IsPerSlice).Select(matrix => matrix.Rows).DefaultIfEmpty(int.MaxValue).Min();
        for (var i = 0; i < _matrices.Length; i++)
        {
            var width = operands[i].Axes.HasFlag(Axes.Columns) ? columns : 1;
            Views.Require(_matrices[i], operands[i].Name, 1, width, _matrices[0].Type);
        }

        _units = columns;
        _perColumn = [.. operands.Select(symbol => symbol.Axes.HasFlag(Axes.Columns))];
        _perSlice = [.. _matrices.Select(matrix => matrix.IsPerSlice)];
        HasColumns = targets.All(symbol => symbol.Axes.HasFlag(Axes.Columns));
        if (withBits)
        {
            _bits = [.. program.Stores.Where(ConditionBits.AreOf).Select(store => BitsOf(memory(store.Target)))];
        }
    }

    public IReadOnlyList<Matrix> RowMatrices { get; }

    /// <summary>Columns, padding left out.</summary>
    public int Units => _units;

    private ElementKernel Kernel => _kernel ??= _compilation.GetAwaiter().GetResult();

    /// <summary>Whether a part of the columns can be computed apart: all that is stored varies along them.</summary>
    public bool HasColumns { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int firstRow, int rows)
    {
        Views.RequireRows(firstRow, rows, _rows);
        var count = _matrices.Length;
        var pointers = stackalloc byte*[count + _bits.Length];
        var strides = stackalloc nint[count + _bits.Length];
        for (var i = 0; i < count; i++)
        {
            var matrix = _matrices[i];
            strides[i] = (nint)matrix.Stride * matrix.ElementSize;
            pointers[i] = matrix.Pointer + (_perRow[i] ? firstRow * strides[i] : 0);
        }

        for (var i = 0; i < _bits.Length; i++)
        {
            pointers[count + i] = _bits[i].Row(firstRow);
            strides[count + i] = _bits[i].BytesPerRow;
        }

        if (_isFlat)
        {
            Kernel.Run(pointers, strides, 1, (nint)rows * _columns);
        }
        else
        {
            Kernel.Run(pointers, strides, rows, _columns);
        }
    }

    /// <summary>The columns of one row from the first, a whole number of vectors on, to before the end.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">First column.</param>
    /// <param name="end">Where to stop; the row's end stands for its padding too.</param>
    /// <param name="clock">The row of operands that are one value a row: each slice of a row has its own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RunColumns(int row, int first, int end, int clock)
    {
        Views.RequireRows(row, 1, _rows);
        var count = _matrices.Length;
        var pointers = stackalloc byte*[count + _bits.Length];
        var strides = stackalloc nint[count + _bits.Length];
        for (var i = 0; i < _bits.Length; i++)
        {
            pointers[count + i] = _bits[i].Row(row) + (first / 8);
            strides[count + i] = _bits[i].BytesPerRow;
        }

        for (var i = 0; i < count; i++)
        {
            var matrix = _matrices[i];
            strides[i] = (nint)matrix.Stride * matrix.ElementSize;
            pointers[i] = matrix.Pointer
                + (_perRow[i] ? (_perColumn[i] || !_perSlice[i] ? row : clock) * strides[i] : 0)
                + (_perColumn[i] ? (nint)first * matrix.ElementSize : 0);
        }

        Kernel.Run(pointers, strides, 1, (end == _units ? _columns : end) - first);
    }

    private static ConditionBits BitsOf(Matrix matrix) => matrix.Bits ??= new ConditionBits(matrix);
}

/// <summary>Elementwise arithmetic on the variables of one population.</summary>
internal sealed class ElementCall(BoundKernel kernel, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => kernel.RowMatrices;

    public override bool IsSliced => kernel.HasColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (block.Slices == 1 || !kernel.HasColumns)
        {
            kernel.Run(block.FirstRow, block.Rows);
            return;
        }

        var (first, end) = block.Units(kernel.Units);
        for (var row = block.FirstRow; first < end && row < block.FirstRow + block.Rows; row++)
        {
            kernel.RunColumns(row, first, end, block.FirstSlice);
        }
    }

    public override string ToString() => text;
}
