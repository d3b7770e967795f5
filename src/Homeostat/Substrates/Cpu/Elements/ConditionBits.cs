using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// One bit for each element of a matrix of conditions, 1 where the element is not zero. The kernel that writes the matrix also writes the
/// bits, so that a search for the few elements that are 1 need not read the whole matrix. The kernel also leaves out those vectors of the
/// matrix in which no condition is true and none was true before.
/// </summary>
internal sealed unsafe class ConditionBits : IDisposable
{
    // Padding, so that whole vectors can be read from any position.
    private const int Padding = 64;

    private readonly nuint _length;
    private byte* _pointer;

    /// <param name="matrix">The matrix to which the bits belong.</param>
    public ConditionBits(Matrix matrix)
    {
        BytesPerRow = matrix.Stride / 8;
        _length = ((nuint)matrix.Rows * (nuint)BytesPerRow) + Padding;
        _pointer = (byte*)NativeMemory.AlignedAlloc(_length, Matrix.Alignment);
        Forget();
    }

    ~ConditionBits() => Free();

    /// <summary>The distance between rows, in bytes.</summary>
    public int BytesPerRow { get; }

    /// <summary>The bits of a row: that of unit i is bit i % 8 of byte i / 8.</summary>
    public byte* Row(int row) => _pointer + ((nint)row * BytesPerRow);

    /// <summary>Marks the matrix as written by other code than its kernel, so that the kernel next writes all of it.</summary>
    public void Forget() => NativeMemory.Fill(_pointer, _length, 0xFF);

    /// <summary>Whether a kernel writes bits for a store: a condition, as 1 or 0, for each row and column.</summary>
    /// <param name="store">The target and its value.</param>
    public static bool AreOf(Store store) => store is
    {
        Target.Axes: Axes.Both,
        Value: { Operation: Operation.Select, Arguments: [_, { Operation: Operation.Constant, Value: 1 }, { Operation: Operation.Constant, Value: 0 }] },
    };

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
