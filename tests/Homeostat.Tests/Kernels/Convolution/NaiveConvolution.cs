using CsCheck;

namespace Homeostat.Tests.Kernels;

/// <summary>Convolutions by their definition: loops over all places and weights.</summary>
internal static class NaiveConvolution
{
    public static readonly Gen<Homeostat.Convolution> Geometry =
        from height in Gen.Int[1, 14]
        from width in Gen.Int[1, 24]
        from channels in Gen.Int[1, 4]
        from filters in Gen.OneOf(Gen.Int[1, 5], Gen.Int[1, 40])
        from stride in Gen.Int[1, 3]
        from padding in Gen.Int[0, 3]
        from dilation in Gen.Int[1, 3]
        from kernelHeight in Gen.Int[1, Math.Min(5, ((height + (2 * padding) - 1) / dilation) + 1)]
        from kernelWidth in Gen.Int[1, Math.Min(5, ((width + (2 * padding) - 1) / dilation) + 1)]
        select new Homeostat.Convolution(height, width, channels, filters, kernelHeight, kernelWidth, stride, padding, dilation);

    public static readonly Gen<ElementType> NumberType = Gen.OneOf(ElementType.Float32, ElementType.Float64);

    /// <summary>All multiplications of a weight by a pixel, those of a postsynaptic unit in the order of its weights; a pixel on the padding is -1.</summary>
    public static IEnumerable<(int Pre, int Post, int Filter, int Tap)> Products(Homeostat.Convolution c)
    {
        for (var post = 0; post < c.Outputs; post++)
        {
            var (filter, oy, ox) = (post / (c.OutputHeight * c.OutputWidth), post / c.OutputWidth % c.OutputHeight, post % c.OutputWidth);
            for (var tap = 0; tap < c.Channels * c.KernelHeight * c.KernelWidth; tap++)
            {
                var y = (oy * c.Stride) + (tap / c.KernelWidth % c.KernelHeight * c.Dilation) - c.Padding;
                var x = (ox * c.Stride) + (tap % c.KernelWidth * c.Dilation) - c.Padding;
                var inside = y >= 0 && y < c.Height && x >= 0 && x < c.Width;
                yield return (inside ? (((tap / c.KernelWidth / c.KernelHeight * c.Height) + y) * c.Width) + x : -1, post, filter, tap);
            }
        }
    }

    /// <summary>Random numbers between −0.5 and 0.5; the padding of rows holds NaN, so that none may leak out of it.</summary>
    public static Matrix Filled(int rows, int columns, ElementType type, int seed)
    {
        var matrix = new Matrix(rows, columns, type);
        var random = new Random(seed);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < matrix.Stride; column++)
            {
                Set(matrix, row, column, column < columns ? random.NextDouble() - 0.5 : double.NaN);
            }
        }

        return matrix;
    }

    public static unsafe void Set(Matrix matrix, int row, int column, double value)
    {
        if (matrix.Type == ElementType.Float32)
        {
            ((float*)matrix.At(row))[column] = (float)value;
        }
        else
        {
            ((double*)matrix.At(row))[column] = value;
        }
    }
}
