using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The reference to a data set, from which a resumed run can load it again.</summary>
/// <param name="Name">One of <see cref="DataCatalog.Names"/>, or the path of a folder of IDX files.</param>
public sealed record DataReference(string Name)
{
    /// <summary>The number of training images; null for all images, or for the default number of drawn digits.</summary>
    public int? Train { get; init; }

    /// <summary>The number of test images; null for all images, or for the default number of drawn digits.</summary>
    public int? Test { get; init; }

    /// <summary>
    /// The number of images at the end of the training set that are held out and take the place of the test images, so that settings are chosen without
    /// them; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Validation { get; init; }

    /// <summary>
    /// Whether pixels are standardized: one mean of all pixels of the training images is subtracted from them, and they are divided by their deviation.
    /// Test images are standardized by the same two numbers.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Standardize { get; init; }

    /// <summary>How gray pixels become black and white.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Binarization Binarize { get; init; }

    /// <summary>The seed of drawn digits, and of black and white pixels that are drawn.</summary>
    [JsonRequired]
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws, reads or downloads the data.</summary>
    /// <exception cref="HomeostatException">The name is unknown, a number is out of range, or a file could not be downloaded or is damaged.</exception>
    public ImageSet Load(IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        Require(Train, "learn from");
        Require(Test, "be tested on");
        Require(Validation, "be held out for validation");
        var all = Name == DataCatalog.Embedded
            ? Digits.Draw((int)Math.Min(int.MaxValue, (Train ?? 10_000L) + (Validation ?? 0)), Test ?? 2_000, Seed)
            : DataCatalog.Load(Name, progress, cancellation);
        if (Validation is { } held)
        {
            all = held < all.Train.Count ? HeldOut(all, held) : throw new HomeostatException(
                $"{held} images were to be held out for validation, but {all.Train.Name} has {all.Train.Count}. Hold out fewer.");
        }

        all = all with { Train = First(all.Train, Train), Test = First(all.Test, Test) };
        if (Binarize != Binarization.None)
        {
            all = all with { Train = all.Train.Binarized(Binarize, Seed), Test = all.Test.Binarized(Binarize, Seed + 1) };
        }

        if (!Standardize)
        {
            return all;
        }

        var form = Standardization.Of(all.Train);
        return all with { Train = all.Train.With(form), Test = all.Test.With(form) };
    }

    private static ImageSet HeldOut(ImageSet all, int count)
    {
        var (train, validation) = all.Train.Split(all.Train.Count - count);
        return all with { Train = train, Test = validation };
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
