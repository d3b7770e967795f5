using System.Numerics;

namespace Homeostat;

/// <summary>
/// Images of the same size, gray or in colors, each with a class. Pixels are stored as bytes. A training loop copies one image at a time, scaled to
/// 0..1, into its own memory.
/// </summary>
public sealed class LabeledImages
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<int> _labels;

    /// <summary>Creates labeled images. The memory of pixels and labels is not copied.</summary>
    /// <param name="name">The name of the images in messages, such as <c>mnist train</c>.</param>
    /// <param name="width">The number of pixels in a row.</param>
    /// <param name="height">The number of rows in an image.</param>
    /// <param name="classes">The number of classes; labels are 0 to classes - 1.</param>
    /// <param name="pixels">The pixels, [count × channels × height × width] bytes: image after image, in each channel after channel, in each row after row.</param>
    /// <param name="labels">The labels, one for each image.</param>
    /// <param name="channels">The number of values of a pixel: 1 for gray images, 3 for red, green and blue.</param>
    /// <exception cref="HomeostatException">The sizes do not fit together, or a label is out of range.</exception>
    public LabeledImages(string name, int width, int height, int classes, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var size = (long)width * height * channels;
        if (pixels.Length != labels.Length * size)
        {
            throw new HomeostatException(
                $"{name}: {pixels.Length} bytes of pixels do not make {labels.Length} images of {width}×{height}, one for each " +
                $"label; {labels.Length * size} bytes were expected. Check that images and labels belong together.");
        }

        var wrong = labels.Span.IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
        {
            throw new HomeostatException(
                $"{name}: label {wrong} is {labels.Span[wrong]}; with {classes} classes, 0 to {classes - 1} was expected. " +
                $"Check that the label file belongs to this data set.");
        }

        (Name, Width, Height, Channels, Classes, _pixels, _labels) = (name, width, height, channels, classes, pixels, labels);
    }

    /// <inheritdoc cref="LabeledImages(string, int, int, int, ReadOnlyMemory{byte}, ReadOnlyMemory{int}, int)"/>
    public LabeledImages(string name, int width, int height, int classes, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
        : this(name, width, height, classes, pixels, Array.ConvertAll(labels.ToArray(), label => (int)label))
    {
    }

    /// <summary>The name of the images in messages.</summary>
    public string Name { get; }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The number of pixels in a row.</summary>
    public int Width { get; }

    /// <summary>The number of rows in an image.</summary>
    public int Height { get; }

    /// <summary>The number of values of a pixel: 1 for gray images, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of values of an image: <see cref="Channels"/> × <see cref="Height"/> × <see cref="Width"/>.</summary>
    public int Features => Channels * Width * Height;

    /// <summary>The standardization of the numbers that are copied; null for numbers between 0 and 1.</summary>
    internal Standardization? Standardized { get; private init; }

    /// <summary>The class of every image, 0 to <see cref="Classes"/> - 1.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>The values of one image, channel by channel and in each row by row, 0 to 255.</summary>
    /// <param name="index">The index of the image, 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _pixels.Span.Slice(index * Features, Features);
    }

    /// <summary>The class of one image.</summary>
    /// <param name="index">The index of the image, 0 to <see cref="Count"/> - 1.</param>
    public int Label(int index) => _labels.Span[index];

    /// <summary>Writes the pixels of one image, scaled to 0..1, or standardized if the images are.</summary>
    /// <param name="index">The index of the image, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">The memory for at least <see cref="Features"/> numbers; further numbers in it are not changed.</param>
    public void CopyPixels(int index, Span<float> destination)
    {
        var pixels = Image(index);
        destination = Fit(destination);
        var i = 0;

        // A batch is copied in every training step, so the copy is vectorized: one register of bytes gives four registers of numbers.
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

        if (Standardized is { } form)
        {
            var (mean, factor) = ((float)form.Mean, (float)(1 / form.Deviation));
            foreach (ref var value in destination)
            {
                value = (value - mean) * factor;
            }
        }
    }

    /// <inheritdoc cref="CopyPixels(int, Span{float})"/>
    public void CopyPixels(int index, Span<double> destination)
    {
        var pixels = Image(index);
        destination = Fit(destination);
        for (var i = 0; i < pixels.Length; i++)
        {
            destination[i] = Standardized?.Of(pixels[i] / 255.0) ?? (pixels[i] / 255.0);
        }
    }

    /// <summary>Creates an array of all pixels, as <see cref="CopyPixels(int, Span{float})"/> gives them, as [<see cref="Count"/> × <see cref="Features"/>]. The probes take their features in this form.</summary>
    public float[] ToFeatures()
    {
        var features = new float[checked(Count * Features)];
        for (var i = 0; i < Count; i++)
        {
            CopyPixels(i, features.AsSpan(i * Features, Features));
        }

        return features;
    }

    /// <summary>Creates a set of the first images, which shares the memory of this one.</summary>
    /// <param name="count">The number of images; if there are fewer, the result has all of them.</param>
    public LabeledImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : Slice(0, count);
    }

    /// <summary>Divides the images into the first ones (for training) and the others (for validation). Both share the memory of this set.</summary>
    /// <param name="count">The number of images in the first set, 0 to <see cref="Count"/>.</param>
    public (LabeledImages First, LabeledImages Second) Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return (Slice(0, count), Slice(count, Count - count));
    }

    /// <summary>Creates a set of images drawn at random without repetition, so that all classes are represented even if the data are sorted by class.</summary>
    /// <param name="count">The number of images; if there are fewer, the result has all of them in their order.</param>
    /// <param name="seed">The seed of the draw; the same seed gives the same images.</param>
    public LabeledImages Sample(int count, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : count == 0 ? Take(0) : Select(new BatchOrder(Count, count, seed).Batch(0, 0));
    }

    /// <summary>The class of every image, 0 to <see cref="Classes"/> - 1.</summary>
    internal ReadOnlyMemory<int> LabelMemory => _labels;

    /// <summary>The same images, whose numbers are standardized.</summary>
    internal LabeledImages With(Standardization? form) => new(Name, Width, Height, Classes, _pixels, _labels, Channels) { Standardized = form };

    /// <summary>The same images, standardized as those that a model was trained on.</summary>
    /// <exception cref="HomeostatException">The images have another size.</exception>
    internal LabeledImages As(ImageForm form) => (Width, Height, Channels) == (form.Width, form.Height, form.Channels)
        ? With((form.Mean, form.Deviation) == (0, 1) ? null : new Standardization(form.Mean, form.Deviation))
        : throw new HomeostatException($"{Name}: the images are {ImageForm.Describe(Width, Height, Channels)}, but the model was trained on {ImageForm.Describe(form.Width, form.Height, form.Channels)}. Give images of this form.");

    /// <summary>The same images with another name in messages.</summary>
    internal LabeledImages Named(string name) => new(name, Width, Height, Classes, _pixels, _labels, Channels) { Standardized = Standardized };

    /// <summary>The same labels and form with other pixels.</summary>
    /// <param name="pixels">The pixels, as many as there are.</param>
    internal LabeledImages With(ReadOnlyMemory<byte> pixels) => Of(pixels, _labels);

    /// <summary>The same images in black and white.</summary>
    /// <param name="how">How pixels become black and white.</param>
    /// <param name="seed">The seed of the draws.</param>
    internal LabeledImages Binarized(Binarization how, ulong seed)
    {
        var pixels = _pixels.ToArray();
        var random = new RandomStream(seed ^ 0x62696e6172790000UL, 0);
        foreach (ref var pixel in pixels.AsSpan())
        {
            // 127.5 is half: 128 and more are white.
            pixel = (how == Binarization.Sampled ? random.NextInt(255) < pixel : pixel >= 128) ? (byte)255 : (byte)0;
        }

        return With(pixels);
    }

    /// <summary>Creates a set of some of the images, in a given order.</summary>
    internal LabeledImages Select(ReadOnlySpan<int> samples)
    {
        var (pixels, labels) = (new byte[checked(samples.Length * Features)], new int[samples.Length]);
        for (var n = 0; n < samples.Length; n++)
        {
            Image(samples[n]).CopyTo(pixels.AsSpan(n * Features));
            labels[n] = Label(samples[n]);
        }

        return Of(pixels, labels);
    }

    private LabeledImages Slice(int start, int count) => Of(_pixels.Slice(start * Features, count * Features), _labels.Slice(start, count));

    // Other images of the same form.
    private LabeledImages Of(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels) => new(Name, Width, Height, Classes, pixels, labels, Channels) { Standardized = Standardized };

    private Span<T> Fit<T>(Span<T> destination) => destination.Length >= Features
        ? destination[..Features]
        : throw new ArgumentException(
            $"An image of {Name} has {Features} values; the destination holds {destination.Length}.", nameof(destination));
}
