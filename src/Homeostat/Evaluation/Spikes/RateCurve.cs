namespace Homeostat;

/// <summary>A firing rate over time, in equal bins.</summary>
/// <param name="Start">The time at which the first bin begins, in seconds.</param>
/// <param name="Bin">The width of a bin, in seconds.</param>
/// <param name="Values">The firing rate of one unit in each bin, [bins], in hertz.</param>
public sealed record RateCurve(double Start, double Bin, double[] Values)
{
    /// <summary>The middle of each bin in seconds, [bins].</summary>
    public double[] Times => [.. Values.Select((_, bin) => Start + ((bin + .5) * Bin))];

    /// <summary>
    /// Creates a curve that is smoothed by a Gaussian. Near the ends, where part of the Gaussian lies outside of the recording, the part inside
    /// is normalized to 1, so that a constant rate does not change.
    /// </summary>
    /// <param name="width">The standard deviation of the Gaussian, in seconds.</param>
    /// <exception cref="HomeostatException">The width is below 0 or not finite.</exception>
    public RateCurve Smoothed(double width)
    {
        if (!(width >= 0) || !double.IsFinite(width))
        {
            throw new HomeostatException($"A smoothing width of {width} s was found; one of at least 0 seconds was expected.");
        }

        // Less than one part in ten thousand of the Gaussian lies beyond four standard deviations.
        var reach = (int)Math.Min(Math.Ceiling(4 * width / Bin), Values.Length);
        var kernel = new double[reach + 1];
        for (var i = 0; i <= reach; i++)
        {
            kernel[i] = i == 0 ? 1 : Math.Exp(-.5 * (i * Bin / width) * (i * Bin / width));
        }

        var smooth = new double[Values.Length];
        for (var i = 0; i < smooth.Length; i++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var j = Math.Max(0, i - reach); j <= Math.Min(smooth.Length - 1, i + reach); j++)
            {
                var share = kernel[Math.Abs(i - j)];
                sum += share * Values[j];
                weight += share;
            }

            smooth[i] = sum / weight;
        }

        return this with { Values = smooth };
    }

    /// <summary>The power spectrum of the rate (<see cref="PowerSpectrum.Welch"/>), in Hz²/Hz.</summary>
    /// <param name="window">Length of the segments that are averaged over, in seconds: 1/<paramref name="window"/> is the resolution.</param>
    /// <exception cref="HomeostatException">The window is longer than the curve or holds fewer than two bins.</exception>
    public PowerSpectrum Spectrum(double window) => PowerSpectrum.Welch(Values, Bin, window);

    /// <summary>The power spectrum of the rate as it changes (<see cref="Homeostat.Spectrogram.Of"/>), in Hz²/Hz.</summary>
    /// <param name="window">Length of a segment, in seconds: 1/<paramref name="window"/> is the resolution.</param>
    /// <param name="every">The time between the beginnings of two segments, in seconds; an eighth of the window if null.</param>
    /// <exception cref="HomeostatException">The window is longer than the curve, or a length is too short.</exception>
    public Spectrogram Spectrogram(double window, double? every = null) =>
        Homeostat.Spectrogram.Of(Values, Bin, window, every ?? window / 8, Start);
}
