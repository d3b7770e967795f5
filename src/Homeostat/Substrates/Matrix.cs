using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>
/// A block of memory of rows × columns numbers, allocated once, aligned to 64 bytes, each row padded to a whole number of
/// the widest vectors. Padding lanes may hold anything: kernels may overwrite them and nothing reads a result from them.
/// </summary>
public sealed unsafe class Matrix : IDisposable
{
    /// <summary>Bytes to which every row starts aligned.</summary>
    public const int Alignment = 64;

    private byte* _pointer;

    /// <summary>Allocates zeros.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <param name="type">Element type.</param>
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

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Elements from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>Whether its rows are for the slices of one sample instead of for samples: every thread keeps its own clock.</summary>
    internal bool IsPerSlice { get; init; }

    /// <summary>Where it holds conditions and the kernel that writes it also writes a bit for each, those bits.</summary>
    internal ConditionBits? Bits { get; set; }

    /// <summary>Bytes of one element.</summary>
    public int ElementSize { get; }

    /// <summary>Bytes allocated, padding included.</summary>
    public nuint ByteLength { get; }

    /// <summary>The first element.</summary>
    public byte* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _pointer;
    }

    /// <summary>The first element of a row.</summary>
    public byte* At(int row)
    {
        Bits?.Forget();
        return At(row, 0);
    }

    /// <summary>One element.</summary>
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
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as <see cref="Type"/> says.</typeparam>
    public Span<T> Row<T>(int row)
        where T : unmanaged
    {
        if (sizeof(T) != ElementSize)
        {
            throw new InvalidOperationException($"A row of {Type} was asked for as {typeof(T).Name}.");
        }

        // The caller may write.
        Bits?.Forget();
        return new Span<T>(At(row, 0), Columns);
    }

    /// <summary>All elements, row after row, where rows are whole vectors and so have no padding between them.</summary>
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
    /// <exception cref="HomeostatException">They are more than an array can have.</exception>
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

    /// <summary>Sets all elements, row after row.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Rows"/> × <see cref="Columns"/> values.</exception>
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
