namespace Homeostat.Substrates;

/// <summary>
/// source (+)= transposed convolution of the target by the kernels, for a block of rows (samples): the values that postsynaptic units send
/// back to their pixels. The contributions of all weights at some positions are computed as a product and then added up pixel by
/// pixel, in an order that depends on the shape of the convolution alone.
/// </summary>
internal sealed unsafe class TransposedConvolution : IDisposable
{
    // There are enough positions at a time that a sum has been written to the cache before it is read again.
    private const int LargestChunk = 512;

    private readonly Convolution _shape;
    private readonly DenseProduct _product;
    private readonly Matrix _source;
    private readonly Matrix _kernels;
    private readonly Matrix _target;
    private readonly bool _accumulate;
    private readonly int _depth;
    private readonly int _places;
    private readonly int _chunk;
    private readonly int _samples;
    private readonly Scratch[] _scratch;

    /// <summary>Checks the matrices and allocates the memory of each thread.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="source">The presynaptic units [samples × channels·height·width], which are written.</param>
    /// <param name="kernels">The weights [filters × channels·kernel height·kernel width].</param>
    /// <param name="target">The postsynaptic units [samples × filters·output height·output width], which are read.</param>
    /// <param name="accumulate">Whether to add to the values of the source.</param>
    /// <param name="workers">The number of threads that may call <see cref="Run"/> at the same time.</param>
    public TransposedConvolution(Convolution shape, Matrix source, Matrix kernels, Matrix target, bool accumulate, int workers)
    {
        _shape = shape;
        (_depth, _places) = (shape.TapsPerKernel, shape.Places);
        _source = Views.Require(source, "source of a transposed convolution", 1, shape.Inputs, source.Type);
        _kernels = Views.Require(kernels, "kernels of a transposed convolution", shape.Filters, _depth, source.Type);
        _target = Views.Require(target, "target of a transposed convolution", 1, shape.Outputs, source.Type);
        _accumulate = accumulate;
        _product = DenseProduct.For(source.Type);

        // A chunk is several whole samples or a part of one, never parts of two: the sums of a sample are then the same in any block.
        _samples = Math.Max(1, LargestChunk / _places);
        var parts = (_places + LargestChunk - 1) / LargestChunk;
        var panel = _product.PanelColumns;
        _chunk = parts == 1 ? _samples * _places : ((_places + parts - 1) / parts + panel - 1) / panel * panel;
        _scratch = [.. Enumerable.Range(0, workers).Select(_ => new Scratch(shape, _samples, _chunk, _product))];
    }

    /// <summary>Computes a block of rows.</summary>
    /// <inheritdoc cref="ConvolutionProduct.Run"/>
    public void Run(int firstRow, int rows, int worker)
    {
        Views.RequireRows(firstRow, rows, Math.Min(_source.Rows, _target.Rows));
        var scratch = _scratch[worker];
        for (var sample = 0; sample < rows; sample += _samples)
        {
            var samples = Math.Min(_samples, rows - sample);
            scratch.Images.Clear();
            for (var place = 0; place < _places * samples; place += _chunk)
            {
                Add(scratch, firstRow + sample, place, Math.Min(_chunk, (_places * samples) - place));
            }

            for (var slot = 0; slot < samples; slot++)
            {
                scratch.Images.Store(slot, _source.At(firstRow + sample + slot), _accumulate);
            }
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

    private void Add(Scratch scratch, int row, int first, int count)
    {
        var (panels, result) = (scratch.Panels, scratch.Result);
        var used = Pack(panels, row, first, count);
        var runs = scratch.Images.Cut(first, count, scratch.Runs);
        var parts = (_depth + scratch.Taps - 1) / scratch.Taps;
        for (var part = 0; part < parts; part++)
        {
            var tap = (int)((long)_depth * part / parts);
            var taps = (int)((long)_depth * (part + 1) / parts) - tap;
            _product.MultiplyTransposed(
                _kernels.Pointer + ((nint)tap * _kernels.ElementSize), _kernels.Stride, taps, panels, _shape.Filters, used, result.Pointer, result.Stride);
            PixelRuns.Scatter(
                result.Pointer,
                (nint)result.Stride * result.ElementSize,
                scratch.Images.Taps.Slice(tap, taps),
                scratch.Runs.AsSpan(0, runs),
                scratch.Images.Pointer,
                result.Type);
        }
    }

    // Packs some positions of all filters and returns the number of panels.
    private int Pack(PackedMatrix panels, int row, int first, int count)
    {
        var size = _target.ElementSize;
        var used = (count + _product.PanelColumns - 1) / _product.PanelColumns;
        for (var panel = 0; panel < used; panel++)
        {
            var to = panels.Panel(panel);
            var rowBytes = panels.WidthOf(panel) * size;
            var end = Math.Min(count, (panel + 1) * _product.PanelColumns);
            for (var column = panel * _product.PanelColumns; column < end;)
            {
                var (sample, place) = Math.DivRem(first + column, _places);
                var length = Math.Min(_places - place, end - column);
                var from = _target.At(row + sample) + ((nint)place * size);
                var target = to + ((nint)(column % _product.PanelColumns) * size);
                for (var filter = 0; filter < _shape.Filters; filter++)
                {
                    PixelRuns.Copy(from, target, (nint)length * size);
                    from += (nint)_places * size;
                    target += rowBytes;
                }

                column += length;
            }
        }

        return used;
    }

    private sealed class Scratch : IDisposable
    {
        private const int TilesAtATime = 3;

        public Scratch(Convolution shape, int samples, int chunk, DenseProduct product)
        {
            Images = new PaddedImages(shape, samples, product.Type);
            Panels = new PackedMatrix(shape.Filters, chunk, product.Type);
            Taps = TilesAtATime * product.TileRows;

            // There is one extra row, since runs are read in whole vectors.
            Result = new Matrix(Taps + 1, chunk, product.Type);
            Runs = new PixelRun[chunk];
        }

        public PaddedImages Images { get; }

        public PackedMatrix Panels { get; }

        /// <summary>The number of kernel weights whose contributions are computed at a time.</summary>
        public int Taps { get; }

        public Matrix Result { get; }

        public PixelRun[] Runs { get; }

        public void Dispose()
        {
            Images.Dispose();
            Panels.Dispose();
            Result.Dispose();
        }
    }
}
