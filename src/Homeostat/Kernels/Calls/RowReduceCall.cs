using Homeostat.Equations;

namespace Homeostat.Kernels;

/// <summary>The sum, the largest or the k-th largest value over the units of a population, for each sample.</summary>
internal sealed unsafe class RowReduceCall(Reduction reduction, int k, Matrix source, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [source, target];

    public override Cost CostPerRow => new(0, source.Columns, (double)source.Columns * source.ElementSize);

    public override void Run(BlockContext block)
    {
        var x = source.Pointer + ((nint)block.FirstRow * source.Stride * source.ElementSize);
        var result = target.Pointer + ((nint)block.FirstRow * target.Stride * target.ElementSize);
        switch (reduction)
        {
            case Reduction.Sum:
                Reductions.RowSum(x, source.Stride, block.Rows, source.Columns, result, target.Stride, source.Type);
                break;
            case Reduction.Max or Reduction.Reference:
                Reductions.RowMax(x, source.Stride, block.Rows, source.Columns, result, target.Stride, source.Type);
                break;
            default:
                Reductions.RowKthLargest(x, source.Stride, block.Rows, source.Columns, k, result, target.Stride, source.Type);
                break;
        }
    }

    public override string ToString() => text;
}
