using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Homeostat.Kernels;

/// <summary>
/// Dense matrix products for one element type and vector width. The left operand is a block of rows that one thread
/// takes through a whole phase; the right operand is packed. An element of the result is one chain of fused
/// multiply-adds over the depth in order, so it does not depend, to the last bit, on the other rows of the block, on how
/// the work is split among threads or on the width of the vectors.
/// </summary>
public sealed unsafe class DenseProduct
{
    private static readonly ConcurrentDictionary<(ElementType, VectorWidth), DenseProduct> Products = [];

    // What stands in for an addend of nothing: a row of zeros, as wide as a panel, read with a distance of 0.
    private static readonly byte* Zeros = AllocateZeros();

    private readonly TileShape _shape;
    private readonly Tile?[,,] _tiles;

    private DenseProduct(ElementType type, VectorWidth width)
    {
        (Type, Width, _shape) = (type, width, TileShape.For(type, width));
        _tiles = new Tile?[_shape.Rows + 1, _shape.Vectors + 1, 2];
    }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>Vector width.</summary>
    public VectorWidth Width { get; }

    /// <summary>Rows of a full tile: blocks of a multiple of it are quickest.</summary>
    public int TileRows => _shape.Rows;

    /// <summary>The products for a type and a vector width (the widest of this machine by default); made once, safe for all threads.</summary>
    public static DenseProduct For(ElementType type, VectorWidth? width = null) =>
        Products.GetOrAdd((type, width ?? Lanes.Widest), key => new DenseProduct(key.Item1, key.Item2));

    /// <summary>
    /// C = A·B + addend on the calling thread. The rows of C (and of the addend) are read and written in whole vectors:
    /// they must be padded as a <see cref="Matrix"/>'s are, and the padding of C is overwritten.
    /// </summary>
    /// <param name="a">A [<paramref name="m"/> × <paramref name="b"/>.Depth].</param>
    /// <param name="aRowStride">Elements from one row of A to the next.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="b">B, packed for this type and width.</param>
    /// <param name="c">C [<paramref name="m"/> × <paramref name="b"/>.Columns].</param>
    /// <param name="cRowStride">Elements from one row of C to the next.</param>
    /// <param name="addend">Null for nothing; may be <paramref name="c"/>.</param>
    /// <param name="addendRowStride">Elements from one row of the addend to the next; 0 adds the same row to all (a bias).</param>
    /// <param name="workspace">Scratch of the calling thread.</param>
    public void Multiply(
        byte* a, nint aRowStride, int m, PackedMatrix b, byte* c, nint cRowStride, byte* addend, nint addendRowStride, Workspace workspace)
    {
        Check(b);
        ArgumentNullException.ThrowIfNull(workspace);
        var size = _shape.Lanes.ElementSize;
        Run(new Left(a, aRowStride * size, 0, LeftLayout.RowMajor), m, b, b.Depth, c, cRowStride * size, addend, addendRowStride * size, 1);
    }

    /// <summary>
    /// Rows <paramref name="firstRow"/> to <paramref name="firstRow"/> + <paramref name="rowCount"/> of
    /// C = scale · Aᵀ·B (+ C), on the calling thread: how a batch of errors A and activities B becomes a change of weights.
    /// </summary>
    /// <param name="a">A, at least [<paramref name="k"/> × C's rows], plain.</param>
    /// <param name="b">B [≥ <paramref name="k"/> × C's columns], packed without transposing.</param>
    /// <param name="k">Depth: rows of A and B to sum over (the batch).</param>
    /// <param name="scale">Factor on the product, such as 1/batch.</param>
    /// <param name="c">C.</param>
    /// <param name="firstRow">First row of C to compute.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="accumulate">Whether to add to what C holds.</param>
    /// <param name="workspace">Scratch of the calling thread.</param>
    public void MultiplyTransposed(
        Matrix a, PackedMatrix b, int k, double scale, Matrix c, int firstRow, int rowCount, bool accumulate, Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(workspace);
        Check(b);
        if (a.Type != Type || c.Type != Type || a.Rows < k || b.Depth < k || c.Columns != b.Columns || c.Rows > a.Columns
            || firstRow < 0 || rowCount < 0 || firstRow + rowCount > c.Rows)
        {
            throw new ArgumentException(
                $"Rows {firstRow} to {firstRow + rowCount} of C ({c.Rows} x {c.Columns} of {c.Type}) can't be the product of A transposed "
                + $"({a.Rows} x {a.Columns} of {a.Type}) and B ({b.Depth} x {b.Columns} of {b.Type}) over a depth of {k} in {Type}.");
        }

        var size = _shape.Lanes.ElementSize;
        var target = c.Pointer + ((nint)firstRow * c.Stride * size);
        var left = new Left(a.Pointer + (firstRow * size), size, (nint)a.Stride * size, LeftLayout.DepthMajor);
        Run(left, rowCount, b, k, target, (nint)c.Stride * size, accumulate ? target : null, (nint)c.Stride * size, scale);
    }

    private static byte* AllocateZeros()
    {
        const nuint Bytes = 4096;
        var zeros = (byte*)NativeMemory.AlignedAlloc(Bytes, Matrix.Alignment);
        NativeMemory.Clear(zeros, Bytes);
        return zeros;
    }

    /// <summary>Panel by panel, so that a panel read from memory serves all tiles of the block; distances in bytes.</summary>
    private void Run(
        Left left, int m, PackedMatrix b, int depth, byte* c, nint cRow, byte* addend, nint addendRow, double scale)
    {
        if (m <= 0)
        {
            return;
        }

        // Tiles of nearly equal height: 50 rows are 10 + 10 + 10 + 10 + 10, not 12 + 12 + 12 + 12 + 2.
        var tiles = (m + _shape.Rows - 1) / _shape.Rows;
        var panelBytes = (nint)_shape.Columns * _shape.Lanes.ElementSize;
        for (var panel = 0; panel < b.Panels; panel++)
        {
            var right = b.Panel(panel);
            var vectors = b.VectorsOf(panel);
            for (var tile = 0; tile < tiles; tile++)
            {
                var first = (int)((long)m * tile / tiles);
                var rows = (int)((long)m * (tile + 1) / tiles) - first;
                Tile(rows, vectors, left.Layout)(
                    left.Pointer + (first * left.Row),
                    left.Row,
                    left.Depth,
                    right,
                    depth,
                    c + (first * cRow) + (panel * panelBytes),
                    cRow,
                    addend == null ? Zeros : addend + (first * addendRow) + (panel * panelBytes),
                    addend == null ? 0 : addendRow,
                    scale);
            }
        }
    }

    // Two threads may both emit the same tile; either will do.
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

    /// <summary>Where a tile finds A; distances in bytes.</summary>
    private readonly record struct Left(nint Address, nint Row, nint Depth, LeftLayout Layout)
    {
        public Left(byte* pointer, nint row, nint depth, LeftLayout layout)
            : this((nint)pointer, row, depth, layout)
        {
        }

        public byte* Pointer => (byte*)Address;
    }
}
