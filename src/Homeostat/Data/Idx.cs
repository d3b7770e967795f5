using System.Buffers.Binary;
using System.IO.Compression;

namespace Homeostat;

/// <summary>
/// The reader of IDX files, the format of MNIST and similar data sets (Y. LeCun, C. Cortes, C. Burges, yann.lecun.com/exdb/mnist): two
/// zero bytes, a type, the number of dimensions, each dimension as a big-endian 32-bit number, and then the values. Files may be plain or
/// gzipped; the reader finds this from the content, not from the name of the file.
/// </summary>
public static class Idx
{
    private const byte UnsignedByte = 8;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <param name="path">The path of an IDX file, which may be gzipped.</param>
    /// <exception cref="HomeostatException">The file is missing, cannot be read, or is not exactly one complete IDX array of bytes.</exception>
    public static IdxArray Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message}", e);
        }
    }

    /// <summary>Reads an IDX file from a stream that can seek.</summary>
    internal static IdxArray Read(Stream file, string path)
    {
        Span<byte> head = stackalloc byte[2];
        var packed = file.ReadAtLeast(head, 2, throwOnEndOfStream: false) == 2 && head[0] == 0x1f && head[1] == 0x8b;
        file.Position = 0;
        if (!packed)
        {
            return ReadContent(file, path, file.Length);
        }

        try
        {
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            var array = ReadContent(content, path, file.Length * Deflate.LargestRatio);

            // The decompressor accepts a file whose end is missing, and bytes after the end. Therefore the last four bytes of the file
            // are compared with the length of the decompressed data.
            Span<byte> end = stackalloc byte[4];
            file.Position = Math.Max(0, file.Length - end.Length);
            file.ReadExactly(end);
            var length = 4 + (4L * array.Shape.Count) + array.Values.Length;
            return BinaryPrimitives.ReadUInt32LittleEndian(end) == length
                ? array
                : throw Bad(path, "the end of its gzip data is cut off, or other bytes follow it");
        }
        catch (InvalidDataException e)
        {
            throw Bad(path, $"its gzip data is corrupt or cut off ({e.Message})", e);
        }
    }

    private static IdxArray ReadContent(Stream content, string path, long longest)
    {
        Span<byte> head = stackalloc byte[4];
        Fill(content, head, path, "the four bytes an IDX file starts with");
        if (head[0] != 0 || head[1] != 0 || head[3] is < 1 or > 4)
        {
            throw Bad(path, $"it starts with the bytes {Convert.ToHexString(head)}, where an IDX file of bytes has 0000 08 and the " +
                "number of dimensions, 01 to 04 (labels 00000801, images 00000803)");
        }

        if (head[2] != UnsignedByte)
        {
            throw Bad(path, $"its element type is 0x{head[2]:x2}; only unsigned bytes, 0x08, hold images and labels");
        }

        Span<byte> dimensions = stackalloc byte[4 * head[3]];
        Fill(content, dimensions, path, $"{head[3]} dimensions");
        var shape = new int[head[3]];
        var size = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            var dimension = BinaryPrimitives.ReadUInt32BigEndian(dimensions[(4 * i)..]);
            if (dimension is 0 or > int.MaxValue)
            {
                throw Bad(path, $"its header gives dimension {i + 1} as {dimension}");
            }

            shape[i] = (int)dimension;
            size = size > long.MaxValue / dimension ? long.MaxValue : size * dimension;
        }

        // The size is checked before memory is allocated, so that a damaged header does not cost gigabytes.
        var described = $"its header describes {string.Join(" × ", shape)} values";
        var room = longest - 4 - dimensions.Length;
        if (size > room)
        {
            throw Bad(path, $"{described}, more than the file can hold ({Math.Max(room, 0)} bytes at most)");
        }

        if (size > Array.MaxLength)
        {
            throw new HomeostatException(
                $"{path}: {described}, {size:N0} bytes, which is larger than can be read: {Array.MaxLength:N0} bytes a file. Split it into "
                + "files of fewer images.");
        }

        var values = new byte[size];
        var read = content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
        {
            throw Bad(path, $"{described} but only {read} follow: the file is cut off");
        }

        if (content.ReadByte() >= 0)
        {
            throw Bad(path, $"{described} but more than these {size} bytes follow");
        }

        return new IdxArray(path, shape, values);
    }

    private static void Fill(Stream content, Span<byte> bytes, string path, string expected)
    {
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw Bad(path, $"it ends after {read} bytes where {expected} were expected");
        }
    }

    private static HomeostatException Bad(string path, string what, Exception? inner = null) =>
        new($"{path}: not a readable IDX file: {what}. Copy or download the file again.", inner);
}

/// <summary>The array in an IDX file.</summary>
/// <param name="Path">The path from which the array was read, for messages.</param>
/// <param name="Shape">The dimensions, the slowest first.</param>
/// <param name="Values">The values, one byte each, as many as the product of the dimensions.</param>
public sealed record IdxArray(string Path, IReadOnlyList<int> Shape, byte[] Values)
{
    /// <summary>Creates labeled images from this array of images and an array of labels.</summary>
    /// <param name="labels">The array of labels, one for each image.</param>
    /// <param name="name">The name of the images in messages.</param>
    /// <param name="classes">The number of classes; if null, the greatest label plus one.</param>
    /// <exception cref="HomeostatException">The two arrays do not belong together, or a label is out of range.</exception>
    public LabeledImages WithLabels(IdxArray labels, string name, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Expect(this, 3, "images: count, rows, columns");
        Expect(labels, 1, "labels: count");
        if (labels.Shape[0] != Shape[0])
        {
            throw new HomeostatException(
                $"{Path} holds {Shape[0]} images but {labels.Path} holds {labels.Shape[0]} labels; one label an image was " +
                $"expected. Check that the two files belong together.");
        }

        var known = classes ?? labels.Values.Max() + 1;
        var wrong = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(known - 1));
        return wrong < 0
            ? new LabeledImages(name, Shape[2], Shape[1], known, Values, labels.Values)
            : throw new HomeostatException(
                $"{labels.Path}: label {wrong} is {labels.Values[wrong]}; with {known} classes, 0 to {known - 1} was expected. " +
                $"Check that the file belongs to this data set, or copy it again.");
    }

    private static void Expect(IdxArray array, int dimensions, string meaning)
    {
        if (array.Shape.Count != dimensions)
        {
            throw new HomeostatException(
                $"{array.Path}: has {array.Shape.Count} dimensions ({string.Join(" × ", array.Shape)}) where {dimensions} were " +
                $"expected ({meaning}). Check that images and labels are not exchanged.");
        }
    }
}
