using System.Numerics;

namespace Homeostat;

/// <summary>
/// Gray images of one size, each with a class. Pixels stay the bytes they were stored as; a training loop asks for one
/// image at a time, scaled, into memory it owns.
/// </summary>
public sealed class LabeledImages
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    /// <summary>Images over memory that is not copied.</summary>
    /// <param name="name">What messages call these images, such as <c>mnist train</c>.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows in an image.</param>
    /// <param name="classes">Number of classes; labels are 0 to classes - 1.</param>
    /// <param name="pixels">Count × height × width bytes, row by row, image by image.</param>
    /// <param name="labels">One label an image.</param>
    /// <exception cref="HomeostatException">The sizes do not fit together, or a label is out of range.</exception>
    public LabeledImages(string name, int width, int height, int classes, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        if (pixels.Length != (long)labels.Length * width * height)
        {
            throw new HomeostatException(
                $"{name}: {pixels.Length} bytes of pixels do not make {labels.Length} images of {width}×{height}, one for each " +
                $"label; {(long)labels.Length * width * height} bytes were expected. Check that images and labels belong together.");
        }

        var wrong = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0)
        {
            throw new HomeostatException(
                $"{name}: label {wrong} is {labels.Span[wrong]}; with {classes} classes, 0 to {classes - 1} was expected. " +
                $"Check that the label file belongs to this data set.");
        }

        (Name, Width, Height, Classes, _pixels, _labels) = (name, width, height, classes, pixels, labels);
    }

    /// <summary>What messages call these images.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows in an image.</summary>
    public int Height { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Pixels of an image: <see cref="Width"/> × <see cref="Height"/>.</summary>
    public int Features => Width * Height;

    /// <summary>The class of every image, 0 to <see cref="Classes"/> - 1.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <summary>The pixels of one image, row by row, 0 to 255.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _pixels.Span.Slice(index * Features, Features);
    }

    /// <summary>The class of one image.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public byte Label(int index) => _labels.Span[index];

    /// <summary>Writes the pixels of one image, scaled to 0..1.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">At least <see cref="Features"/> numbers; those beyond are left alone.</param>
    public void CopyPixels(int index, Span<float> destination)
    {
        var pixels = Image(index);
        destination = Fit(destination);
        var i = 0;

        // A batch is copied in every training step: four registers of numbers at a time from one register of bytes.
        var lanes = Vector<float>.Count;
        var full = new Vector<float>(255f);
        for (; i <= pixels.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(pixels[i..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            (Vector.ConvertToSingle(first) / full).CopyTo(destination[i..]);
            (Vector.ConvertToSingle(second) / full).CopyTo(destination[(i + lanes)..]);
            (Vector.ConvertToSingle(third) / full).CopyTo(destination[(i + (2 * lanes))..]);
            (Vector.ConvertToSingle(fourth) / full).CopyTo(destination[(i + (3 * lanes))..]);
        }

        for (; i < pixels.Length; i++)
        {
            destination[i] = pixels[i] / 255f;
        }
    }

    /// <inheritdoc cref="CopyPixels(int, Span{float})"/>
    public void CopyPixels(int index, Span<double> destination)
    {
        var pixels = Image(index);
        destination = Fit(destination);
        for (var i = 0; i < pixels.Length; i++)
        {
            destination[i] = pixels[i] / 255.0;
        }
    }

    /// <summary>All pixels scaled to 0..1, as [<see cref="Count"/> × <see cref="Features"/>]: the form the probes take.</summary>
    public float[] ToFeatures()
    {
        var features = new float[checked(Count * Features)];
        for (var i = 0; i < Count; i++)
        {
            CopyPixels(i, features.AsSpan(i * Features, Features));
        }

        return features;
    }

    /// <summary>The first images, over the same memory.</summary>
    /// <param name="count">How many; more than there are gives all.</param>
    public LabeledImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : Slice(0, count);
    }

    /// <summary>Cuts in two, over the same memory: the first images (to learn from) and the others (to validate with).</summary>
    /// <param name="count">How many come first, 0 to <see cref="Count"/>.</param>
    public (LabeledImages First, LabeledImages Second) Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return (Slice(0, count), Slice(count, Count - count));
    }

    /// <summary>Images drawn at random without repetition, so that data sorted by class are drawn from evenly.</summary>
    /// <param name="count">The number of images; more than there are gives all, in their order.</param>
    /// <param name="seed">Seed of the draw; the same seed gives the same images.</param>
    public LabeledImages Sample(int count, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : count == 0 ? Take(0) : Select(new BatchOrder(Count, count, seed).Batch(0, 0));
    }

    /// <summary>The class of every image, 0 to <see cref="Classes"/> - 1.</summary>
    internal ReadOnlyMemory<byte> LabelMemory => _labels;

    /// <summary>Some of the images, in a given order.</summary>
    internal LabeledImages Select(ReadOnlySpan<int> samples)
    {
        var (pixels, labels) = (new byte[checked(samples.Length * Features)], new byte[samples.Length]);
        for (var n = 0; n < samples.Length; n++)
        {
            Image(samples[n]).CopyTo(pixels.AsSpan(n * Features));
            labels[n] = Label(samples[n]);
        }

        return new LabeledImages(Name, Width, Height, Classes, pixels, labels);
    }

    private LabeledImages Slice(int start, int count) => new(
        Name, Width, Height, Classes, _pixels.Slice(start * Features, count * Features), _labels.Slice(start, count));

    private Span<T> Fit<T>(Span<T> destination) => destination.Length >= Features
        ? destination[..Features]
        : throw new ArgumentException(
            $"An image of {Name} has {Features} pixels; the destination holds {destination.Length}.", nameof(destination));
}
