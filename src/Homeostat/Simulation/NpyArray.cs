using System.Globalization;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>The element types of arrays that are exchanged with NumPy.</summary>
public enum NpyType
{
    /// <summary><c>u1</c>, a byte.</summary>
    UInt8,

    /// <summary><c>i4</c>, a signed 32-bit integer.</summary>
    Int32,

    /// <summary><c>f4</c>, IEEE 754 single precision.</summary>
    Float32,

    /// <summary><c>f8</c>, IEEE 754 double precision.</summary>
    Float64,

    /// <summary><c>i8</c>, a signed 64-bit integer, which NumPy makes unless told otherwise.</summary>
    Int64,
}

/// <summary>An array in the format of NumPy: a shape, and little-endian elements in C order (the last index runs fastest).</summary>
public sealed class NpyArray
{
    private const int Piece = 1 << 24;

    private readonly ByteBlocks _bytes;

    internal NpyArray(NpyType type, int[] shape, ByteBlocks bytes) => (Type, Shape, _bytes) = (type, shape, bytes);

    /// <summary>The type of the elements.</summary>
    public NpyType Type { get; }

    /// <summary>The size along each axis; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The bytes of the elements as they are stored.</summary>
    /// <exception cref="HomeostatException">The array has more bytes than one span can show, 2³⁰.</exception>
    public ReadOnlySpan<byte> Bytes => _bytes.All;

    internal ByteBlocks Storage => _bytes;

    /// <summary>Creates an array with a copy of the given numbers.</summary>
    /// <typeparam name="T">The element type: <see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The size along each axis; if none is given, the array is a vector.</param>
    public static NpyArray Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var sizes = shape.IsEmpty ? [values.Length] : shape.ToArray();
        if (Count(sizes) != values.Length)
        {
            throw new ArgumentException($"{values.Length} numbers do not fill an array of shape {Text(sizes)}.", nameof(shape));
        }

        return new NpyArray(TypeOf<T>(), sizes, new ByteBlocks(MemoryMarshal.AsBytes(values).ToArray()));
    }

    /// <summary>Creates an array without axes that holds a single number.</summary>
    /// <typeparam name="T">The element type: <see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">The number.</param>
    public static NpyArray Number<T>(T value)
        where T : unmanaged => new(TypeOf<T>(), [], new ByteBlocks(MemoryMarshal.AsBytes<T>([value]).ToArray()));

    /// <summary>Creates an array of shape [rows × columns] with a copy of a matrix.</summary>
    public static NpyArray Of(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var row = (long)matrix.Columns * matrix.ElementSize;
        var bytes = new ByteBlocks(matrix.Rows * row);
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var column = 0; column < matrix.Columns; column += Piece)
            {
                bytes.Write((r * row) + ((long)column * matrix.ElementSize), PieceOf(matrix, r, column));
            }
        }

        return new NpyArray(TypeOf(matrix), [matrix.Rows, matrix.Columns], bytes);
    }

    /// <summary>The elements as a span over the array's own memory.</summary>
    /// <typeparam name="T">The element type, which must be the one in <see cref="Type"/>.</typeparam>
    /// <exception cref="HomeostatException">The array has another element type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged => Type == TypeOf<T>()
        ? MemoryMarshal.Cast<byte, T>(_bytes.All)
        : throw new HomeostatException($"The array holds {Type}, but was read as {typeof(T).Name}. Read it as what it holds.");

    /// <summary>Copies the elements into a matrix of the same type and shape.</summary>
    /// <param name="matrix">The matrix, [rows × columns].</param>
    /// <param name="place">The names of the file and the array, for messages.</param>
    /// <exception cref="HomeostatException">The type or the shape differs.</exception>
    public void CopyTo(Matrix matrix, string place)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        RequireFits(matrix, place);
        var row = (long)matrix.Columns * matrix.ElementSize;
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var column = 0; column < matrix.Columns; column += Piece)
            {
                _bytes.Read((r * row) + ((long)column * matrix.ElementSize), PieceOf(matrix, r, column));
            }
        }
    }

    /// <summary>Throws an exception if the type or the shape is not that of a matrix.</summary>
    internal void RequireFits(Matrix matrix, string place)
    {
        if (Type != TypeOf(matrix) || Shape is not [var rows, var columns] || rows != matrix.Rows || columns != matrix.Columns)
        {
            throw new HomeostatException(
                $"{place}: {this} was found, {TypeOf(matrix)} {Text([matrix.Rows, matrix.Columns])} was expected. The arrays "
                + $"belong to another circuit or number type.");
        }
    }

    /// <summary>The type and the shape as text, such as <c>Float32 (256, 784)</c>.</summary>
    public override string ToString() => $"{Type} {Text(Shape)}";

    internal static int SizeOf(NpyType type) => type switch
    {
        NpyType.UInt8 => 1,
        NpyType.Float64 or NpyType.Int64 => 8,
        _ => 4,
    };

    /// <summary>The number of elements of an array with a shape.</summary>
    internal static long Count(IReadOnlyList<int> shape) => shape.Aggregate(1L, (n, size) => checked(n * size));

    /// <summary>A shape as Python writes it.</summary>
    internal static string Text(IReadOnlyList<int> shape) => shape.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"({shape[0]},)")
        : $"({string.Join(", ", shape)})";

    private static NpyType TypeOf(Matrix matrix) => matrix.Type == ElementType.Float32 ? NpyType.Float32 : NpyType.Float64;

    private static NpyType TypeOf<T>() => default(T) switch
    {
        byte => NpyType.UInt8,
        int => NpyType.Int32,
        long => NpyType.Int64,
        float => NpyType.Float32,
        double => NpyType.Float64,
        _ => throw new ArgumentException($"Arrays of {typeof(T).Name} are not exchanged; take byte, int, long, float or double."),
    };

    // The number of elements of a row that are copied at once; a whole row may have more bytes than a span can show.
    private static Span<byte> PieceOf(Matrix matrix, int row, int column)
    {
        var count = Math.Min(Piece, matrix.Columns - column);
        return matrix.Type == ElementType.Float32
            ? MemoryMarshal.AsBytes(matrix.Row<float>(row).Slice(column, count))
            : MemoryMarshal.AsBytes(matrix.Row<double>(row).Slice(column, count));
    }
}
