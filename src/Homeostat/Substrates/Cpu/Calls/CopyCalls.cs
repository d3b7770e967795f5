namespace Homeostat.Substrates;

/// <summary>
/// Copies the rows of a data stream into a clamped variable: pixels and labels are supplied to the stream before a run.
/// </summary>
internal sealed unsafe class ClampCall(Matrix stream, Matrix target, string text) : RowCall
{
    private readonly Matrix _stream = Views.Require(stream, text, target.Rows, target.Columns, target.Type);

    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        Views.RequireRows(block.FirstRow, block.Rows, target.Rows);
        var bytes = (nint)target.Stride * target.ElementSize;
        var offset = block.FirstRow * bytes;
        var length = block.Rows * bytes;
        Buffer.MemoryCopy(_stream.Pointer + offset, target.Pointer + offset, length, length);
    }

    public override string ToString() => text;
}

/// <summary>Sets a variable of every unit and sample of a block to a value.</summary>
internal sealed class ResetCall(Matrix target, double value, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var (first, end) = block.Units(target.Columns);
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            if (target.Type == ElementType.Float32)
            {
                target.Row<float>(row)[first..end].Fill((float)value);
            }
            else
            {
                target.Row<double>(row)[first..end].Fill(value);
            }
        }
    }

    public override string ToString() => text;
}
