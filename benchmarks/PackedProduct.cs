namespace Homeostat.Benchmarks;

/// <summary>A product as a plan runs it: the weights are packed, and the rows of the result are divided among workers.</summary>
internal sealed unsafe class PackedProduct : IDisposable
{
    private readonly DenseProduct _product = DenseProduct.For(ElementType.Float32);
    private readonly Matrix _a;
    private readonly Matrix _b;
    private readonly Matrix _c;
    private readonly PackedMatrix _packed;
    private readonly WorkItem _multiply;
    private readonly WorkItem _pack;
    private readonly int _tasks;
    private readonly int _packTasks;

    public PackedProduct(int m, int k, int n, bool transposed, int threads)
    {
        (M, K, N, Transposed, Workers) = (m, k, n, transposed, new Workers(threads));
        (_a, _b, _c) = (Filled(transposed ? k : m, transposed ? m : k), Filled(transposed ? k : n, transposed ? n : k), new Matrix(m, n));
        _packed = new PackedMatrix(k, n, ElementType.Float32);
        _packed.Pack(_b, transpose: !transposed);
        _packTasks = Math.Min(_packed.Panels, 4 * threads);
        _pack = (task, _) =>
        {
            var first = _packed.Panels * task / _packTasks;
            _packed.Pack(_b, !transposed, first, (_packed.Panels * (task + 1) / _packTasks) - first);
        };

        // A product with few rows is divided by columns instead.
        var blocks = (m + _product.TileRows - 1) / _product.TileRows;
        var byRows = blocks >= threads;
        _tasks = threads == 1 ? 1 : byRows ? Math.Min(blocks, 4 * threads) : _packTasks;
        _multiply = (task, _) =>
        {
            var total = byRows ? M : _packed.Panels;
            var first = total * task / _tasks;
            var count = (total * (task + 1) / _tasks) - first;
            if (Transposed)
            {
                _product.MultiplyTransposed(_a, _packed, K, 1, _c, first, count, accumulate: false);
            }
            else if (byRows)
            {
                _product.Multiply(_a.At(first), _a.Stride, count, _packed, _c.At(first), _c.Stride, null, 0);
            }
            else
            {
                _product.Multiply(_a.Pointer, _a.Stride, M, _packed, _c.Pointer, _c.Stride, null, 0, first, count);
            }
        };
    }

    public int M { get; }

    public int K { get; }

    public int N { get; }

    public bool Transposed { get; }

    public Workers Workers { get; }

    public void Multiply() => Workers.Run(_multiply, _tasks);

    public void PackAndMultiply()
    {
        Workers.Run(_pack, _packTasks);
        Multiply();
    }

    public void Dispose()
    {
        Workers.Dispose();
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _packed.Dispose();
    }

    private static Matrix Filled(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            Philox.FillUniform(matrix.Row<float>(row), 1, 0, (ulong)row);
        }

        return matrix;
    }
}
