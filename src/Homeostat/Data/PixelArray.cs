using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Homeostat;

/// <summary>An array of the pixels of images, scaled to 0..1 or standardized, with one unit for each pixel; or sequences of their rows, with one unit for each pixel of a row.</summary>
internal sealed class PixelArray(LabeledImages images, bool isByRows = false) : DataArray(images.Count, isByRows ? [images.Height, images.Width] : [images.Features])
{
    internal override bool MayBeInfinite => false;

    internal override double Black => images.Standardized?.Of(0) ?? 0;

    internal override (int Channels, int Height, int Width)? Extent => (images.Channels, images.Height, images.Width);

    public override void CopyTo(int sample, Span<float> destination) => images.CopyPixels(sample, destination);

    public override void CopyTo(int sample, Span<double> destination) => images.CopyPixels(sample, destination);

    internal override DataArray Select(ReadOnlySpan<int> samples) => new PixelArray(images.Select(samples), isByRows);

    internal override void AddTo(IncrementalHash hash)
    {
        for (var i = 0; i < images.Count; i++)
        {
            hash.AppendData(images.Image(i));
        }

        if (images.Standardized is { } form)
        {
            hash.AppendData(MemoryMarshal.AsBytes<double>([form.Mean, form.Deviation]));
        }
    }
}
