using System.Buffers.Binary;
using System.Text;

namespace Homeostat.Fuzz;

/// <summary>Writes MATLAB files of version 5 element by element, right or wrong.</summary>
internal static class MatBytes
{
    /// <summary>The class of variables in double precision.</summary>
    public const byte Double = 6;

    /// <summary>A file of elements.</summary>
    public static byte[] Of(params byte[][] elements) =>
        [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), 0, 1, (byte)'I', (byte)'M', .. elements.SelectMany(element => element)];

    /// <summary>A variable that is a matrix.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="values">The element of the numbers, column by column.</param>
    /// <param name="kind">The class of the variable.</param>
    public static byte[] Matrix(string name, int rows, int columns, byte[] values, byte kind = Double) => Element(14,
        [.. Element(6, [kind, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [.. Int32(rows), .. Int32(columns)]), .. Element(1, Encoding.ASCII.GetBytes(name)), .. values]);

    /// <summary>A packed variable.</summary>
    public static byte[] Packed(byte[] element)
    {
        var packed = PngBytes.Pack(element);
        return [.. Int32(15), .. Int32(packed.Length), .. packed];
    }

    /// <summary>An element: in eight bytes if the content has up to four, and filled up to a multiple of eight bytes otherwise.</summary>
    public static byte[] Element(int type, byte[] content) => content.Length is > 0 and <= 4
        ? [(byte)type, 0, (byte)content.Length, 0, .. content, .. new byte[4 - content.Length]]
        : [.. Int32(type), .. Int32(content.Length), .. content, .. new byte[(8 - (content.Length % 8)) % 8]];

    /// <summary>A whole number in four bytes.</summary>
    public static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
