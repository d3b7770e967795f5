namespace Homeostat.Kernels;

/// <summary>
/// Copies the rows of a data stream into a clamped variable: pixels and labels are supplied to the stream before a run.
/// </summary>
internal sealed unsafe class ClampCall(Matrix stream, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        var bytes = (nint)target.Stride * target.ElementSize;
        var offset = block.FirstRow * bytes;
        var length = block.Rows * bytes;
        Buffer.MemoryCopy(stream.Pointer + offset, target.Pointer + offset, length, length);
    }

    public override string ToString() => text;
}

/// <summary>Sets a variable of every unit and sample of a block to a value.</summary>
internal sealed class ResetCall(Matrix target, double value, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            if (target.Type == ElementType.Float32)
            {
                target.Row<float>(row).Fill((float)value);
            }
            else
            {
                target.Row<double>(row).Fill(value);
            }
        }
    }

    public override string ToString() => text;
}
