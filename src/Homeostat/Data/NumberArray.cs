using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>An array of numbers in which every sample has the same shape.</summary>
internal sealed class NumberArray<T>(ReadOnlyMemory<T> values, IReadOnlyList<int> shape)
    : DataArray(SamplesOf(values.Length, shape), shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal override bool MayBeInfinite => true;

    public override void CopyTo(int sample, Span<float> destination) => Copy(sample, destination);

    public override void CopyTo(int sample, Span<double> destination) => Copy(sample, destination);

    internal override DataArray Select(ReadOnlySpan<int> samples)
    {
        var chosen = new T[checked(samples.Length * Size)];
        for (var n = 0; n < samples.Length; n++)
        {
            Row(samples[n]).CopyTo(chosen.AsSpan(n * Size));
        }

        return new NumberArray<T>(chosen, Shape);
    }

    internal override void AddTo(IncrementalHash hash) => hash.AppendData(MemoryMarshal.AsBytes(values.Span));

    private void Copy<TTo>(int sample, Span<TTo> destination)
        where TTo : IFloatingPointIeee754<TTo>
    {
        var row = Row(sample);
        for (var i = 0; i < row.Length; i++)
        {
            destination[i] = TTo.CreateTruncating(row[i]);
        }
    }

    private ReadOnlySpan<T> Row(int sample)
    {
        RequireSample(sample);
        return values.Span.Slice(sample * Size, Size);
    }

    private static int SamplesOf(int numbers, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count == 0 || shape.Any(length => length < 1))
        {
            throw new HomeostatException(
                $"A sample of shape [{string.Join(", ", shape)}] holds no numbers. Give one length or more, each 1 or more.");
        }

        var size = shape.Aggregate(1L, (product, length) => checked(product * length));
        return numbers % size == 0 ? (int)(numbers / size) : throw new HomeostatException(
            $"{numbers} numbers do not make whole samples of shape [{string.Join(", ", shape)}], {size} numbers each.");
    }
}
