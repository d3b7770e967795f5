namespace Homeostat.Substrates;

/// <summary>
/// target (+)= convolution of the source by the kernels, for a block of rows (samples). The pixels under the kernels are packed for a few
/// positions at a time, as a panel, and multiplied by all kernels while they are in the cache. An element of the result is one chain of
/// fused multiply-adds over channels, rows and columns of its kernel, whatever the block and the thread.
/// </summary>
internal sealed unsafe class ConvolutionProduct : IDisposable
{
    private readonly Convolution _shape;
    private readonly DenseProduct _product;
    private readonly Matrix _source;
    private readonly Matrix _kernels;
    private readonly Matrix _target;
    private readonly bool _accumulate;
    private readonly int _depth;
    private readonly int _places;
    private readonly Scratch[] _scratch;

    /// <summary>Checks the matrices and allocates the memory of each thread.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="source">The presynaptic units [samples × channels·height·width].</param>
    /// <param name="kernels">The weights [filters × channels·kernel height·kernel width].</param>
    /// <param name="target">The postsynaptic units [samples × filters·output height·output width].</param>
    /// <param name="accumulate">Whether to add to the values of the target.</param>
    /// <param name="workers">The number of threads that may call <see cref="Run"/> at the same time.</param>
    public ConvolutionProduct(Convolution shape, Matrix source, Matrix kernels, Matrix target, bool accumulate, int workers)
    {
        _shape = shape;
        (_depth, _places) = (shape.TapsPerKernel, shape.Places);
        _source = Views.Require(source, "source of a convolution", 1, shape.Inputs, source.Type);
        _kernels = Views.Require(kernels, "kernels of a convolution", shape.Filters, _depth, source.Type);
        _target = Views.Require(target, "target of a convolution", 1, shape.Outputs, source.Type);
        _accumulate = accumulate;
        _product = DenseProduct.For(source.Type);
        _scratch = [.. Enumerable.Range(0, workers).Select(_ => new Scratch(shape, _depth, _product))];
    }

    /// <summary>Computes a block of rows.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="worker">The index of the thread.</param>
    public void Run(int firstRow, int rows, int worker)
    {
        Views.RequireRows(firstRow, rows, Math.Min(_source.Rows, _target.Rows));
        var scratch = _scratch[worker];
        var (images, panel, loaded) = (scratch.Images, scratch.Panel, 0);
        var end = (long)rows * _places;
        for (long first = 0; first < end; first += panel.Columns)
        {
            var count = (int)Math.Min(panel.Columns, end - first);
            for (; loaded * (long)_places < first + count; loaded++)
            {
                images.Load(loaded % images.Count, _source.At(firstRow + loaded), 0, _shape.Channels);
            }

            var runs = images.Cut(first, count, scratch.Runs);
            PixelRuns.Gather(images.Pointer, images.Taps, scratch.Runs.AsSpan(0, runs), panel.Panel(0), (nint)panel.Columns * _source.ElementSize);
            var (sample, place) = ((int)(first / _places), (int)(first % _places));
            if (count == panel.Columns && place + count <= _places)
            {
                Multiply(panel, Target(firstRow + sample, place), _places);
                continue;
            }

            if (_accumulate)
            {
                Exchange(scratch.Result, firstRow + sample, place, count, write: false);
            }

            Multiply(panel, scratch.Result.Pointer, scratch.Result.Stride);
            Exchange(scratch.Result, firstRow + sample, place, count, write: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    private void Multiply(PackedMatrix panel, byte* target, nint stride) => _product.Multiply(
        _kernels.Pointer, _kernels.Stride, _shape.Filters, panel, target, stride, _accumulate ? target : null, stride, depth: _depth);

    private byte* Target(int row, int place) => _target.At(row) + ((nint)place * _target.ElementSize);

    // Copies some positions of all filters, from a position of a sample on, between the target and a matrix with one row for each filter.
    private void Exchange(Matrix result, int row, int place, int count, bool write)
    {
        for (var column = 0; column < count; row++, place = 0)
        {
            var length = Math.Min(_places - place, count - column);
            var bytes = (nint)length * _target.ElementSize;
            for (var filter = 0; filter < _shape.Filters; filter++)
            {
                var outside = _target.At(row) + ((((nint)filter * _places) + place) * _target.ElementSize);
                var inside = result.At(filter) + ((nint)column * _target.ElementSize);
                PixelRuns.Copy(write ? inside : outside, write ? outside : inside, bytes);
            }

            column += length;
        }
    }

    private sealed class Scratch : IDisposable
    {
        public Scratch(Convolution shape, int depth, DenseProduct product)
        {
            var (places, columns) = (shape.Places, product.PanelColumns);
            Images = new PaddedImages(shape, ((columns + places - 2) / places) + 1, product.Type);
            Panel = PixelRuns.Packed(depth, product);
            Result = new Matrix(shape.Filters, columns, product.Type);
            Runs = new PixelRun[columns];
        }

        public PaddedImages Images { get; }

        public PackedMatrix Panel { get; }

        public Matrix Result { get; }

        public PixelRun[] Runs { get; }

        public void Dispose()
        {
            Images.Dispose();
            Panel.Dispose();
            Result.Dispose();
        }
    }
}
