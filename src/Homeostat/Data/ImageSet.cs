namespace Homeostat;

/// <summary>A data set of training images and test images.</summary>
/// <param name="Name">The name of the data set, such as <c>mnist</c>.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images, of the same size and classes, from which a learner never learns.</param>
public sealed record ImageSet(string Name, LabeledImages Train, LabeledImages Test)
{
    /// <summary>The names of the classes; null where they are only numbered.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The number of values of an image: its pixels, times three in colors.</summary>
    public int Features => Train.Features;

    /// <summary>The number of classes.</summary>
    public int Classes => Train.Classes;

    /// <summary>
    /// Reads the four IDX files of a folder. They may be gzipped, and have their usual names: <c>train-images-idx3-ubyte</c>,
    /// <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and <c>t10k-labels-idx1-ubyte</c>. Three variants of the names are
    /// accepted: a dot before <c>idx</c> in place of the dash, <c>test</c> in place of <c>t10k</c>, and any prefix (<c>emnist-letters-train-…</c>).
    /// </summary>
    /// <param name="path">The path of the folder.</param>
    /// <exception cref="HomeostatException">A file is missing, several files fit one name, or a file is damaged.</exception>
    public static ImageSet FromFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            throw new HomeostatException($"{path}: there is no such folder. Give the folder that holds the IDX files.");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var trainLabels = Idx.Read(Find(path, "train", "train", "labels", "idx1"));
        var testLabels = Idx.Read(Find(path, "t10k", "test", "labels", "idx1"));

        // The number of classes follows from the training labels; a test label beyond it is an error in the files.
        var train = Idx.Read(Find(path, "train", "train", "images", "idx3")).WithLabels(trainLabels, $"{name} train");
        var test = Idx.Read(Find(path, "t10k", "test", "images", "idx3")).WithLabels(testLabels, $"{name} test", train.Classes);
        return Of(name, train, test);
    }

    /// <summary>Creates a data set from two parts after checking that they fit together.</summary>
    internal static ImageSet Of(string name, LabeledImages train, LabeledImages test) =>
        (train.Width, train.Height, train.Channels) == (test.Width, test.Height, test.Channels)
            ? new ImageSet(name, train, test)
            : throw new HomeostatException(
                $"{name}: training images are {ImageForm.Describe(train.Width, train.Height, train.Channels)} but test images {ImageForm.Describe(test.Width, test.Height, test.Channels)}; the same " +
                $"form was expected. Check that the files belong together.");

    private static string Find(string folder, string part, string otherPart, string what, string rank)
    {
        var found = Directory.EnumerateFiles(folder)
            .Where(f => IsNamed(Path.GetFileName(f), part, what, rank) || IsNamed(Path.GetFileName(f), otherPart, what, rank))
            .GroupBy(f => f.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? f[..^3] : f)
            .Select(g => g.Min(StringComparer.Ordinal)!)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var usual = $"{part}-{what}-{rank}-ubyte";
        return found.Length switch
        {
            1 => found[0],
            0 => throw new HomeostatException(
                $"{folder}: {usual} or {usual}.gz is missing. A folder of IDX files holds train-images-idx3-ubyte, " +
                $"train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each plain or .gz."),
            _ => throw new HomeostatException(
                $"{folder}: {string.Join(", ", found.Select(Path.GetFileName))} could each be {usual}; one was expected. " +
                $"Give each data set a folder of its own."),
        };
    }

    private static bool IsNamed(string file, string part, string what, string rank)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return name.EndsWith($"{part}-{what}-{rank}-ubyte", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith($"{part}-{what}.{rank}-ubyte", StringComparison.OrdinalIgnoreCase);
    }
}
