namespace Homeostat.Substrates;

/// <summary>A sum over the batch that a learning rule needs: target[j, i] = scale · Σ over samples post[·, j]·pre[·, i].</summary>
/// <param name="Post">The values of the postsynaptic units, one row for each sample.</param>
/// <param name="Pre">The values of the presynaptic units, one row for each sample, packed.</param>
/// <param name="Target">The matrix for the sum, one row for each postsynaptic unit.</param>
/// <param name="IsMean">Whether the sum is divided by the number of samples.</param>
internal sealed record OuterSum(Matrix Post, PackedMatrix Pre, Matrix Target, bool IsMean);

/// <summary>
/// Changes synapses: computes the sums over the batch and then the synapse equations, for one range of postsynaptic units after
/// another, so that a range is still in cache when its equations are computed.
/// </summary>
internal sealed class SynapseCall(
    DenseProduct product,
    OuterSum[] sums,
    BoundKernel? kernel,
    int rows,
    int rowsPerTask,
    Action written,
    string text) : WholeCall
{
    public override int Tasks(int batch) => (rows + rowsPerTask - 1) / rowsPerTask;

    public override void Run(int task, int batch)
    {
        var first = task * rowsPerTask;
        var count = Math.Min(rowsPerTask, rows - first);
        foreach (var sum in sums)
        {
            product.MultiplyTransposed(
                sum.Post, sum.Pre, batch, sum.IsMean ? 1.0 / batch : 1.0, sum.Target, first, count, false);
        }

        kernel?.Run(first, count);
    }

    public override void Finish(int batch) => written();

    public override string ToString() => text;
}

/// <summary>The sum over the batch of a value with one element for each unit, from which one-to-one synapses learn.</summary>
internal sealed class BatchSumCall(Matrix source, Matrix target, bool isMean, string text) : WholeCall
{
    public override int Tasks(int batch) => 1;

    public override void Run(int task, int batch)
    {
        Reductions.ColumnSum(source, batch, target);
        if (isMean)
        {
            for (var i = 0; i < target.Columns; i++)
            {
                target[0, i] /= batch;
            }
        }
    }

    public override string ToString() => text;
}

/// <summary>The sum, or the largest value, over the synapses of each postsynaptic unit (a row) or of each presynaptic unit (a column).</summary>
internal sealed unsafe class SynapseSumCall(Reduction reduction, Matrix source, Matrix target, bool overRow, string text) : WholeCall
{
    private const int RowsPerTask = 128;

    private readonly Matrix _target = overRow
        ? Views.Require(target, text, source.Rows, 1, source.Type)
        : Views.Require(target, text, 1, source.Columns, source.Type);

    public override int Tasks(int batch) => overRow ? (source.Rows + RowsPerTask - 1) / RowsPerTask : 1;

    public override void Run(int task, int batch)
    {
        if (!overRow)
        {
            if (reduction == Reduction.Sum)
            {
                Reductions.ColumnSum(source, source.Rows, _target);
            }
            else
            {
                Reductions.ColumnMax(source, source.Rows, _target);
            }

            return;
        }

        var first = task * RowsPerTask;
        var rows = Math.Min(RowsPerTask, source.Rows - first);
        var from = source.Pointer + ((nint)first * source.Stride * source.ElementSize);
        var to = _target.Pointer + ((nint)first * _target.Stride * _target.ElementSize);
        if (reduction == Reduction.Sum)
        {
            Reductions.RowSum(from, source.Stride, rows, source.Columns, to, _target.Stride, source.Type);
        }
        else
        {
            Reductions.RowMax(from, source.Stride, rows, source.Columns, to, _target.Stride, source.Type);
        }
    }

    public override string ToString() => text;
}

/// <summary>The whitening factor of the matrix that all synapses of a projection form.</summary>
internal sealed class WhitenCall(Matrix source, Matrix target, string projection, string text) : WholeCall
{
    private readonly Matrix _target = Views.Require(target, text, source.Rows, source.Columns, source.Type);

    public override int Tasks(int batch) => 1;

    public override void Run(int task, int batch) => WhiteningFactor.Compute(source, _target, projection);

    public override string ToString() => text;
}

/// <summary>Packs the values of a batch as the right operand of a sum over it.</summary>
internal sealed class PackBatchCall(Matrix source, PackedMatrix target, string text) : WholeCall
{
    private const int PanelsPerTask = 2;

    public override int Tasks(int batch) => (target.Panels + PanelsPerTask - 1) / PanelsPerTask;

    public override void Run(int task, int batch)
    {
        var first = task * PanelsPerTask;
        target.Pack(source, false, first, Math.Min(PanelsPerTask, target.Panels - first), batch);
    }

    public override string ToString() => text;
}
