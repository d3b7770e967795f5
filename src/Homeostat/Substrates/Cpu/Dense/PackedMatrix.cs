using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// The right operand B [depth × columns] of dense products, as panels: a few registers' worth of columns, all of the
/// depth, one row of the panel after the other, just as a tile reads them. Pack weights once an update and use them for
/// all products until the next.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly TileShape _shape;
    private byte* _pointer;

    /// <summary>Allocates zeros.</summary>
    /// <param name="k">Depth: rows of B, over which products sum.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="type">Element type.</param>
    /// <param name="width">Vector width the panels are laid out for; the widest of this machine by default.</param>
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

    /// <summary>Rows of B: the largest depth that can be packed.</summary>
    public int Depth { get; }

    /// <summary>Columns of B.</summary>
    public int Columns { get; }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>Vector width the panels are laid out for.</summary>
    public VectorWidth Width { get; }

    /// <summary>Bytes allocated.</summary>
    public nuint ByteLength { get; }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Packs all panels.</summary>
    /// <param name="source">B, or Bᵀ when <paramref name="transpose"/>.</param>
    /// <param name="transpose">Whether <paramref name="source"/> is [columns × depth].</param>
    public void Pack(Matrix source, bool transpose) => Pack(source, transpose, 0, Panels);

    /// <summary>Packs a range of panels, so that threads can share the work.</summary>
    /// <param name="source">B, or Bᵀ when <paramref name="transpose"/>.</param>
    /// <param name="transpose">Whether <paramref name="source"/> is [columns × depth].</param>
    /// <param name="firstPanel">The first panel to pack.</param>
    /// <param name="panelCount">How many.</param>
    /// <param name="depth">How many rows of B to pack, at most <see cref="Depth"/>: all by default. Products must not go deeper than was packed.</param>
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

    /// <summary>Elements of a row of a panel.</summary>
    internal int WidthOf(int panel) => VectorsOf(panel) * _shape.Lanes.Count;

    /// <summary>The first element of a panel.</summary>
    internal byte* Panel(int panel) =>
        _pointer + ((nint)panel * _shape.Columns * Depth * _shape.Lanes.ElementSize);

    /// <summary>Registers a row of the panel takes: fewer in the last.</summary>
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
