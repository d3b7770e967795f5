using System.Security.Cryptography;

namespace Homeostat;

/// <summary>An array with one class for each sample.</summary>
internal sealed class ClassArray : DataArray
{
    private readonly ReadOnlyMemory<byte> _labels;

    public ClassArray(ReadOnlyMemory<byte> labels, int classes)
        : base(labels.Length, [classes])
    {
        if (classes is < 1 or > 256)
        {
            throw new HomeostatException($"{classes} classes cannot be told apart by a byte; give 1 to 256.");
        }

        var wrong = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        _labels = wrong < 0 ? labels : throw new HomeostatException(
            $"The class of sample {wrong} is {labels.Span[wrong]}; with {classes} classes, 0 to {classes - 1} was expected.");
    }

    public override int? Classes => Shape[0];

    public override ReadOnlySpan<byte> Labels => _labels.Span;

    internal override bool MayBeInfinite => false;

    public override void CopyTo(int sample, Span<float> destination) => Copy(sample, destination);

    public override void CopyTo(int sample, Span<double> destination) => Copy(sample, destination);

    internal override DataArray Select(ReadOnlySpan<int> samples)
    {
        var chosen = new byte[samples.Length];
        for (var n = 0; n < samples.Length; n++)
        {
            chosen[n] = _labels.Span[samples[n]];
        }

        return new ClassArray(chosen, Shape[0]);
    }

    internal override void AddTo(IncrementalHash hash) => hash.AppendData(_labels.Span);

    private void Copy<T>(int sample, Span<T> destination)
        where T : System.Numerics.INumber<T>
    {
        RequireSample(sample);
        destination[..Shape[0]].Clear();
        destination[_labels.Span[sample]] = T.One;
    }
}
