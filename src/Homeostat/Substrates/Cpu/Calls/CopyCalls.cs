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

/// <summary>Copies the values of a time point of each sample of a data stream into a clamped variable.</summary>
internal sealed class TimePointCall(Matrix stream, Matrix target, string text) : RowCall
{
    private readonly int _times = stream.Columns / target.Columns;
    private readonly Matrix _stream = Views.Require(stream, text, target.Rows, stream.Columns / target.Columns * target.Columns, target.Type);

    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block.Position.Time, _times);
        var first = block.Position.Time * target.Columns;
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            if (target.Type == ElementType.Float32)
            {
                _stream.Row<float>(row).Slice(first, target.Columns).CopyTo(target.Row<float>(row));
            }
            else
            {
                _stream.Row<double>(row).Slice(first, target.Columns).CopyTo(target.Row<double>(row));
            }
        }
    }

    public override string ToString() => text;
}

/// <summary>Sets the unit of the present candidate to 1 and all others to 0.</summary>
internal sealed class CandidateCall(Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var unit = 0; unit < target.Columns; unit++)
            {
                target[row, unit] = unit == block.Position.Candidate ? 1 : 0;
            }
        }
    }

    public override string ToString() => text;
}

/// <summary>Stores the values of units in those that stand for the present time point.</summary>
internal sealed class KeptCall(Matrix value, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [value, target];

    public override void Run(BlockContext block)
    {
        var first = block.Position.Time * value.Columns;
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            if (target.Type == ElementType.Float32)
            {
                value.Row<float>(row).CopyTo(target.Row<float>(row).Slice(first, value.Columns));
            }
            else
            {
                value.Row<double>(row).CopyTo(target.Row<double>(row).Slice(first, value.Columns));
            }
        }
    }

    public override string ToString() => text;
}

/// <summary>Stores the score of each sample in the unit of the present candidate.</summary>
internal sealed class ScoreCall(Matrix score, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [score, target];

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            target[row, block.Position.Candidate] = score[row, 0];
        }
    }

    public override string ToString() => text;
}
