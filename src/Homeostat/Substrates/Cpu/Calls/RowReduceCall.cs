
namespace Homeostat.Substrates;

/// <summary>The sum, the largest or the k-th largest value over the units of a population, for each sample.</summary>
internal sealed unsafe class RowReduceCall(Reduction reduction, int k, Matrix source, Matrix target, string text) : RowCall
{
    private readonly Matrix _source = Views.Require(source, text, 1, source.Columns, target.Type);
    private readonly Matrix _target = Views.Require(target, text, 1, 1, target.Type);

    public override IEnumerable<Matrix> RowMatrices => [_source, _target];

    public override void Run(BlockContext block)
    {
        Views.RequireRows(block.FirstRow, block.Rows, Math.Min(_source.Rows, _target.Rows));
        var x = _source.Pointer + ((nint)block.FirstRow * _source.Stride * _source.ElementSize);
        var result = _target.Pointer + ((nint)block.FirstRow * _target.Stride * _target.ElementSize);
        switch (reduction)
        {
            case Reduction.Sum:
                Reductions.RowSum(x, _source.Stride, block.Rows, _source.Columns, result, _target.Stride, _source.Type);
                break;
            case Reduction.Max or Reduction.Reference:
                Reductions.RowMax(x, _source.Stride, block.Rows, _source.Columns, result, _target.Stride, _source.Type);
                break;
            default:
                Reductions.RowKthLargest(x, _source.Stride, block.Rows, _source.Columns, k, result, _target.Stride, _source.Type);
                break;
        }
    }

    public override string ToString() => text;
}
