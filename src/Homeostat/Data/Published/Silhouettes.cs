namespace Homeostat;

/// <summary>The reader of the silhouettes of Caltech 101: the six matrices of a MATLAB file.</summary>
internal static class Silhouettes
{
    private const int Side = 28;

    /// <summary>
    /// Reads the images. The training part holds the training images and, after them, the validation images, so that those can be held out. The object is 1
    /// and the background 0; in the file it is the other way round.
    /// </summary>
    public static ImageSet Read(PublishedData source, IReadOnlyList<VerifiedFile> files)
    {
        var (path, matrices) = (files[0].Path, MatFile.Read(files[0].Bytes, files[0].Path));
        return ImageSet.Of(source.Name, Part("train", "train", "val"), Part("test", "test"));

        LabeledImages Part(string name, params string[] parts) => new(
            $"{source.Name} {name}", Side, Side, source.Classes,
            parts.SelectMany(part => Pixels(Matrix($"{part}_data", Side * Side))).ToArray(),
            parts.SelectMany(part => Classes(Matrix($"{part}_labels", 1))).ToArray());

        byte[] Matrix(string name, int columns) => matrices.TryGetValue(name, out var matrix) ? matrix.ToBytes(columns) : throw new HomeostatException(
            $"{path}: there is no variable '{name}', but {(matrices.Count == 0 ? "none" : string.Join(", ", matrices.Keys))}. Copy the file again.");

        // Labels are counted from 1; one beyond the classes, as 0 becomes by wrapping round, is refused where the images are made.
        static IEnumerable<byte> Classes(byte[] labels) => labels.Select(label => (byte)(label - 1));

        // An image is stored column by column.
        byte[] Pixels(byte[] stored)
        {
            var pixels = new byte[stored.Length];
            for (var i = 0; i < pixels.Length; i++)
            {
                var (image, row, column) = (i / (Side * Side), i / Side % Side, i % Side);
                pixels[i] = stored[(image * Side * Side) + (column * Side) + row] switch
                {
                    0 => 255,
                    1 => 0,
                    var value => throw new HomeostatException($"{path}: a pixel is {value}; 0 or 1 was expected. Copy the file again."),
                };
            }

            return pixels;
        }
    }
}
