using System.Security.Cryptography;
using System.Text;

namespace Homeostat;

/// <summary>
/// The data on which a learner is trained and tested, as named streams. A source is made from arrays, or from an <see cref="ImageSet"/>,
/// which gives the streams <see cref="Image"/> and <see cref="Label"/>.
/// </summary>
/// <param name="Name">The name of the data in messages.</param>
public sealed record DataSource(string Name)
{
    /// <summary>The name of the stream of pixels in a source of images; pixels are scaled to 0..1.</summary>
    public const string Image = "image";

    /// <summary>The name of the stream of classes in a source of images, with one unit for each class.</summary>
    public const string Label = "label";

    /// <summary>The training samples.</summary>
    public DataPart Train { get; init; } = [];

    /// <summary>The test samples, from which a learner never learns; empty by default.</summary>
    public DataPart Test { get; init; } = [];

    /// <summary>
    /// The name of the stream that holds the right answers: a class, a vector or a sequence for each sample; null if there are no right
    /// answers.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>How the numbers were made, which is kept with a trained model so that new data are treated alike; null for numbers that the program gives as they are.</summary>
    public DataSchema? Schema { get; init; }

    /// <summary>True where the right answers are numbers, and no classes.</summary>
    internal bool PredictsNumbers => Target is { } target && Train[target].Classes is null;

    /// <summary>The images that the source was made of; null for other data.</summary>
    internal ImageSet? Images { get; private init; }

    /// <summary>Creates a source of images, with their classes as the target.</summary>
    public static DataSource Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var form = images.Train.Standardized;
        return new DataSource(images.Name)
        {
            Train = images.Train,
            Test = images.Test,
            Target = Label,
            Schema = new DataSchema { Images = new ImageForm(images.Train.Width, images.Train.Height, form?.Mean ?? 0, form?.Deviation ?? 1, images.ClassNames, images.Train.Channels) },
            Images = images,
        };
    }

    /// <summary>Creates a source of sequences: each image is read row by row, from the top, and a time point has a unit for each pixel of a row.</summary>
    /// <exception cref="HomeostatException">The images have several channels.</exception>
    public static DataSource OfRows(ImageSet images)
    {
        var source = Of(images);
        return source with
        {
            Train = DataPart.OfRows(images.Train),
            Test = DataPart.OfRows(images.Test),
            Schema = source.Schema! with { Sequence = new SequenceForm(images.Train.Height, images.Train.Width) },
            Images = null,
        };
    }

    /// <summary>
    /// Creates a source of the rows of a table: the columns become the stream <see cref="Image"/> of inputs, numbers standardized by the training rows and words as one input for each word; the target becomes the
    /// stream <see cref="Label"/> of classes or numbers. Rows for testing are drawn at random, with as many of each class as it has among all rows.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="options">The settings; the default ones, which have no target, if null.</param>
    /// <exception cref="HomeostatException">A column is unknown or constant, or a value is missing; the message names the line and says what to do.</exception>
    public static DataSource Of(DataTable table, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableData.Of(table, options ?? new TableOptions());
    }

    /// <inheritdoc cref="Of(ImageSet)"/>
    public static implicit operator DataSource(ImageSet images) => Of(images);

    /// <summary>The SHA-256 of the training samples in lower-case hexadecimal, by which a resumed run checks that the data are the same.</summary>
    internal string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in Train)
        {
            // The checksum of images and labels uses only their bytes, without names and shapes, so that it equals that of earlier versions.
            if (values is NumberArray<float> or NumberArray<double>)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{name} {string.Join('x', values.Shape)}\n"));
            }

            values.AddTo(hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
