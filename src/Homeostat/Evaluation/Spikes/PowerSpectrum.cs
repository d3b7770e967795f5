namespace Homeostat;

/// <summary>A power spectrum: the distribution of the variance of a signal over frequencies.</summary>
/// <param name="Frequencies">The frequencies in hertz, from 0 to half the sampling rate, [frequencies].</param>
/// <param name="Density">The one-sided power density at each frequency, [frequencies], in squares of the signal's unit per hertz.</param>
public sealed record PowerSpectrum(double[] Frequencies, double[] Density)
{
    /// <summary>The frequency above 0 of the greatest density, in hertz.</summary>
    public double Peak => Frequencies[Enumerable.Range(1, Frequencies.Length - 1).MaxBy(k => Density[k])];

    /// <summary>
    /// The spectrum by P. Welch's method (IEEE Transactions on Audio and Electroacoustics 15, 1967): the mean of the periodograms
    /// of segments that overlap by half, each less its mean and weighted by a Hann window. Summed over frequencies, times their
    /// distance, it is the variance.
    /// </summary>
    /// <param name="signal">The values of the signal at equal time distances.</param>
    /// <param name="step">The time between two values, in seconds.</param>
    /// <param name="window">
    /// Length of a segment, in seconds: 1/<paramref name="window"/> is the resolution. Shorter segments are more, and give a smoother
    /// spectrum. What is left at the end, shorter than half a segment, is left out.
    /// </param>
    /// <exception cref="HomeostatException">The window is longer than the signal or holds fewer than two values.</exception>
    public static PowerSpectrum Welch(ReadOnlySpan<double> signal, double step, double window)
    {
        var periodogram = new Periodogram(signal.Length, step, window);
        var (sum, segments) = (new double[periodogram.Frequencies.Length], 0);
        for (var at = 0; at + periodogram.Length <= signal.Length; at += Math.Max(1, periodogram.Length / 2))
        {
            var density = periodogram.Of(signal.Slice(at, periodogram.Length));
            for (var k = 0; k < sum.Length; k++)
            {
                sum[k] += density[k];
            }

            segments++;
        }

        return new PowerSpectrum(periodogram.Frequencies, Array.ConvertAll(sum, density => density / segments));
    }
}
