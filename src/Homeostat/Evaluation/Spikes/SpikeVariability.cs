namespace Homeostat;

/// <summary>The variability of spike counts between successive time windows.</summary>
public static class SpikeVariability
{
    /// <summary>
    /// The Fano factor of a unit: the variance of its spike counts in successive windows over their mean (U. Fano, Physical
    /// Review 72, 1947). It is 0 if all counts are equal and 1 for a Poisson process. Null for a unit that fired in no window.
    /// </summary>
    /// <remarks>The variance is the unbiased one, with the divisor n − 1 for n windows, so that the mean for a Poisson process is 1 even for few windows.</remarks>
    /// <param name="trains">The spikes.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="window">The width of a window, in seconds; at least two windows must fit into the recording.</param>
    /// <exception cref="HomeostatException">There is no such unit, or the window is not above 0 or too long.</exception>
    public static double? FanoFactor(this SpikeTrains trains, int unit, double window)
    {
        var bins = Windows(trains, window);
        return Fano(trains.Of(unit), bins, new int[bins.Count]);
    }

    /// <summary>The Fano factors of all units that fired, in order of units.</summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="window">The width of a window, in seconds; at least two windows must fit into the recording.</param>
    /// <exception cref="HomeostatException">The window is not above 0 or too long.</exception>
    public static double[] FanoFactors(this SpikeTrains trains, double window)
    {
        var bins = Windows(trains, window);
        var counts = new int[bins.Count];
        return [.. Enumerable.Range(0, trains.Units).Select(unit => Fano(trains.Of(unit), bins, counts)).OfType<double>()];
    }

    private static TimeBins Windows(SpikeTrains trains, double window) => new(trains, window, "The Fano factor", least: 2);

    private static double? Fano(ReadOnlySpan<double> times, TimeBins bins, int[] counts)
    {
        Array.Clear(counts);
        bins.Add(times, counts);
        var mean = counts.Average();
        return mean == 0 ? null : counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1) / mean;
    }
}
