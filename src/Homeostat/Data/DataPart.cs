using System.Collections;

namespace Homeostat;

/// <summary>
/// A set of samples as named streams, with one array for each stream. Every stream has a value for each sample. A <see cref="Clamp"/>
/// phase of a schedule takes its values from the stream of the same name.
/// </summary>
public sealed class DataPart : IEnumerable<KeyValuePair<string, DataArray>>
{
    private readonly List<KeyValuePair<string, DataArray>> _streams = [];

    /// <summary>The number of samples; 0 as long as there is no stream.</summary>
    public int Count => _streams.Count == 0 ? 0 : _streams[0].Value.Count;

    /// <summary>The names of the streams, in the order in which they were given.</summary>
    public IReadOnlyList<string> Streams => [.. _streams.Select(s => s.Key)];

    /// <summary>The values of a stream.</summary>
    /// <exception cref="HomeostatException">
    /// There is no stream of that name, or the stream that is set has another number of samples than the other streams.
    /// </exception>
    public DataArray this[string stream]
    {
        get => Find(stream) ?? throw new HomeostatException($"There is no stream '{stream}'; there are {Describe()}.");
        set
        {
            ArgumentNullException.ThrowIfNull(stream);
            ArgumentNullException.ThrowIfNull(value);
            _streams.RemoveAll(s => s.Key == stream);
            if (_streams.Count > 0 && value.Count != Count)
            {
                throw new HomeostatException(
                    $"The stream '{stream}' has {value.Count} samples, but '{_streams[0].Key}' has {Count}. Every stream of a part has a value for each sample.");
            }

            _streams.Add(KeyValuePair.Create(stream, value));
        }
    }

    /// <summary>Creates a part with the pixels of images as the stream <see cref="DataSource.Image"/> and their classes as the stream <see cref="DataSource.Label"/>.</summary>
    public static DataPart Of(LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new DataPart
        {
            [DataSource.Image] = new PixelArray(images),
            [DataSource.Label] = DataArray.OfClasses(images.LabelMemory, images.Classes),
        };
    }

    /// <summary>Creates a part like <see cref="Of"/>, in which each image is a sequence of its rows.</summary>
    /// <exception cref="HomeostatException">The images have several channels.</exception>
    internal static DataPart OfRows(LabeledImages images) => images.Channels > 1
        ? throw new HomeostatException($"{images.Name}: images of {images.Channels} channels cannot be read row by row. Leave their colors out.")
        : new DataPart { [DataSource.Image] = new PixelArray(images, isByRows: true), [DataSource.Label] = DataArray.OfClasses(images.LabelMemory, images.Classes) };

    /// <inheritdoc cref="Of(LabeledImages)"/>
    public static implicit operator DataPart(LabeledImages images) => Of(images);

    /// <summary>Creates a part with the first samples.</summary>
    /// <param name="count">The number of samples; if there are fewer, the result has all of them.</param>
    public DataPart Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>Divides the samples into the first ones (for training) and the others (for testing).</summary>
    /// <param name="count">The number of samples in the first part, 0 to <see cref="Count"/>.</param>
    public (DataPart First, DataPart Second) Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return (Select([.. Enumerable.Range(0, count)]), Select([.. Enumerable.Range(count, Count - count)]));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, DataArray>> GetEnumerator() => _streams.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal DataArray? Find(string stream) => _streams.Find(s => s.Key == stream).Value;

    /// <summary>The description of the streams in words.</summary>
    internal string Describe() => _streams.Count == 0 ? "none" : string.Join(", ", _streams.Select(s => $"{s.Key} ({s.Value.Describe()})"));

    /// <summary>Creates a part with some of the samples, in a given order.</summary>
    internal DataPart Select(ReadOnlySpan<int> samples)
    {
        var chosen = new DataPart();
        foreach (var (name, values) in _streams)
        {
            chosen[name] = values.Select(samples);
        }

        return chosen;
    }
}
