using System.Runtime.InteropServices;

namespace Homeostat.Substrates;

/// <summary>
/// A thread's own copies of the images that a convolution reads or adds to, with their padding, so that a kernel is always inside. Columns
/// are grouped by their remainder after division by the stride, so that neighboring positions of the kernel use neighboring numbers,
/// whatever the stride.
/// </summary>
internal sealed unsafe class PaddedImages : IDisposable
{
    // Runs are copied in whole vectors, which may extend this many bytes beyond the last run.
    private const int Slack = Matrix.Alignment;

    private readonly Convolution _shape;
    private readonly ElementType _type;
    private readonly int _size;
    private readonly nint[] _taps;
    private byte* _pointer;

    /// <summary>Allocates zeros.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="count">The number of images held at the same time.</param>
    /// <param name="type">The element type.</param>
    public PaddedImages(Convolution shape, int count, ElementType type)
    {
        (_shape, Count, _type) = (shape, count, type);
        _size = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        Places = shape.Places;
        PhaseWidth = (shape.Width + (2 * shape.Padding) + shape.Stride - 1) / shape.Stride;
        RowWidth = PhaseWidth * shape.Stride;
        ImageElements = (nint)shape.Channels * PaddedHeight * RowWidth;
        _taps = new nint[shape.TapsPerKernel];
        for (var tap = 0; tap < _taps.Length; tap++)
        {
            var (row, x) = Math.DivRem(tap, shape.KernelWidth);
            var (channel, y) = Math.DivRem(row, shape.KernelHeight);
            var top = ((nint)channel * PaddedHeight) + (y * shape.Dilation);
            _taps[tap] = ((top * RowWidth) + Column(x * shape.Dilation)) * _size;
        }

        var bytes = checked((nuint)(count * ImageElements * _size) + Slack);
        _pointer = (byte*)NativeMemory.AlignedAlloc(bytes, Matrix.Alignment);
        NativeMemory.Clear(_pointer, bytes);
    }

    /// <summary>Frees the memory where <see cref="Dispose"/> was not called.</summary>
    ~PaddedImages() => Free();

    /// <summary>The number of images held at the same time.</summary>
    public int Count { get; }

    /// <summary>The number of positions of a kernel.</summary>
    public int Places { get; }

    /// <summary>For each weight of a kernel, the offset in bytes from the image's beginning to its pixel at the first position.</summary>
    public ReadOnlySpan<nint> Taps => _taps;

    /// <summary>The first image.</summary>
    public byte* Pointer => _pointer;

    private int PaddedHeight => _shape.Height + (2 * _shape.Padding);

    private int PhaseWidth { get; }

    private int RowWidth { get; }

    private nint ImageElements { get; }

    /// <summary>Copies channels of a sample into an image.</summary>
    /// <param name="slot">The index of the image.</param>
    /// <param name="source">The first unit of the sample.</param>
    /// <param name="firstChannel">The first channel to copy.</param>
    /// <param name="endChannel">The channel to stop before.</param>
    public void Load(int slot, byte* source, int firstChannel, int endChannel)
    {
        if (_type == ElementType.Float32)
        {
            Load(slot, (float*)source, firstChannel, endChannel);
        }
        else
        {
            Load(slot, (double*)source, firstChannel, endChannel);
        }
    }

    /// <summary>Sets all images to zero.</summary>
    public void Clear() => NativeMemory.Clear(_pointer, (nuint)(Count * ImageElements * _size));

    /// <summary>Writes an image to a sample, or adds it to the sample.</summary>
    /// <param name="slot">The index of the image.</param>
    /// <param name="target">The first unit of the sample.</param>
    /// <param name="accumulate">Whether to add to the values of the sample.</param>
    public void Store(int slot, byte* target, bool accumulate)
    {
        if (_type == ElementType.Float32)
        {
            Store(slot, (float*)target, accumulate);
        }
        else
        {
            Store(slot, (double*)target, accumulate);
        }
    }

    /// <summary>
    /// Cuts columns of the matrix by which a convolution multiplies its kernels (one column for each position of each sample) into runs
    /// of pixels that are neighbors in an image.
    /// </summary>
    /// <param name="first">The first column: sample · <see cref="Places"/> + place. Sample n is image n modulo <see cref="Count"/>.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="runs">The memory for the runs, with room for one for each column.</param>
    /// <returns>The number of runs.</returns>
    public int Cut(long first, int count, Span<PixelRun> runs)
    {
        var (sample, place) = Math.DivRem(first, Places);
        var (slot, n) = ((int)(sample % Count), 0);
        var (y, x) = Math.DivRem((int)place, _shape.OutputWidth);
        for (var column = 0; column < count;)
        {
            var length = Math.Min(_shape.OutputWidth - x, count - column);
            var image = ((slot * ImageElements) + ((nint)y * _shape.Stride * RowWidth) + x) * _size;
            if (n > 0 && runs[n - 1].Image + runs[n - 1].Bytes == image)
            {
                runs[n - 1] = runs[n - 1] with { Bytes = runs[n - 1].Bytes + ((nint)length * _size) };
            }
            else
            {
                runs[n++] = new(image, (nint)column * _size, (nint)length * _size);
            }

            (column, x, y) = (column + length, 0, y + 1);
            if (y == _shape.OutputHeight)
            {
                (slot, y) = (slot + 1 == Count ? 0 : slot + 1, 0);
            }
        }

        return n;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // The offset of a padded column in the first row of a channel.
    private int Column(int x) => (x % _shape.Stride * PhaseWidth) + (x / _shape.Stride);

    private void Load<T>(int slot, T* source, int firstChannel, int endChannel)
        where T : unmanaged
    {
        var (height, width, stride) = (_shape.Height, _shape.Width, _shape.Stride);
        var from = source + ((nint)firstChannel * height * width);
        for (var channel = firstChannel; channel < endChannel; channel++)
        {
            var to = Inside((T*)_pointer, slot, channel);
            for (var y = 0; y < height; y++, from += width, to += RowWidth)
            {
                if (stride == 1)
                {
                    new ReadOnlySpan<T>(from, width).CopyTo(new Span<T>(to + _shape.Padding, width));
                    continue;
                }

                for (var phase = 0; phase < stride; phase++)
                {
                    var x = FirstOf(phase);
                    for (var target = to + Column(x + _shape.Padding); x < width; x += stride)
                    {
                        *target++ = from[x];
                    }
                }
            }
        }
    }

    private void Store<T>(int slot, T* target, bool accumulate)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var (height, width, stride) = (_shape.Height, _shape.Width, _shape.Stride);
        for (var channel = 0; channel < _shape.Channels; channel++)
        {
            var from = Inside((T*)_pointer, slot, channel);
            for (var y = 0; y < height; y++, from += RowWidth, target += width)
            {
                for (var phase = 0; phase < stride; phase++)
                {
                    var x = FirstOf(phase);
                    var source = from + Column(x + _shape.Padding);
                    if (accumulate)
                    {
                        for (; x < width; x += stride)
                        {
                            target[x] += *source++;
                        }
                    }
                    else
                    {
                        for (; x < width; x += stride)
                        {
                            target[x] = *source++;
                        }
                    }
                }
            }
        }
    }

    // The first column whose position in the padded row has the given remainder.
    private int FirstOf(int phase) => (((phase - _shape.Padding) % _shape.Stride) + _shape.Stride) % _shape.Stride;

    private T* Inside<T>(T* images, int slot, int channel)
        where T : unmanaged =>
        images + (slot * ImageElements) + (((nint)channel * PaddedHeight) + _shape.Padding) * RowWidth;

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}

/// <summary>Pixels that are neighbors in an image and have the same weight at neighboring positions; offsets are in bytes.</summary>
/// <param name="Image">The offset from the first image to the pixel of the first weight.</param>
/// <param name="Column">The offset from the first column.</param>
/// <param name="Bytes">The length in bytes.</param>
internal readonly record struct PixelRun(nint Image, nint Column, nint Bytes);
