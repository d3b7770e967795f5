using MathNet.Numerics.IntegralTransforms;

namespace Homeostat;

/// <summary>The power density of segments of a signal. The mean is subtracted from each segment, and the segment is weighted by a Hann window.</summary>
internal sealed class Periodogram
{
    private readonly double[] _hann;
    private readonly double[] _spectrum;
    private readonly double _scale;

    /// <param name="signal">The number of values of the signal.</param>
    /// <param name="step">The time between two values, in seconds.</param>
    /// <param name="window">The length of a segment, in seconds.</param>
    public Periodogram(int signal, double step, double window)
    {
        var length = Math.Round(window / step);
        if (!(step > 0) || !(length >= 2) || !(length <= signal))
        {
            throw new HomeostatException(
                $"A spectrum over segments of {window} s was asked for, of {signal} values {step} s apart; segments of at least two values "
                + $"and at most the whole signal were expected. Lengths are in seconds.");
        }

        Length = (int)length;

        // The periodic window: its first value is the one that would follow its last.
        _hann = [.. Enumerable.Range(0, Length).Select(i => .5 - (.5 * Math.Cos(2 * Math.PI * i / Length)))];
        _scale = step / _hann.Sum(weight => weight * weight);
        _spectrum = new double[Length + 2];
        Frequencies = [.. Enumerable.Range(0, (Length / 2) + 1).Select(k => k / (Length * step))];
    }

    /// <summary>The number of values in a segment.</summary>
    public int Length { get; }

    public double[] Frequencies { get; }

    /// <summary>The one-sided density of a segment: the power of negative frequencies is added to that of the positive ones.</summary>
    public double[] Of(ReadOnlySpan<double> segment)
    {
        var mean = 0.0;
        foreach (var value in segment)
        {
            mean += value / Length;
        }

        for (var i = 0; i < Length; i++)
        {
            _spectrum[i] = (segment[i] - mean) * _hann[i];
        }

        // Real and imaginary parts in turn, of frequencies from 0 to half the sampling rate.
        Fourier.ForwardReal(_spectrum, Length, FourierOptions.NoScaling);
        var density = new double[Frequencies.Length];
        for (var k = 0; k < density.Length; k++)
        {
            var (re, im) = (_spectrum[2 * k], _spectrum[(2 * k) + 1]);
            var isAlone = k == 0 || 2 * k == Length;
            density[k] = (isAlone ? 1 : 2) * _scale * ((re * re) + (im * im));
        }

        return density;
    }
}
