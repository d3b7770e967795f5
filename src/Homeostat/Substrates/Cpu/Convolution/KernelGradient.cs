namespace Homeostat.Substrates;

/// <summary>
/// gradient = scale · Σ post · pre over samples and positions, from which the kernels of a convolution learn. The samples are cut into groups
/// by their number and the shape alone, each group is summed separately, and the groups are added in order: the result has the same bits
/// for any number of threads.
/// </summary>
internal sealed unsafe class KernelGradient : IDisposable
{
    private const int LargestGroups = 64;
    private const int GroupElements = 1 << 18;
    private const int PartTiles = 8;
    private const int Chunk = 256;

    private readonly Convolution _shape;
    private readonly DenseProduct _product;
    private readonly Matrix _source;
    private readonly Matrix _target;
    private readonly Matrix _gradient;
    private readonly int _depth;
    private readonly int _places;
    private readonly int _parts;
    private readonly Matrix[] _sums;
    private readonly Scratch[] _scratch;

    /// <summary>Checks the matrices and allocates the memory of each thread.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="source">The presynaptic factor [samples × channels·height·width].</param>
    /// <param name="target">The postsynaptic factor [samples × filters·output height·output width].</param>
    /// <param name="gradient">The change of the kernels [filters × channels·kernel height·kernel width].</param>
    /// <param name="workers">The number of threads that may call <see cref="Run"/> at the same time.</param>
    public KernelGradient(Convolution shape, Matrix source, Matrix target, Matrix gradient, int workers)
    {
        _shape = shape;
        (_depth, _places) = (shape.TapsPerKernel, shape.Places);
        _source = Views.Require(source, "presynaptic factor of a kernel's gradient", 1, shape.Inputs, source.Type);
        _target = Views.Require(target, "postsynaptic factor of a kernel's gradient", 1, shape.Outputs, source.Type);
        _gradient = Views.Require(gradient, "gradient of a kernel", shape.Filters, _depth, source.Type);
        _product = DenseProduct.For(source.Type);
        var largestPart = PartTiles * _product.TileRows;
        _parts = (_depth + largestPart - 1) / largestPart;
        var groups = (int)Math.Clamp(GroupElements / ((long)_depth * shape.Filters), 1, LargestGroups);
        _sums = [.. Enumerable.Range(0, Math.Min(groups, source.Rows)).Select(_ => new Matrix(_depth, shape.Filters, source.Type))];
        _scratch = [.. Enumerable.Range(0, workers).Select(_ => new Scratch(shape, Math.Min(largestPart, _depth), _product))];
    }

    /// <summary>The number of tasks into which the sums over a number of samples are cut.</summary>
    public int Tasks(int samples) => Groups(samples) * _parts;

    /// <summary>Computes the sums of one group of samples, for a part of the weights.</summary>
    /// <param name="task">The index of the task.</param>
    /// <param name="samples">The number of samples, from the first row on.</param>
    /// <param name="worker">The index of the thread.</param>
    public void Run(int task, int samples, int worker)
    {
        Views.RequireRows(0, samples, Math.Min(_source.Rows, _target.Rows));
        var (group, part) = Math.DivRem(task, _parts);
        var groups = Groups(samples);
        var (firstRow, endRow) = ((int)((long)samples * group / groups), (int)((long)samples * (group + 1) / groups));
        var (firstTap, endTap) = ((int)((long)_depth * part / _parts), (int)((long)_depth * (part + 1) / _parts));
        var kernel = _shape.KernelHeight * _shape.KernelWidth;
        var (firstChannel, endChannel) = (firstTap / kernel, ((endTap - 1) / kernel) + 1);
        var scratch = _scratch[worker];
        var (images, left, loaded) = (scratch.Images, scratch.Left, 0);
        var end = (long)(endRow - firstRow) * _places;
        var sums = _sums[group].At(firstTap);
        for (long first = 0; first < end; first += Chunk)
        {
            var count = (int)Math.Min(Chunk, end - first);
            for (; loaded * (long)_places < first + count; loaded++)
            {
                images.Load(loaded % images.Count, _source.At(firstRow + loaded), firstChannel, endChannel);
            }

            var runs = images.Cut(first, count, scratch.Runs);
            PixelRuns.Gather(
                images.Pointer,
                images.Taps[firstTap..endTap],
                scratch.Runs.AsSpan(0, runs),
                left.Pointer,
                (nint)left.Stride * left.ElementSize);
            Pack(scratch.Right, firstRow, first, count);
            _product.Multiply(
                left.Pointer, left.Stride, endTap - firstTap, scratch.Right, sums, _sums[group].Stride, first > 0 ? sums : null, _sums[group].Stride, depth: count);
        }
    }

    /// <summary>Adds up the sums of the groups for some of the filters, after all tasks.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="firstFilter">The first filter.</param>
    /// <param name="filters">The number of filters.</param>
    /// <param name="scale">The factor of the sums, such as 1/batch.</param>
    public void Finish(int samples, int firstFilter, int filters, double scale)
    {
        Views.RequireRows(firstFilter, filters, _shape.Filters);
        if (_gradient.Type == ElementType.Float32)
        {
            AddUp(Groups(samples), firstFilter, filters, (float)scale);
        }
        else
        {
            AddUp(Groups(samples), firstFilter, filters, scale);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sum in _sums)
        {
            sum.Dispose();
        }

        foreach (var scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    private int Groups(int samples) => Math.Min(_sums.Length, samples);

    // Packs the postsynaptic units of some positions: one row for each position, one column for each filter.
    private void Pack(PackedMatrix right, int firstRow, long first, int count)
    {
        var size = _target.ElementSize;
        for (var column = 0; column < count;)
        {
            var (sample, place) = Math.DivRem(first + column, _places);
            var length = (int)Math.Min(_places - place, count - column);
            var from = _target.At(firstRow + (int)sample) + ((nint)place * size);
            for (var panel = 0; panel < right.Panels; panel++)
            {
                var filter = panel * _product.PanelColumns;
                var width = right.WidthOf(panel);
                Transposition.Copy(
                    from + ((nint)filter * _places * size),
                    _places,
                    Math.Min(_product.PanelColumns, _shape.Filters - filter),
                    length,
                    right.Panel(panel) + ((nint)column * width * size),
                    width,
                    _target.Type);
            }

            column += length;
        }
    }

    private void AddUp<T>(int groups, int firstFilter, int filters, T scale)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        for (var filter = firstFilter; filter < firstFilter + filters; filter++)
        {
            var row = _gradient.Row<T>(filter);
            for (var tap = 0; tap < _depth; tap++)
            {
                var sum = T.Zero;
                for (var group = 0; group < groups; group++)
                {
                    sum += ((T*)_sums[group].Pointer)[((nint)tap * _sums[group].Stride) + filter];
                }

                row[tap] = scale * sum;
            }
        }
    }

    private sealed class Scratch : IDisposable
    {
        public Scratch(Convolution shape, int taps, DenseProduct product)
        {
            var places = shape.Places;
            Images = new PaddedImages(shape, ((Chunk + places - 2) / places) + 1, product.Type);

            // There is one extra row, since runs are written in whole vectors.
            Left = new Matrix(taps + 1, Chunk, product.Type);
            Right = new PackedMatrix(Chunk, shape.Filters, product.Type);
            Runs = new PixelRun[Chunk];
        }

        public PaddedImages Images { get; }

        public Matrix Left { get; }

        public PackedMatrix Right { get; }

        public PixelRun[] Runs { get; }

        public void Dispose()
        {
            Images.Dispose();
            Left.Dispose();
            Right.Dispose();
        }
    }
}
