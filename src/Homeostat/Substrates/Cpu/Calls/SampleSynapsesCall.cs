namespace Homeostat.Substrates;

/// <summary>
/// Arithmetic for every synapse in every sample, for one range of postsynaptic units after another. A range goes through all samples in order, so that no sum
/// depends on the number of threads.
/// </summary>
internal sealed unsafe class SampleSynapsesCall : WholeCall
{
    private const int RowsPerTask = 8;

    private readonly SampleSynapses _operation;
    private readonly Task<ElementKernel> _kernel;
    private readonly Matrix[] _matrices;
    private readonly (Matrix Sum, bool IsMean)[] _sums;
    private readonly Action _written;
    private readonly int _columns;

    public SampleSynapsesCall(SampleSynapses operation, Task<ElementKernel> kernel, Func<Symbol, Matrix> memory, int batch, Action written)
    {
        (_operation, _kernel, _written) = (operation, kernel, written);
        _matrices = [.. operation.Operands.Select(operand => Checked(operand, memory(operand.Variable), batch))];
        _sums = [.. operation.Sums.Select(sum => (memory(sum.Sum), sum.IsMean))];

        // Rows are padded to whole vectors, and the kernel computes the padding too.
        _columns = operation.Operands.Zip(_matrices).Where(operand => operand.First.Symbol.Axes.HasFlag(Axes.Columns)).Select(operand => operand.Second.Stride).DefaultIfEmpty(operation.Columns).Min();
    }

    public override int Tasks(int batch) => (_operation.Rows + RowsPerTask - 1) / RowsPerTask;

    public override void Run(int task, int batch)
    {
        var first = task * RowsPerTask;
        var rows = Math.Min(RowsPerTask, _operation.Rows - first);
        foreach (var (sum, _) in _sums)
        {
            for (var row = first; row < first + rows; row++)
            {
                new Span<byte>(sum.At(row), sum.Stride * sum.ElementSize).Clear();
            }
        }

        var pointers = stackalloc byte*[_matrices.Length];
        var strides = stackalloc nint[_matrices.Length];
        for (var sample = 0; sample < batch; sample++)
        {
            for (var k = 0; k < _matrices.Length; k++)
            {
                var (matrix, axes) = (_matrices[k], _operation.Operands[k].Symbol.Axes);
                var row = (nint)matrix.Stride * matrix.ElementSize;
                var (offset, stride) = _operation.Operands[k].Kind switch
                {
                    SampleOperandKind.Sample => ((((nint)sample * _operation.Rows) + first) * row, row),
                    SampleOperandKind.Post => ((sample * row) + ((nint)first * matrix.ElementSize), matrix.ElementSize),
                    SampleOperandKind.Pre => (sample * row, row),
                    _ => (axes.HasFlag(Axes.Rows) ? first * row : 0, row),
                };
                pointers[k] = matrix.Pointer + offset;
                strides[k] = stride;
            }

            _kernel.GetAwaiter().GetResult().Run(pointers, strides, rows, _columns);
        }

        foreach (var (sum, isMean) in _sums)
        {
            if (isMean)
            {
                Multiply(sum, first, rows, 1.0 / batch);
            }
        }
    }

    public override void Finish(int batch) => _written();

    public override string ToString() => _operation.ToString();

    private Matrix Checked(SampleOperand operand, Matrix matrix, int batch) => Views.Require(
        matrix,
        operand.Variable.Name,
        operand.Kind switch
        {
            SampleOperandKind.Sample => batch * _operation.Rows,
            SampleOperandKind.Synapse => operand.Symbol.Axes.HasFlag(Axes.Rows) ? _operation.Rows : 1,
            _ => batch,
        },
        operand.Kind == SampleOperandKind.Post ? _operation.Rows : operand.Symbol.Axes.HasFlag(Axes.Columns) ? _operation.Columns : 1,
        matrix.Type);

    private static void Multiply(Matrix matrix, int first, int rows, double by)
    {
        for (var row = first; row < first + rows; row++)
        {
            if (matrix.Type == ElementType.Float32)
            {
                Multiply(matrix.Row<float>(row), (float)by);
            }
            else
            {
                Multiply(matrix.Row<double>(row), by);
            }
        }
    }

    private static void Multiply<T>(Span<T> values, T by)
        where T : System.Numerics.INumber<T>
    {
        foreach (ref var value in values)
        {
            value *= by;
        }
    }
}
