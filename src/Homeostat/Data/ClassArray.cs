using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>An array with one class for each sample.</summary>
internal sealed class ClassArray : DataArray
{
    /// <summary>The largest number of classes. Each is a unit of the learner; a column of more was hardly meant as classes.</summary>
    public const int MostClasses = 1 << 16;

    private readonly ReadOnlyMemory<int> _labels;

    public ClassArray(ReadOnlyMemory<int> labels, int classes)
        : base(labels.Length, [classes])
    {
        if (classes is < 1 or > MostClasses)
        {
            throw new HomeostatException($"{classes} classes were given; 1 to {MostClasses} were expected.");
        }

        var wrong = labels.Span.IndexOfAnyExceptInRange(0, classes - 1);
        _labels = wrong < 0 ? labels : throw new HomeostatException(
            $"The class of sample {wrong} is {labels.Span[wrong]}; with {classes} classes, 0 to {classes - 1} was expected.");
    }

    public override int? Classes => Shape[0];

    public override ReadOnlySpan<int> Labels => _labels.Span;

    internal override bool MayBeInfinite => false;

    public override void CopyTo(int sample, Span<float> destination) => Copy(sample, destination);

    public override void CopyTo(int sample, Span<double> destination) => Copy(sample, destination);

    internal override DataArray Select(ReadOnlySpan<int> samples)
    {
        var chosen = new int[samples.Length];
        for (var n = 0; n < samples.Length; n++)
        {
            chosen[n] = _labels.Span[samples[n]];
        }

        return new ClassArray(chosen, Shape[0]);
    }

    // Up to 256 classes are a byte each, so that the checksum equals that of earlier versions.
    internal override void AddTo(IncrementalHash hash) => hash.AppendData(
        Shape[0] <= 256 ? Array.ConvertAll(_labels.ToArray(), label => (byte)label) : MemoryMarshal.AsBytes(_labels.Span));

    private void Copy<T>(int sample, Span<T> destination)
        where T : System.Numerics.INumber<T>
    {
        RequireSample(sample);
        destination[..Shape[0]].Clear();
        destination[_labels.Span[sample]] = T.One;
    }
}
