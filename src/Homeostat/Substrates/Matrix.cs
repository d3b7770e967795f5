using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>
/// A matrix of rows × columns numbers in native memory, allocated once and aligned to 64 bytes. Each row is padded to a whole number of
/// the widest vectors. The padding may hold any values: kernels may overwrite it, and no result is read from it.
/// </summary>
public sealed unsafe class Matrix : IDisposable
{
    /// <summary>The alignment of every row, in bytes.</summary>
    public const int Alignment = 64;

    private byte* _pointer;

    /// <summary>Allocates a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="columns">The number of columns, at least 1.</param>
    /// <param name="type">The element type.</param>
    public Matrix(int rows, int columns, ElementType type = ElementType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (Rows, Columns, Type) = (rows, columns, type);
        ElementSize = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        var lanes = Alignment / ElementSize;
        Stride = (columns + lanes - 1) / lanes * lanes;
        ByteLength = (nuint)rows * (nuint)Stride * (nuint)ElementSize;
        _pointer = (byte*)NativeMemory.AlignedAlloc(ByteLength, Alignment);
        NativeMemory.Clear(_pointer, ByteLength);
    }

    /// <summary>Frees the memory where <see cref="Dispose"/> was not called.</summary>
    ~Matrix() => Free();

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance from one row to the next, in elements.</summary>
    public int Stride { get; }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>Whether rows stand for the slices of a single sample instead of samples, so that each thread has its own clock.</summary>
    internal bool IsPerSlice { get; init; }

    /// <summary>The bits of the conditions in the matrix, if the kernel that writes it also writes them; otherwise null.</summary>
    internal ConditionBits? Bits { get; set; }

    /// <summary>The size of one element, in bytes.</summary>
    public int ElementSize { get; }

    /// <summary>The number of bytes allocated, including padding.</summary>
    public nuint ByteLength { get; }

    /// <summary>The address of the first element.</summary>
    public byte* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _pointer;
    }

    /// <summary>The address of the first element of a row.</summary>
    public byte* At(int row)
    {
        Bits?.Forget();
        return At(row, 0);
    }

    /// <summary>The element at a row and column.</summary>
    public double this[int row, int column]
    {
        get
        {
            var p = At(row, column);
            return Type == ElementType.Float32 ? *(float*)p : *(double*)p;
        }

        set
        {
            var p = At(row, column);
            Bits?.Forget();
            if (Type == ElementType.Float32)
            {
                *(float*)p = (float)value;
            }
            else
            {
                *(double*)p = value;
            }
        }
    }

    /// <summary>The elements of one row, without padding.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, which must match <see cref="Type"/>.</typeparam>
    public Span<T> Row<T>(int row)
        where T : unmanaged
    {
        if (sizeof(T) != ElementSize)
        {
            throw new InvalidOperationException($"A row of {Type} was asked for as {typeof(T).Name}.");
        }

        // The caller may write to the row.
        Bits?.Forget();
        return new Span<T>(At(row, 0), Columns);
    }

    /// <summary>All elements, row after row, for a matrix whose rows are whole vectors and have no padding.</summary>
    internal Span<T> Elements<T>()
        where T : unmanaged
    {
        if (sizeof(T) != ElementSize || Stride != Columns)
        {
            throw new InvalidOperationException($"{Rows} x {Columns} of {Type} were asked for as one stretch of {typeof(T).Name}.");
        }

        Bits?.Forget();
        return new Span<T>(At(0), checked(Rows * Columns));
    }

    /// <summary>A copy of all elements, row after row.</summary>
    /// <exception cref="HomeostatException">There are more elements than an array can have.</exception>
    public double[] ToArray()
    {
        if ((long)Rows * Columns > Array.MaxLength)
        {
            throw new HomeostatException(
                $"The {Rows:N0} x {Columns:N0} elements of the matrix are more than an array can have, {Array.MaxLength:N0}. Read it row by row, with Row.");
        }

        var values = new double[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            var target = values.AsSpan(row * Columns, Columns);
            if (Type == ElementType.Float64)
            {
                Row<double>(row).CopyTo(target);
            }
            else
            {
                var source = Row<float>(row);
                for (var column = 0; column < Columns; column++)
                {
                    target[column] = source[column];
                }
            }
        }

        return values;
    }

    /// <summary>Sets all elements, in the order row after row.</summary>
    /// <exception cref="ArgumentException">The number of values is not <see cref="Rows"/> × <see cref="Columns"/>.</exception>
    public void CopyFrom(ReadOnlySpan<double> values)
    {
        if (values.Length != (long)Rows * Columns)
        {
            throw new ArgumentException($"{values.Length} values do not fill {Rows} x {Columns}.", nameof(values));
        }

        for (var row = 0; row < Rows; row++)
        {
            var source = values.Slice(row * Columns, Columns);
            if (Type == ElementType.Float64)
            {
                source.CopyTo(Row<double>(row));
                continue;
            }

            var target = Row<float>(row);
            for (var column = 0; column < Columns; column++)
            {
                target[column] = (float)source[column];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bits?.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* At(int row, int column)
    {
        ObjectDisposedException.ThrowIf(_pointer == null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        return _pointer + ((((nint)row * Stride) + column) * ElementSize);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
