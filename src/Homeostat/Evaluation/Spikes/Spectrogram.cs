namespace Homeostat;

/// <summary>The power spectrum of a signal as it changes over time.</summary>
/// <param name="Times">The middle of each segment in seconds, [times].</param>
/// <param name="Frequencies">The frequencies in hertz, from 0 to half the sampling rate, [frequencies].</param>
/// <param name="Density">The one-sided power density, [times][frequencies], in squares of the signal's unit per hertz.</param>
public sealed record Spectrogram(double[] Times, double[] Frequencies, double[][] Density)
{
    /// <summary>
    /// The spectrogram by the short-time Fourier transform: the periodogram of one segment after the other, each less its mean and
    /// weighted by a Hann window (J. Allen, L. Rabiner, Proceedings of the IEEE 65, 1977).
    /// </summary>
    /// <param name="signal">The values of the signal at equal time distances.</param>
    /// <param name="step">The time between two values, in seconds.</param>
    /// <param name="window">The length of a segment, in seconds: 1/<paramref name="window"/> is the resolution of frequencies.</param>
    /// <param name="every">The time between the beginnings of two segments, in seconds.</param>
    /// <param name="start">The time of the first value, in seconds.</param>
    /// <exception cref="HomeostatException">The window is longer than the signal, or a length is too short.</exception>
    public static Spectrogram Of(ReadOnlySpan<double> signal, double step, double window, double every, double start = 0)
    {
        var periodogram = new Periodogram(signal.Length, step, window);
        if (!(every > 0) || !double.IsFinite(every))
        {
            throw new HomeostatException($"A spectrum every {every} s was asked for; a time above 0 was expected.");
        }

        var hop = Math.Max(1, (int)Math.Min(Math.Round(every / step), signal.Length));
        var first = Enumerable.Range(0, ((signal.Length - periodogram.Length) / hop) + 1).Select(segment => segment * hop).ToArray();
        var density = new double[first.Length][];
        for (var segment = 0; segment < first.Length; segment++)
        {
            density[segment] = periodogram.Of(signal.Slice(first[segment], periodogram.Length));
        }

        return new Spectrogram([.. first.Select(at => start + ((at + (periodogram.Length / 2.0)) * step))], periodogram.Frequencies, density);
    }
}
