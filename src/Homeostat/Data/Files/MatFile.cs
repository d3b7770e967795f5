using System.Buffers.Binary;
using System.Text;

namespace Homeostat;

/// <summary>
/// The reader of the arrays of numbers in MATLAB files of version 5 (MathWorks, MAT-File Format, R2023b), with numbers in the order of little-endian machines,
/// packed or not. Variables of other kinds, such as text and cells, are read over.
/// </summary>
internal static class MatFile
{
    private const int HeaderBytes = 128;
    private const int TagBytes = 8;
    private const uint Packed = 15;
    private const uint Matrix = 14;

    /// <summary>Reads all variables.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="path">The path of the file, for messages.</param>
    /// <exception cref="HomeostatException">The file is damaged, incomplete, or of another version.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            Require(bytes.Span);
            var arrays = new Dictionary<string, MatArray>(StringComparer.Ordinal);
            for (var rest = bytes[HeaderBytes..]; !rest.IsEmpty;)
            {
                var (type, content) = Next(ref rest);
                if (type == Packed)
                {
                    var unpacked = (ReadOnlyMemory<byte>)Deflate.Unpack(content.ToArray(), Math.Min(Array.MaxLength, content.Length * Deflate.LargestRatio));
                    (type, content) = Next(ref unpacked);
                    if (!unpacked.IsEmpty)
                    {
                        throw new InvalidDataException("other bytes are packed with a variable");
                    }
                }

                var array = type == Matrix
                    ? ReadMatrix(content, path)
                    : throw Unreadable.Of($"an element has the type {type}; a variable, {Matrix} or {Packed}, was expected");
                if (!arrays.TryAdd(array.Name, array))
                {
                    throw Unreadable.Of($"there are two variables '{array.Name}'");
                }
            }

            return arrays;
        }
        catch (InvalidDataException e)
        {
            throw new HomeostatException($"{path}: not a readable MATLAB file: {e.Message.TrimEnd('.')}. Copy it again, or save it by save(name, '-v7').", e);
        }
    }

    private static void Require(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes)
        {
            throw Unreadable.Of($"it has {bytes.Length} bytes; a header takes {HeaderBytes}");
        }

        var (version, order) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[124..]), Encoding.ASCII.GetString(bytes.Slice(126, 2)));
        if (version != 0x100 || order != "IM")
        {
            throw new InvalidDataException(
                $"its header ends in the version 0x{version:x4} and '{order}'; 0x0100 and 'IM', version 5 in little-endian order, were expected (a file of version 7.3 is one of HDF5)");
        }
    }

    /// <summary>The next element. Small ones have type, length and content in eight bytes; the others are filled up to a multiple of eight bytes, unless they are packed.</summary>
    private static (uint Type, ReadOnlyMemory<byte> Content) Next(ref ReadOnlyMemory<byte> rest)
    {
        if (rest.Length < TagBytes)
        {
            throw new InvalidDataException("it is cut off within an element");
        }

        var (type, length, start) = (BinaryPrimitives.ReadUInt32LittleEndian(rest.Span), BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[4..]), TagBytes);
        if (type >> 16 is var small and not 0)
        {
            (type, length, start) = (type & 0xffff, small <= 4 ? small : throw Unreadable.Of($"a small element has {small} bytes; at most 4 fit"), 4);
        }

        var taken = start == 4 ? TagBytes : type == Packed ? TagBytes + (long)length : TagBytes + (((long)length + 7) / 8 * 8);
        if (taken > rest.Length)
        {
            throw Unreadable.Of($"an element of {length} bytes was announced where {rest.Length - start} follow");
        }

        var content = rest.Slice(start, (int)length);
        rest = rest[(int)taken..];
        return (type, content);
    }

    private static MatArray ReadMatrix(ReadOnlyMemory<byte> content, string path)
    {
        var flags = Part(ref content, 6, "flags");
        var sizes = Part(ref content, 5, "sizes");
        var name = Encoding.Latin1.GetString(Part(ref content, 1, "name").Span);
        if (flags.Length != 8 || sizes.Length < 8 || sizes.Length % 4 != 0)
        {
            throw Unreadable.Of($"the variable '{name}' has {flags.Length} bytes of flags and {sizes.Length} of sizes; 8, and 4 for each dimension, were expected");
        }

        var shape = new int[sizes.Length / 4];
        var count = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32LittleEndian(sizes.Span[(4 * i)..]);
            if (shape[i] < 0 || (count *= shape[i]) > Array.MaxLength)
            {
                throw Unreadable.Of($"the variable '{name}' has a size of {shape[i]} in dimension {i + 1}");
            }
        }

        var (kind, isComplex) = (flags.Span[0], (flags.Span[1] & 8) != 0);
        if (kind is < 6 or > 15 || isComplex)
        {
            return new MatArray(path, name, shape, isComplex ? "complex numbers" : $"elements of class {kind}", default, default);
        }

        var (type, values) = Next(ref content);
        var size = MatArray.SizeOf(type) ?? throw Unreadable.Of($"the numbers of '{name}' are stored as type {type}, which is none of numbers");
        return values.Length == count * size && content.IsEmpty ? new MatArray(path, name, shape, null, type, values) : throw new InvalidDataException(
            $"the variable '{name}' of size {string.Join('×', shape)} has {values.Length} bytes of numbers and {content.Length} after them; {count * size} and 0 were expected");
    }

    private static ReadOnlyMemory<byte> Part(ref ReadOnlyMemory<byte> content, uint expected, string what)
    {
        var (type, part) = Next(ref content);
        return type == expected ? part : throw Unreadable.Of($"the {what} of a variable have the type {type}; {expected} was expected");
    }
}
