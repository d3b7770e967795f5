using System.IO.Compression;

namespace Homeostat;

/// <summary>
/// NumPy's <c>.npz</c> files: a zip archive with an <c>.npy</c> entry for each array, which <c>numpy.load</c> opens.
/// The same arrays give the same bytes.
/// </summary>
public static class Npz
{
    private const string Extension = ".npy";

    /// <summary>Writes arrays to a file atomically. The arrays are read one at a time, so a lazy sequence needs memory for only one of them.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="arrays">The arrays with their names.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, file => Write(file, arrays));
    }

    /// <summary>Writes arrays in the form of a file.</summary>
    /// <param name="file">The stream that gets the bytes.</param>
    /// <param name="arrays">The arrays with their names.</param>
    internal static void Write(Stream file, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, array) in arrays)
        {
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two arrays are named '{name}'.", nameof(arrays));
            }

            // Weights cannot be compressed. A fixed date makes files of equal content equal to the bit.
            var entry = archive.CreateEntry(name + Extension, CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(NpyHeader.Write(array));
            foreach (var block in array.Storage.Blocks)
            {
                stream.Write(block);
            }
        }
    }

    /// <summary>Reads every array of a file into memory.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file does not exist, is damaged, or has an array of an unsupported type; the message names the array.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                var name = entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
                    ? entry.FullName[..^Extension.Length]
                    : throw new HomeostatException(
                        $"{path}: the entry '{entry.FullName}' was found; arrays, whose names end in {Extension}, were expected.");
                if (!arrays.TryAdd(name, Read(entry, file.Length, $"{path}, array '{name}'")))
                {
                    throw new HomeostatException($"{path}: the array '{name}' was found twice; one was expected.");
                }
            }

            return arrays;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not EndOfStreamException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (ZipFormat.IsDamage(e))
        {
            throw new HomeostatException(
                $"{path}: no intact .npz file (a zip archive of .npy arrays): {e.Message.TrimEnd('.')}. It is damaged or was cut "
                + "short; write or copy it again.",
                e);
        }
    }

    private static NpyArray Read(ZipArchiveEntry entry, long fileLength, string place)
    {
        ZipFormat.Require(entry, fileLength, place);
        using var stream = entry.Open();
        var header = NpyHeader.Read(stream, place, out var type, out var shape);
        var size = Size(type, shape, place, isPacked: entry.CompressedLength < entry.Length);
        var there = entry.Length - header.Length;
        if (size != there)
        {
            throw new HomeostatException(
                $"{place}: {there} bytes follow the header, but {type} {NpyArray.Text(shape)} takes {size}. The file is damaged or "
                + $"was cut short; write or copy it again.");
        }

        var bytes = new ByteBlocks(size);
        foreach (var block in bytes.Blocks)
        {
            stream.ReadExactly(block);
        }

        return Checksums.Crc32([header, .. bytes.Blocks]) == entry.Crc32 && stream.ReadByte() < 0
            ? new NpyArray(type, shape, bytes)
            : throw new HomeostatException($"{place}: the checksum does not fit the bytes. The file is damaged; write or copy it again.");
    }

    // A compressed entry could claim a length beyond any memory; the length of an uncompressed entry is limited by the file.
    private static long Size(NpyType type, int[] shape, string place, bool isPacked)
    {
        var most = isPacked ? Array.MaxLength : long.MaxValue;
        try
        {
            var size = checked(NpyArray.Count(shape) * NpyArray.SizeOf(type));
            return size <= most ? size : throw new OverflowException();
        }
        catch (OverflowException)
        {
            throw new HomeostatException(
                $"{place}: the shape {NpyArray.Text(shape)} is larger than what can be read, {most} bytes of "
                + $"{(isPacked ? "a compressed array. Save it without compression." : "an array. The file is damaged or forged.")}");
        }
    }
}
