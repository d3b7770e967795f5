using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// Dense matrix products for one element type and vector width. The left operand is a block of rows that one thread
/// takes through a whole phase; the right operand is packed. An element of the result is one chain of fused
/// multiply-adds over the depth in order, so it does not depend, to the last bit, on the other rows of the block, on how
/// the work is split among threads or on the width of the vectors.
/// </summary>
internal sealed unsafe partial class DenseProduct
{
    private static readonly ConcurrentDictionary<(ElementType, VectorWidth), DenseProduct> Products = [];

    // The size of a part of A that stays in a core's second-level cache, beside the current panel, while all panels are processed.
    private const long BlockBytes = 256 * 1024;

    // The addend of a product without one: a row of zeros as wide as a panel, read with a row stride of 0.
    private static readonly byte* Zeros = AllocateZeros();

    private readonly TileShape _shape;
    private readonly Tile?[,,] _tiles;

    private DenseProduct(ElementType type, VectorWidth width)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new HomeostatException(
                "Dense products are emitted while the program runs, and this program was built without support for that: for "
                + "ahead-of-time compilation, as single-file programs are unless told otherwise. Put the line "
                + "'#:property PublishAot=false' at the top of the file, or <PublishAot>false</PublishAot> into the project.");
        }

        (Type, Width, _shape) = (type, width, TileShape.For(type, width));
        _tiles = new Tile?[_shape.Rows + 1, _shape.Vectors + 1, 2];
    }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The vector width.</summary>
    public VectorWidth Width { get; }

    /// <summary>The number of rows of a full tile; blocks with a multiple of it are the fastest.</summary>
    public int TileRows => _shape.Rows;

    /// <summary>The number of columns of a full panel.</summary>
    public int PanelColumns => _shape.Columns;

    /// <summary>The products for a type and a vector width (the widest of this machine by default); created once, usable by all threads.</summary>
    public static DenseProduct For(ElementType type, VectorWidth? width = null) =>
        Products.GetOrAdd((type, width ?? Lanes.Widest), key => new DenseProduct(key.Item1, key.Item2));

    /// <summary>
    /// C = A·B + addend on the calling thread. The rows of C (and of the addend) are read and written in whole vectors:
    /// they must be padded as a <see cref="Matrix"/>'s are, and the padding of C is overwritten.
    /// </summary>
    /// <param name="a">A [<paramref name="m"/> × <paramref name="b"/>.Depth].</param>
    /// <param name="aRowStride">The distance between rows of A, in elements.</param>
    /// <param name="m">The number of rows of A and C.</param>
    /// <param name="b">B, packed for this type and width.</param>
    /// <param name="c">C [<paramref name="m"/> × <paramref name="b"/>.Columns].</param>
    /// <param name="cRowStride">The distance between rows of C, in elements.</param>
    /// <param name="addend">The addend; null for none. It may be <paramref name="c"/>.</param>
    /// <param name="addendRowStride">The distance between rows of the addend, in elements; 0 adds the same row to all (a bias).</param>
    /// <param name="firstPanel">The first panel of B to use: threads can share a product of few rows by its columns. C and addend point to their first column all the same.</param>
    /// <param name="panelCount">The number of panels; null for all that follow.</param>
    /// <param name="depth">The number of columns of A and rows of B to sum over; null for all rows of B.</param>
    public void Multiply(
        byte* a,
        nint aRowStride,
        int m,
        PackedMatrix b,
        byte* c,
        nint cRowStride,
        byte* addend,
        nint addendRowStride,
        int firstPanel = 0,
        int? panelCount = null,
        int? depth = null)
    {
        Check(b);
        var k = depth ?? b.Depth;
        var panels = panelCount ?? b.Panels - firstPanel;
        ArgumentOutOfRangeException.ThrowIfNegative(firstPanel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPanel + panels, b.Panels, nameof(panelCount));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k, nameof(depth));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, b.Depth, nameof(depth));
        var size = _shape.Lanes.ElementSize;
        var result = new Result(c, cRowStride * size, addend, addendRowStride * size, 1);
        var blockRows = Math.Max(1, (int)(BlockBytes / ((long)k * size * _shape.Rows))) * _shape.Rows;
        for (var first = 0; first < m; first += blockRows)
        {
            var left = new Left(a + (first * aRowStride * size), aRowStride * size, 0, LeftLayout.RowMajor);
            Run(left, Math.Min(blockRows, m - first), b, firstPanel, panels, k, result.Below(first));
        }
    }

    /// <summary>
    /// Rows <paramref name="firstRow"/> to <paramref name="firstRow"/> + <paramref name="rowCount"/> of
    /// C = scale · Aᵀ·B (+ C), on the calling thread: how a batch of errors A and activities B becomes a change of weights.
    /// </summary>
    /// <param name="a">A, at least [<paramref name="k"/> × C's rows], plain.</param>
    /// <param name="b">B [≥ <paramref name="k"/> × C's columns], packed without transposing.</param>
    /// <param name="k">The depth: the number of rows of A and B to sum over (the batch).</param>
    /// <param name="scale">The factor of the product, such as 1/batch.</param>
    /// <param name="c">C.</param>
    /// <param name="firstRow">The first row of C to compute.</param>
    /// <param name="rowCount">The number of rows to compute.</param>
    /// <param name="accumulate">Whether to add to the values of C.</param>
    public void MultiplyTransposed(
        Matrix a, PackedMatrix b, int k, double scale, Matrix c, int firstRow, int rowCount, bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(c);
        Check(b);
        if (a.Type != Type || c.Type != Type || a.Rows < k || b.Depth < k || c.Columns != b.Columns || c.Rows > a.Columns
            || firstRow < 0 || rowCount < 0 || firstRow + rowCount > c.Rows)
        {
            throw new ArgumentException(
                $"Rows {firstRow} to {firstRow + rowCount} of C ({c.Rows} x {c.Columns} of {c.Type}) can't be the product of A transposed "
                + $"({a.Rows} x {a.Columns} of {a.Type}) and B ({b.Depth} x {b.Columns} of {b.Type}) over a depth of {k} in {Type}.");
        }

        var size = _shape.Lanes.ElementSize;
        var stride = (nint)c.Stride * size;
        var target = c.Pointer + (firstRow * stride);
        var left = new Left(a.Pointer + (firstRow * size), size, (nint)a.Stride * size, LeftLayout.DepthMajor);
        Run(left, rowCount, b, 0, b.Panels, k, new Result(target, stride, accumulate ? target : null, stride, scale));
    }

    /// <summary>
    /// C = Aᵀ·B on the calling thread, for some of the columns of A and panels of B. The rows of C are written in whole panels:
    /// they must have room for them.
    /// </summary>
    /// <param name="a">The first of the columns of A [<paramref name="k"/> × ≥ <paramref name="m"/>].</param>
    /// <param name="aRowStride">The distance between rows of A, in elements.</param>
    /// <param name="m">The number of columns of A and rows of C.</param>
    /// <param name="b">B, packed without transposing.</param>
    /// <param name="k">The depth: the number of rows of A and B to sum over.</param>
    /// <param name="panels">The number of panels of B to use, from the first.</param>
    /// <param name="c">C [<paramref name="m"/> × columns of the panels].</param>
    /// <param name="cRowStride">The distance between rows of C, in elements.</param>
    public void MultiplyTransposed(byte* a, nint aRowStride, int m, PackedMatrix b, int k, int panels, byte* c, nint cRowStride)
    {
        Check(b);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, b.Depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(panels, b.Panels);
        var size = _shape.Lanes.ElementSize;
        Run(new Left(a, size, aRowStride * size, LeftLayout.DepthMajor), m, b, 0, panels, k, new Result(c, cRowStride * size, null, 0, 1));
    }

    private static byte* AllocateZeros()
    {
        const int LongestPanelRow = 2 * Matrix.Alignment;
        var zeros = (byte*)NativeMemory.AlignedAlloc(LongestPanelRow, Matrix.Alignment);
        NativeMemory.Clear(zeros, LongestPanelRow);
        return zeros;
    }

    /// <summary>Computes panel by panel, so that a panel read from memory serves all tiles of the block.</summary>
    private void Run(Left left, int m, PackedMatrix b, int firstPanel, int panelCount, int depth, Result result)
    {
        // Tiles of nearly equal height: 50 rows are 10 + 10 + 10 + 10 + 10, not 12 + 12 + 12 + 12 + 2.
        var tiles = (m + _shape.Rows - 1) / _shape.Rows;
        for (var panel = firstPanel; panel < firstPanel + panelCount; panel++)
        {
            var right = b.Panel(panel);
            var vectors = b.VectorsOf(panel);
            var column = (nint)panel * _shape.Columns * _shape.Lanes.ElementSize;
            for (var tile = 0; tile < tiles; tile++)
            {
                var first = (int)((long)m * tile / tiles);
                var rows = (int)((long)m * (tile + 1) / tiles) - first;
                var part = result.Below(first);
                Tile(rows, vectors, left.Layout)(
                    left.Pointer + (first * left.Row),
                    left.Row,
                    left.Depth,
                    right,
                    depth,
                    part.Pointer + column,
                    part.Row,
                    part.Addend == null ? Zeros : part.Addend + column,
                    part.Addend == null ? 0 : part.AddendRow,
                    part.Scale);
            }
        }
    }

    // Two threads may emit the same tile at the same time; the two are equal.
    private Tile Tile(int rows, int vectors, LeftLayout layout) =>
        _tiles[rows, vectors, (int)layout] ??= TileEmitter.Emit(_shape.Lanes, rows, vectors, layout);

    private void Check(PackedMatrix b)
    {
        ArgumentNullException.ThrowIfNull(b);
        if (b.Type != Type || b.Width != Width)
        {
            throw new ArgumentException($"The right operand is packed for {b.Type} {b.Width}, the product is for {Type} {Width}.", nameof(b));
        }
    }

    /// <summary>The address and layout of A; distances are in bytes.</summary>
    private readonly struct Left(byte* pointer, nint row, nint depth, LeftLayout layout)
    {
        public byte* Pointer { get; } = pointer;

        public nint Row { get; } = row;

        public nint Depth { get; } = depth;

        public LeftLayout Layout { get; } = layout;
    }

    /// <summary>The address of C and of the addend; distances are in bytes.</summary>
    private readonly struct Result(byte* pointer, nint row, byte* addend, nint addendRow, double scale)
    {
        public byte* Pointer { get; } = pointer;

        public nint Row { get; } = row;

        public byte* Addend { get; } = addend;

        public nint AddendRow { get; } = addendRow;

        public double Scale { get; } = scale;

        public Result Below(int rows) =>
            new(Pointer + (rows * Row), Row, Addend == null ? null : Addend + (rows * AddendRow), AddendRow, Scale);
    }
}
