using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>
/// The values of one stream for all samples. A sample is either an array of numbers of a fixed shape, such as [units], [time × units] or
/// [channels × rows × columns], or a class. A circuit sees a class as one unit for each class, with 1 for the class and 0 elsewhere.
/// </summary>
public abstract class DataArray
{
    private protected DataArray(int count, IReadOnlyList<int> shape) => (Count, Shape) = (count, shape);

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The shape of one sample: [units], [time, units] or [channels, rows, columns].</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of values in one sample: the product of <see cref="Shape"/>.</summary>
    public int Size => Shape.Aggregate(1, (size, length) => checked(size * length));

    /// <summary>The number of classes; null if the values are numbers.</summary>
    public virtual int? Classes => null;

    /// <summary>The channels, rows and columns of an image; null if the samples are not images.</summary>
    internal virtual (int Channels, int Height, int Width)? Extent => Shape is [var channels, var height, var width] ? (channels, height, width) : null;

    /// <summary>The class of each sample, 0 to <see cref="Classes"/> - 1.</summary>
    /// <exception cref="HomeostatException">The values are numbers, not classes.</exception>
    public virtual ReadOnlySpan<int> Labels => throw new HomeostatException(
        $"An array of {Describe()} holds no classes. Make it by DataArray.OfClasses.");

    /// <summary>Creates an array of numbers from [samples × units].</summary>
    public static DataArray Of(float[,] values) => Of(Flat<float>(values), Lengths(values));

    /// <inheritdoc cref="Of(float[,])"/>
    public static DataArray Of(double[,] values) => Of(Flat<double>(values), Lengths(values));

    /// <summary>Creates an array of numbers from [samples × time × units].</summary>
    public static DataArray Of(float[,,] values) => Of(Flat<float>(values), Lengths(values));

    /// <inheritdoc cref="Of(float[,,])"/>
    public static DataArray Of(double[,,] values) => Of(Flat<double>(values), Lengths(values));

    /// <summary>Creates an array of numbers of any shape. The memory is not copied.</summary>
    /// <param name="values">The numbers, sample after sample; the last axis of the shape is contiguous.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <exception cref="HomeostatException">The number of values is not a multiple of the size of a sample.</exception>
    public static DataArray Of<T>(ReadOnlyMemory<T> values, params IReadOnlyList<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => new NumberArray<T>(values, shape);

    /// <summary>Creates an array with one class for each sample. The memory is not copied.</summary>
    /// <param name="labels">The class of each sample, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="HomeostatException">A class is out of range.</exception>
    public static DataArray OfClasses(ReadOnlyMemory<int> labels, int classes) => new ClassArray(labels, classes);

    /// <summary>Creates an array of numbers from [samples × units].</summary>
    public static implicit operator DataArray(float[,] values) => Of(values);

    /// <summary>Creates an array of numbers from [samples × units].</summary>
    public static implicit operator DataArray(double[,] values) => Of(values);

    /// <summary>Creates an array of numbers from [samples × time × units].</summary>
    public static implicit operator DataArray(float[,,] values) => Of(values);

    /// <summary>Creates an array of numbers from [samples × time × units].</summary>
    public static implicit operator DataArray(double[,,] values) => Of(values);

    /// <summary>Writes the numbers of one sample.</summary>
    /// <param name="sample">The index of the sample, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="destination">The memory for at least <see cref="Size"/> numbers; further numbers in it are not changed.</param>
    public abstract void CopyTo(int sample, Span<float> destination);

    /// <inheritdoc cref="CopyTo(int, Span{float})"/>
    public abstract void CopyTo(int sample, Span<double> destination);

    /// <summary>Creates an array of some of the samples, in a given order.</summary>
    internal abstract DataArray Select(ReadOnlySpan<int> samples);

    /// <summary>Adds all values to a checksum.</summary>
    internal abstract void AddTo(IncrementalHash hash);

    /// <summary>The value of what lies beyond the border of an image.</summary>
    internal virtual double Black => 0;

    /// <summary>Whether a value may be infinite or not a number, so that values must be checked.</summary>
    internal abstract bool MayBeInfinite { get; }

    /// <summary>The description of a sample in words, such as <c>784 units</c>.</summary>
    internal string Describe() => Classes is { } classes ? $"{classes} classes"
        : Shape.Count == 1 ? $"{Shape[0]} units"
        : $"{string.Join(" × ", Shape)} units";

    /// <summary>The place of a value within a sample in words, such as <c>unit 7</c>.</summary>
    internal string Place(int index) => Shape.Count switch
    {
        1 => $"unit {index}",
        2 => $"time point {index / Shape[1]}, unit {index % Shape[1]}",
        _ => $"number {index} of {Size}",
    };

    private protected void RequireSample(int sample) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)Count, nameof(sample));

    private static T[] Flat<T>(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length).ToArray();
    }

    private static DataArray Of<T>(T[] values, int[] lengths)
        where T : unmanaged, IFloatingPointIeee754<T> => Of<T>(values.AsMemory(), lengths[1..]);

    private static int[] Lengths(Array values) => [.. Enumerable.Range(0, values.Rank).Select(values.GetLength)];
}
