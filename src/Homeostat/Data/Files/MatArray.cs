using System.Buffers.Binary;

namespace Homeostat;

/// <summary>A variable of a MATLAB file.</summary>
/// <param name="Path">The path of the file, for messages.</param>
/// <param name="Name">The name of the variable.</param>
/// <param name="Shape">The sizes; the first index runs fastest, so a matrix is stored column by column.</param>
/// <param name="Unreadable">What its elements are, if they are not read; null for numbers.</param>
/// <param name="Type">The type in which the numbers are stored, which may be smaller than that of the variable.</param>
/// <param name="Values">The stored bytes.</param>
internal sealed record MatArray(string Path, string Name, IReadOnlyList<int> Shape, string? Unreadable, uint Type, ReadOnlyMemory<byte> Values)
{
    /// <summary>The numbers of a matrix, row by row, as bytes.</summary>
    /// <param name="columns">The expected number of columns.</param>
    /// <exception cref="HomeostatException">It is no such matrix, or a number is no whole number from 0 to 255.</exception>
    public byte[] ToBytes(int columns)
    {
        if (Unreadable is not null || Shape is not [var rows, var found] || found != columns)
        {
            throw new HomeostatException($"{Path}: the variable '{Name}' is {string.Join('×', Shape)} {Unreadable ?? "numbers"}; a matrix of numbers with {columns} columns was expected.");
        }

        var bytes = new byte[rows * columns];
        for (var i = 0; i < bytes.Length; i++)
        {
            var (column, row) = (i / rows, i % rows);
            var value = Number(i);
            bytes[(row * columns) + column] = value is >= 0 and <= 255 && value == Math.Floor(value) ? (byte)value : throw new HomeostatException(
                $"{Path}: the number in row {row + 1}, column {column + 1} of '{Name}' is {value}; a whole number from 0 to 255 was expected.");
        }

        return bytes;
    }

    /// <summary>The number of bytes of a number of a type; null if the type is none of numbers.</summary>
    public static int? SizeOf(uint type) => type switch
    {
        1 or 2 => 1,
        3 or 4 => 2,
        5 or 6 or 7 => 4,
        9 or 12 or 13 => 8,
        _ => null,
    };

    private double Number(int index)
    {
        var at = Values.Span[(index * SizeOf(Type)!.Value)..];
        return Type switch
        {
            1 => (sbyte)at[0],
            2 => at[0],
            3 => BinaryPrimitives.ReadInt16LittleEndian(at),
            4 => BinaryPrimitives.ReadUInt16LittleEndian(at),
            5 => BinaryPrimitives.ReadInt32LittleEndian(at),
            6 => BinaryPrimitives.ReadUInt32LittleEndian(at),
            7 => BinaryPrimitives.ReadSingleLittleEndian(at),
            9 => BinaryPrimitives.ReadDoubleLittleEndian(at),
            12 => BinaryPrimitives.ReadInt64LittleEndian(at),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
        };
    }
}
