namespace Homeostat.Substrates;

/// <summary>target (+)= source · weights, for a block of rows; the weights stay packed from one settling step to the next.</summary>
internal sealed unsafe class ProductCall(
    DenseProduct product, Matrix source, PackedMatrix weights, Matrix target, bool accumulate, string text) : RowCall
{
    private readonly Matrix _source = Views.Require(source, text, 1, weights.Depth, weights.Type);
    private readonly Matrix _target = Views.Require(target, text, 1, weights.Columns, weights.Type);

    public override IEnumerable<Matrix> RowMatrices => [_source, _target];

    public override void Run(BlockContext block)
    {
        Views.RequireRows(block.FirstRow, block.Rows, Math.Min(_source.Rows, _target.Rows));
        var input = _source.Pointer + ((nint)block.FirstRow * _source.Stride * _source.ElementSize);
        var output = _target.Pointer + ((nint)block.FirstRow * _target.Stride * _target.ElementSize);
        product.Multiply(
            input, _source.Stride, block.Rows, weights, output, _target.Stride,
            accumulate ? output : null, _target.Stride);
    }

    public override string ToString() => text;
}
