namespace Homeostat;

/// <summary>How to get a data set again: what a run was asked to learn from.</summary>
/// <param name="Name">One of <see cref="DataCatalog.Names"/>, or a folder of IDX files.</param>
public sealed record DataReference(string Name)
{
    /// <summary>Images to learn from; null for all (of the drawn digits, as many as they have by default).</summary>
    public int? Train { get; init; }

    /// <summary>Images to be tested on; null for all.</summary>
    public int? Test { get; init; }

    /// <summary>What drawn digits are drawn from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws, reads or downloads the data.</summary>
    /// <exception cref="HomeostatException">The name is unknown, a number is out of range, or a file could not be had or is damaged.</exception>
    public ImageSet Load(IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        Require(Train, "learn from");
        Require(Test, "be tested on");
        if (Name == DataCatalog.Embedded)
        {
            return Digits.Draw(Train ?? 10_000, Test ?? 2_000, Seed);
        }

        var all = DataCatalog.Load(Name, progress, cancellation);
        return all with { Train = First(all.Train, Train), Test = First(all.Test, Test) };
    }

    private static LabeledImages First(LabeledImages images, int? count) => count is not { } n ? images
        : n <= images.Count ? images.Take(n)
        : throw new HomeostatException($"{n} images were asked for, but {images.Name} has {images.Count}. Ask for at most as many.");

    private static void Require(int? count, string what)
    {
        if (count < 1)
        {
            throw new HomeostatException($"{count} images to {what} were asked for; give one or more.");
        }
    }
}
