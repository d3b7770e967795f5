namespace Homeostat.Kernels;

/// <summary>target (+)= source · weights, for a block of rows; the weights stay packed from one settling step to the next.</summary>
internal sealed unsafe class ProductCall(
    DenseProduct product, Matrix source, PackedMatrix weights, Matrix target, bool accumulate, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [source, target];

    public override Cost CostPerRow => new(
        (double)weights.Depth * weights.Columns,
        0,
        ((double)weights.Depth + weights.Columns) * source.ElementSize);

    public override void Run(BlockContext block)
    {
        var input = source.Pointer + ((nint)block.FirstRow * source.Stride * source.ElementSize);
        var output = target.Pointer + ((nint)block.FirstRow * target.Stride * target.ElementSize);
        product.Multiply(
            input, source.Stride, block.Rows, weights, output, target.Stride,
            accumulate ? output : null, target.Stride);
    }

    public override string ToString() => text;
}
