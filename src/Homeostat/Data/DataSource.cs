using System.Security.Cryptography;
using System.Text;

namespace Homeostat;

/// <summary>
/// What a learner is trained on and tested with, as named streams. A source is made of arrays, or of an
/// <see cref="ImageSet"/>, which has the streams <see cref="Image"/> and <see cref="Label"/>.
/// </summary>
/// <param name="Name">What messages call the data.</param>
public sealed record DataSource(string Name)
{
    /// <summary>The name of the stream of pixels that a source of images has, scaled to 0..1.</summary>
    public const string Image = "image";

    /// <summary>The name of the stream of classes that a source of images has, one unit a class.</summary>
    public const string Label = "label";

    /// <summary>The samples to learn from.</summary>
    public DataPart Train { get; init; } = [];

    /// <summary>The samples to be tested on, never learned from; none unless given.</summary>
    public DataPart Test { get; init; } = [];

    /// <summary>
    /// The name of the stream that holds the right answers: a class, a vector or a sequence for each sample; null where there
    /// are none.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Images with their classes as target.</summary>
    public static DataSource Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new DataSource(images.Name) { Train = images.Train, Test = images.Test, Target = Label };
    }

    /// <inheritdoc cref="Of(ImageSet)"/>
    public static implicit operator DataSource(ImageSet images) => Of(images);

    /// <summary>SHA-256 over the training samples, lower-case hexadecimal: whether a run goes on with the same data.</summary>
    internal string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in Train)
        {
            // Images and labels are told by their bytes alone, as they always were.
            if (values is NumberArray<float> or NumberArray<double>)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{name} {string.Join('x', values.Shape)}\n"));
            }

            values.AddTo(hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
