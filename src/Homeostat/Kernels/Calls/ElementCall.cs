using Homeostat.Equations;

namespace Homeostat.Kernels;

/// <summary>Binds the operands of an element kernel, which may still be compiling, to memory and runs it on a range of rows.</summary>
internal sealed unsafe class BoundKernel
{
    private readonly Task<ElementKernel> _compilation;
    private ElementKernel? _kernel;
    private readonly Matrix[] _matrices;
    private readonly bool[] _perRow;
    private readonly int _columns;
    private readonly int _units;
    private readonly bool _isFlat;

    public BoundKernel(Task<ElementKernel> compilation, IReadOnlyList<Symbol> operands, Func<Symbol, Matrix> memory, int columns)
    {
        _compilation = compilation;
        _matrices = [.. operands.Select(memory)];
        _perRow = [.. operands.Select(symbol => symbol.Axes.HasFlag(Axes.Rows))];

        // Rows are padded to whole vectors, so the kernel may run over the padding and needs no scalar tail. Where nothing
        // varies along columns, any number of them will do.
        var padded = _matrices.Zip(operands, (matrix, symbol) => (matrix, symbol.Axes))
            .Where(operand => operand.Axes.HasFlag(Axes.Columns))
            .Select(operand => operand.matrix.Stride)
            .DefaultIfEmpty(Matrix.Alignment)
            .Min();
        _columns = padded;
        _isFlat = operands.All(symbol => symbol.Axes is Axes.Both or Axes.None)
            && _matrices.Zip(operands).All(o => o.Second.Axes == Axes.None || o.First.Stride == padded);
        RowMatrices = [.. _matrices.Where((_, i) => _perRow[i])];
        _units = columns;
    }

    public IReadOnlyList<Matrix> RowMatrices { get; }

    /// <summary>The cost of one row.</summary>
    public Cost Cost => new(0, (double)Kernel.Operations * _units, RowMatrices.Sum(m => (double)m.Columns * m.ElementSize));

    private ElementKernel Kernel => _kernel ??= _compilation.GetAwaiter().GetResult();

    public void Run(int firstRow, int rows)
    {
        var count = _matrices.Length;
        var pointers = stackalloc byte*[count];
        var strides = stackalloc nint[count];
        for (var i = 0; i < count; i++)
        {
            var matrix = _matrices[i];
            strides[i] = (nint)matrix.Stride * matrix.ElementSize;
            pointers[i] = matrix.Pointer + (_perRow[i] ? firstRow * strides[i] : 0);
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
}

/// <summary>Elementwise arithmetic on the variables of one population.</summary>
internal sealed class ElementCall(BoundKernel kernel, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => kernel.RowMatrices;

    public override Cost CostPerRow => kernel.Cost;

    public override void Run(BlockContext block) => kernel.Run(block.FirstRow, block.Rows);

    public override string ToString() => text;
}
