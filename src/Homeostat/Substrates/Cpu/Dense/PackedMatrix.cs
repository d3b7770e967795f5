using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// The right operand B [depth × columns] of dense products, stored as panels: a panel has the columns of a few registers, over the whole
/// depth, row after row, in the order in which a tile reads them. Weights are packed once for each update and used for all products
/// until the next update.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly TileShape _shape;
    private byte* _pointer;

    /// <summary>Allocates a matrix of zeros.</summary>
    /// <param name="k">The depth: the number of rows of B, over which products sum.</param>
    /// <param name="n">The number of columns of B.</param>
    /// <param name="type">The element type.</param>
    /// <param name="width">The vector width of the panels; the widest of this machine by default.</param>
    public PackedMatrix(int k, int n, ElementType type, VectorWidth? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        (Depth, Columns, Type, Width) = (k, n, type, width ?? Lanes.Widest);
        _shape = TileShape.For(Type, Width);
        Panels = (n + _shape.Columns - 1) / _shape.Columns;
        var lastColumns = VectorsOf(Panels - 1) * _shape.Lanes.Count;
        var elements = (((nuint)Panels - 1) * (nuint)_shape.Columns) + (nuint)lastColumns;
        ByteLength = elements * (nuint)k * (nuint)_shape.Lanes.ElementSize;
        _pointer = (byte*)NativeMemory.AlignedAlloc(ByteLength, Matrix.Alignment);
        NativeMemory.Clear(_pointer, ByteLength);
    }

    /// <summary>Frees the memory where <see cref="Dispose"/> was not called.</summary>
    ~PackedMatrix() => Free();

    /// <summary>The number of rows of B: the largest depth that can be packed.</summary>
    public int Depth { get; }

    /// <summary>The number of columns of B.</summary>
    public int Columns { get; }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The vector width of the panels.</summary>
    public VectorWidth Width { get; }

    /// <summary>The number of bytes allocated.</summary>
    public nuint ByteLength { get; }

    /// <summary>The number of panels.</summary>
    public int Panels { get; }

    /// <summary>Packs all panels.</summary>
    /// <param name="source">B, or Bᵀ when <paramref name="transpose"/>.</param>
    /// <param name="transpose">Whether <paramref name="source"/> is [columns × depth].</param>
    public void Pack(Matrix source, bool transpose) => Pack(source, transpose, 0, Panels);

    /// <summary>Packs a range of panels, so that threads can share the work.</summary>
    /// <param name="source">B, or Bᵀ when <paramref name="transpose"/>.</param>
    /// <param name="transpose">Whether <paramref name="source"/> is [columns × depth].</param>
    /// <param name="firstPanel">The first panel to pack.</param>
    /// <param name="panelCount">The number of panels to pack.</param>
    /// <param name="depth">The number of rows of B to pack, at most <see cref="Depth"/> (the default). Products must not use a larger depth.</param>
    /// <exception cref="ArgumentException">The source has another element type or is too small.</exception>
    public void Pack(Matrix source, bool transpose, int firstPanel, int panelCount, int? depth = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        var k = depth ?? Depth;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Depth, nameof(depth));
        ArgumentOutOfRangeException.ThrowIfNegative(k, nameof(depth));
        ArgumentOutOfRangeException.ThrowIfNegative(firstPanel);
        ArgumentOutOfRangeException.ThrowIfNegative(panelCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPanel + panelCount, Panels, nameof(panelCount));
        var (rows, columns) = transpose ? (source.Columns, source.Rows) : (source.Rows, source.Columns);
        if (source.Type != Type || rows < k || columns != Columns)
        {
            throw new ArgumentException(
                $"A {source.Rows} x {source.Columns} matrix of {source.Type}{(transpose ? ", transposed," : "")} can't be packed as {k} x {Columns} of {Type}.",
                nameof(source));
        }

        for (var panel = firstPanel; panel < firstPanel + panelCount; panel++)
        {
            if (transpose)
            {
                PackTransposed(source, panel, k);
            }
            else
            {
                PackPlain(source, panel, k);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The number of elements of a row of a panel.</summary>
    internal int WidthOf(int panel) => VectorsOf(panel) * _shape.Lanes.Count;

    /// <summary>The address of the first element of a panel.</summary>
    internal byte* Panel(int panel) =>
        _pointer + ((nint)panel * _shape.Columns * Depth * _shape.Lanes.ElementSize);

    /// <summary>The number of registers for a row of a panel; the last panel may have fewer.</summary>
    internal int VectorsOf(int panel)
    {
        var columns = Math.Min(_shape.Columns, Columns - (panel * _shape.Columns));
        return (columns + _shape.Lanes.Count - 1) / _shape.Lanes.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackPlain(Matrix source, int panel, int depth)
    {
        var size = _shape.Lanes.ElementSize;
        var first = panel * _shape.Columns;
        var bytes = Math.Min(_shape.Columns, Columns - first) * size;
        var rowBytes = WidthOf(panel) * size;
        var stride = (nint)source.Stride * size;
        var from = source.Pointer + (first * size);
        var to = Panel(panel);
        for (var row = 0; row < depth; row++, from += stride, to += rowBytes)
        {
            new ReadOnlySpan<byte>(from, bytes).CopyTo(new Span<byte>(to, bytes));
        }
    }

    private void PackTransposed(Matrix source, int panel, int depth)
    {
        var first = panel * _shape.Columns;
        Transposition.Copy(
            source.Pointer + ((nint)first * source.Stride * source.ElementSize),
            source.Stride,
            Math.Min(_shape.Columns, Columns - first),
            depth,
            Panel(panel),
            WidthOf(panel),
            Type);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
