using PureHDF;
using PureHDF.Selections;

namespace Homeostat.Nir;

/// <summary>
/// Reads an HDF5 file into plain data. Time and memory are bounded by the size of the file, whatever the file says: shapes are compared with what
/// the file can hold before anything is allocated for them, and a file whose parts point to each other is given up.
/// </summary>
internal sealed class HdfReader
{
    // No stream of deflate gives more bytes than this for one byte.
    private const long Expansion = 1032;
    private const int Depth = 64;
    private const int Stack = 64 << 20;
    private const int Parts = 1_000_000;

    // Texts that are read at once can each be as long as the file.
    private const long TextBlock = 1 << 28;

    private readonly long _length;
    private string _place = "/";
    private long _left;
    private int _parts;

    private HdfReader(long length) => (_length, _left) = (length, (Expansion * length) + (1 << 20));

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="HomeostatException">There is no such file, or it cannot be read as HDF5.</exception>
    public static HdfGroup Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new HomeostatException($"There is no file '{path}'. Check the path.");
        }

        using var file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">The name of the file in messages.</param>
    public static HdfGroup Read(Stream file, string name)
    {
        HdfGroup? root = null;
        Exception? failure = null;
        var reader = new HdfReader(file.Length);

        // Damaged trees can be nested as deeply as the file is long.
        var thread = new Thread(() => failure = reader.Try(file, out root), Stack);
        thread.Start();
        thread.Join();
        return failure switch
        {
            null => root!,
            HomeostatException => throw new HomeostatException($"'{name}' cannot be read at {Short(reader._place)}: {failure.Message}", failure),
            _ => throw new HomeostatException(
                $"'{name}' cannot be read as HDF5: at {Short(reader._place)}, {FirstLine(failure.Message)}. The file is damaged, cut off, or of another kind. Copy or export it anew.",
                failure),
        };
    }

    // Damaged and nested files have long names.
    private static string Short(string place) => place.Length <= 160 ? place : $"...{place[^150..]}";

    private static string FirstLine(string message) => message.Split('\n')[0].Trim().TrimEnd('.') is { Length: > 0 } line ? line : "something is wrong";

    private Exception? Try(Stream file, out HdfGroup? root)
    {
        root = null;
        try
        {
            using var bounded = new BoundedStream(file);
            using var hdf = H5File.Open(bounded, leaveOpen: true);
            root = Group(hdf, "", 0);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private HdfGroup Group(IH5Group group, string path, int depth)
    {
        _place = path.Length == 0 ? "/" : path;
        if (depth > Depth)
        {
            throw new HomeostatException($"groups are nested more than {Depth} deep, or a group contains itself. Write the graph without such links.");
        }

        var result = new HdfGroup();
        foreach (var attribute in group.Attributes())
        {
            _place = $"{path}@{attribute.Name}";
            if (Read(attribute.Type, attribute.Space, [], new Attribute(attribute)) is { } value)
            {
                result.Attributes[attribute.Name] = value;
            }
        }

        foreach (var child in group.Children())
        {
            var place = $"{path}/{child.Name}";
            _place = place;
            if (++_parts > Parts)
            {
                throw new HomeostatException($"the file has more than {Parts:N0} parts, or a group contains itself. Write the graph without such links.");
            }

            switch (child)
            {
                case IH5Group inner:
                    result.Groups[child.Name] = Group(inner, place, depth + 1);
                    break;
                case IH5Dataset data when Read(data.Type, data.Space, data.Layout.Class == H5DataLayoutClass.Chunked ? data.Layout.Chunks : null, new Set(data)) is { } value:
                    result.Data[child.Name] = value;
                    break;
                case IH5Dataset:
                    break;
                default:
                    throw new HomeostatException("it is neither a group nor a data set. Write the graph without links that lead nowhere.");
            }
        }

        return result;
    }

    /// <param name="type">The type of the elements.</param>
    /// <param name="space">The shape.</param>
    /// <param name="chunks">The shape of the chunks; null where the data are stored in one piece.</param>
    /// <param name="source">What reads the elements.</param>
    private HdfData? Read(IH5DataType type, IH5Dataspace space, ulong[]? chunks, ISource source)
    {
        if (space.Type == H5DataspaceType.Null)
        {
            return null;
        }

        var dimensions = space.Type == H5DataspaceType.Scalar ? [] : space.Dimensions;
        var count = (int)Bounded(dimensions, type.Size, chunks is null ? _length : Expansion * _length);
        if (chunks is { Length: > 0 })
        {
            _left += Bounded(chunks, type.Size, Expansion * _length) * type.Size;
        }

        int[] shape = [.. dimensions.Select(d => checked((int)d))];
        return type.Class switch
        {
            H5DataTypeClass.String or H5DataTypeClass.VariableLength => Texts(source.Texts(count, Math.Max(1, (int)(TextBlock / _length)), Count), shape),
            H5DataTypeClass.FloatingPoint => Numbers(type.Size switch
            {
                4 => source.Numbers<float>(count),
                8 => source.Numbers<double>(count),
                _ => throw new HomeostatException($"it has floating-point numbers of {8 * type.Size} bits. Write them as float32 or float64."),
            }, shape),
            H5DataTypeClass.FixedPoint => Numbers((type.Size, type.FixedPoint.IsSigned) switch
            {
                (1, true) => source.Numbers<sbyte>(count),
                (1, false) => source.Numbers<byte>(count),
                (2, true) => source.Numbers<short>(count),
                (2, false) => source.Numbers<ushort>(count),
                (4, true) => source.Numbers<int>(count),
                (4, false) => source.Numbers<uint>(count),
                (8, true) => source.Numbers<long>(count),
                (8, false) => source.Numbers<ulong>(count),
                _ => throw new HomeostatException($"it has whole numbers of {8 * type.Size} bits. Write them as int64."),
            }, shape),
            H5DataTypeClass.Enumerated when type.Size == 1 => Numbers(Array.ConvertAll(source.Numbers<sbyte>(count), x => x != 0), shape),
            _ => throw new HomeostatException($"it has elements of the class {type.Class}, which NIR does not use. Write numbers or texts."),
        };
    }

    private long Bounded(ulong[] dimensions, int size, long most)
    {
        var count = 1.0;
        foreach (var length in dimensions)
        {
            count *= length;
        }

        var bytes = count * Math.Max(1, size);
        if (bytes > most || bytes > Array.MaxLength)
        {
            throw new HomeostatException(
                $"its shape [{string.Join(", ", dimensions)}] stands for {bytes:G3} bytes, more than this file of {_length:N0} bytes can hold. The file is damaged, or stores a shape without data.");
        }

        Count((long)bytes);
        return (long)count;
    }

    private void Count(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw new HomeostatException($"up to here its parts stand for more bytes than this file of {_length:N0} bytes can hold. The file is damaged, or its parts share their data.");
        }
    }

    private static HdfData Numbers(Array numbers, int[] shape) =>
        new(shape.Length == 0 ? NirValue.Scalar(numbers) : NirValue.Numeric(numbers, shape), null, shape);

    private static HdfData Texts(string[] texts, int[] shape) => new(shape.Length == 0 ? NirValue.Of(texts[0]) : null, texts, shape);

    private interface ISource
    {
        T[] Numbers<T>(int count)
            where T : unmanaged;

        string[] Texts(int count, int block, Action<long> read);
    }

    private sealed class Attribute(IH5Attribute attribute) : ISource
    {
        public T[] Numbers<T>(int count)
            where T : unmanaged => count == 0 ? [] : attribute.Space.Type == H5DataspaceType.Scalar ? [attribute.Read<T>()] : attribute.Read<T[]>();

        public string[] Texts(int count, int block, Action<long> read) =>
            count > 1 ? throw new HomeostatException("it is a list of texts, which NIR does not use as an attribute. Write one text.")
            : count == 0 ? [] : attribute.Space.Type == H5DataspaceType.Scalar ? [attribute.Read<string>()] : attribute.Read<string[]>();
    }

    private sealed class Set(IH5Dataset data) : ISource
    {
        public T[] Numbers<T>(int count)
            where T : unmanaged => count == 0 ? [] : data.Space.Type == H5DataspaceType.Scalar ? [data.Read<T>()] : data.Read<T[]>();

        public string[] Texts(int count, int block, Action<long> read)
        {
            if (count == 0 || data.Space.Type == H5DataspaceType.Scalar)
            {
                return count == 0 ? [] : [data.Read<string>()];
            }

            var dimensions = data.Space.Dimensions;
            var row = (int)((ulong)count / dimensions[0]);
            var rows = Math.Max(1UL, (ulong)(block / row));
            var texts = new List<string>(count);
            for (var first = 0UL; first < dimensions[0]; first += rows)
            {
                ulong[] starts = [first, .. dimensions.Skip(1).Select(_ => 0UL)];
                ulong[] counts = [Math.Min(rows, dimensions[0] - first), .. dimensions.Skip(1)];
                var part = data.Read<string[]>(new HyperslabSelection(dimensions.Length, starts, counts));
                read(part.Sum(text => 2L * (text?.Length ?? 0)));
                texts.AddRange(part.Select(text => text ?? ""));
            }

            return [.. texts];
        }
    }
}
