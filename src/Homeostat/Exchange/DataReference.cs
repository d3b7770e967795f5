using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The reference to a data set, from which a resumed run can load it again.</summary>
/// <param name="Name">One of <see cref="DataCatalog.Names"/>, the path of a folder of IDX files or of folders of PNG or JPEG images, one for each class, that of a table, a file that ends with <c>.csv</c> or <c>.tsv</c>, or that of a file of NumPy with the arrays <c>x</c> and <c>y</c>, which ends with <c>.npz</c>.</param>
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

    /// <summary>The number of pixels of each side to which images of folders are shrunk; null to keep their size.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Side { get; init; }

    /// <summary>Whether images of folders keep their colors, as three channels; they become gray otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Color { get; init; }

    /// <summary>True to read images row by row, as sequences.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Rows { get; init; }

    /// <summary>The column of a table with the right answers; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }

    /// <summary>What the right answers of a table are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TargetKind TargetKind { get; init; }

    /// <summary>The column of a table that names the sequence of each row; null for rows that are samples of their own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sequence { get; init; }

    /// <summary>The columns of a table that are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>What becomes of rows of a table in which a value is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MissingValues Missing { get; init; }

    /// <summary>The seed of drawn digits, of black and white pixels that are drawn, and of the rows of a table that are held out.</summary>
    [JsonRequired]
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the data are a table.</summary>
    [JsonIgnore]
    public bool IsTable => IsTableName(Name);

    /// <summary>Whether a file of this name is a table.</summary>
    public static bool IsTableName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the data are arrays of NumPy.</summary>
    [JsonIgnore]
    public bool IsArrays => Name.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Draws, reads or downloads the data: images, a table or arrays.</summary>
    /// <exception cref="HomeostatException">The name is unknown, a number is out of range, or a file could not be downloaded or is damaged.</exception>
    public DataSource LoadSource(IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!IsTable && !IsArrays)
        {
            var images = Load(progress, cancellation);
            return Rows ? DataSource.OfRows(images) : DataSource.Of(images);
        }

        Require(Train, "learn from", "samples");
        Require(Test, "be tested on", "samples");
        Require(Validation, "be held out for validation", "samples");
        var source = IsArrays ? ArrayData.Read(Name, Test, Seed)
            : DataSource.Of(DataTable.Read(Name), new TableOptions { Target = Target, Sequence = Sequence, Kind = TargetKind, Drop = Drop ?? [], Missing = Missing, Test = Test, Seed = Seed });
        if (Validation is { } held)
        {
            if (held >= source.Train.Count)
            {
                throw new HomeostatException($"{held} samples were to be held out for validation, but {source.Name} has {source.Train.Count} to learn from. Hold out fewer.");
            }

            var (train, validation) = source.Train.Split(source.Train.Count - held);
            source = source with { Train = train, Test = validation };
        }

        return Train is not { } count ? source
            : count <= source.Train.Count ? source with { Train = source.Train.Take(count) }
            : throw new HomeostatException($"{count} samples were to be learned from, but {source.Name} has {source.Train.Count}. Ask for at most as many.");
    }

    /// <summary>Draws, reads or downloads images.</summary>
    /// <exception cref="HomeostatException">The data are no images, the name is unknown, a number is out of range, or a file could not be downloaded or is damaged.</exception>
    public ImageSet Load(IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (IsTable || IsArrays)
        {
            throw new HomeostatException($"{Name}: this is {(IsTable ? "a table" : "a file of arrays")}, where images are needed. Give a data set of 'homeostat data list', or a folder of images.");
        }

        Require(Train, "learn from");
        Require(Test, "be tested on");
        Require(Validation, "be held out for validation");
        var all = Name == DataCatalog.Embedded
            ? Digits.Draw((int)Math.Min(int.MaxValue, (Train ?? 10_000L) + (Validation ?? 0)), Test ?? 2_000, Seed)
            : !DataCatalog.Names.Contains(Name) && ImageFolder.IsAt(Name) ? ImageFolder.Read(Name, Side, Test, Seed, Color)
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

    private static void Require(int? count, string what, string samples = "images")
    {
        if (count < 1)
        {
            throw new HomeostatException($"{count} {samples} to {what} were asked for; give one or more.");
        }
    }
}
