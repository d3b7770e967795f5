using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>
/// The header of an <c>.npy</c> file: magic bytes, version, length, and a Python dictionary with the element type, the order and the shape
/// (NumPy enhancement proposal 1).
/// </summary>
internal static partial class NpyHeader
{
    private const int Alignment = 64;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    public static byte[] Write(NpyArray array)
    {
        var text = $"{{'descr': '{Descr(array.Type)}', 'fortran_order': False, 'shape': {NpyArray.Text(array.Shape)}, }}";
        var prefix = Magic.Length + 4;
        var length = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes, 0);
        (bytes[Magic.Length], bytes[Magic.Length + 1]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length + 2), checked((ushort)(length - prefix)));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(prefix));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    public static byte[] Read(Stream stream, string place, out NpyType type, out int[] shape)
    {
        var start = new byte[Magic.Length + 2];
        stream.ReadExactly(start);
        if (!start.AsSpan().StartsWith(Magic) || start[^2] is < 1 or > 3)
        {
            throw new HomeostatException(
                $"{place}: the first bytes are {Convert.ToHexString(start)}; those of an .npy array, 934E554D5059 and a version "
                + $"of 1, 2 or 3, were expected.");
        }

        var lengthBytes = new byte[start[^2] == 1 ? 2 : 4];
        stream.ReadExactly(lengthBytes);
        var length = lengthBytes.Length == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > ushort.MaxValue)
        {
            throw new HomeostatException($"{place}: a header of {length} bytes was announced; at most {ushort.MaxValue} were expected.");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        var text = Encoding.Latin1.GetString(header);
        type = TypeOf(Find(DescrPattern(), text, "descr", place), place);
        if (Find(OrderPattern(), text, "fortran_order", place) == "True")
        {
            throw new HomeostatException(
                $"{place}: the elements are in Fortran order; C order was expected. Save numpy.ascontiguousarray(array).");
        }

        shape = [.. Find(ShapePattern(), text, "shape", place)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? n
                : throw new HomeostatException($"{place}: a size of '{size}' was found in the shape; a whole number was expected."))];
        return [.. start, .. lengthBytes, .. header];
    }

    private static string Descr(NpyType type) => type switch
    {
        NpyType.UInt8 => "|u1",
        NpyType.Int32 => "<i4",
        NpyType.Int64 => "<i8",
        NpyType.Float32 => "<f4",
        _ => "<f8",
    };

    private static NpyType TypeOf(string descr, string place) => Enum.GetValues<NpyType>()
        .Cast<NpyType?>()
        .FirstOrDefault(type => Descr(type!.Value) == descr) ?? throw new HomeostatException(
            $"{place}: elements of type '{descr}' were found; '<f4', '<f8', '<i4', '<i8' or '|u1' was expected. Convert with "
            + $"array.astype('<f4').");

    private static string Find(Regex pattern, string header, string key, string place) => pattern.Match(header) is { Success: true } match
        ? match.Groups[1].Value
        : throw new HomeostatException($"{place}: the header has no readable '{key}': {header.Trim()}");

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex DescrPattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)\b")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^()]*)\)")]
    private static partial Regex ShapePattern();
}
