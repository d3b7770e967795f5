using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// A bit for each element of a matrix of conditions, 1 where the element is not zero. The kernel that writes the matrix writes the
/// bits too, so that who looks for the few elements that are 1 need not read the whole matrix; and it leaves alone those vectors of
/// the matrix in which nothing holds and nothing held before.
/// </summary>
internal sealed unsafe class ConditionBits : IDisposable
{
    // Whole vectors can be read from any place.
    private const int Padding = 64;

    private readonly nuint _length;
    private byte* _pointer;

    /// <param name="matrix">The matrix that the bits are of.</param>
    public ConditionBits(Matrix matrix)
    {
        BytesPerRow = matrix.Stride / 8;
        _length = ((nuint)matrix.Rows * (nuint)BytesPerRow) + Padding;
        _pointer = (byte*)NativeMemory.AlignedAlloc(_length, Matrix.Alignment);
        Forget();
    }

    ~ConditionBits() => Free();

    /// <summary>Bytes from one row to the next.</summary>
    public int BytesPerRow { get; }

    /// <summary>The bits of a row: that of unit i is bit i % 8 of byte i / 8.</summary>
    public byte* Row(int row) => _pointer + ((nint)row * BytesPerRow);

    /// <summary>Takes note that the matrix was written by others than its kernel: the next time that writes all of it.</summary>
    public void Forget() => NativeMemory.Fill(_pointer, _length, 0xFF);

    /// <summary>Whether a kernel writes bits for what is stored: a condition as 1 or 0 for each row and column.</summary>
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
