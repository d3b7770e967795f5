namespace Homeostat;

/// <summary>The intervals between the spikes of a unit, and measures of their irregularity.</summary>
/// <remarks>
/// All three measures of irregularity are 0 for a unit that fires like a clock and 1 for a Poisson process. The coefficient of
/// variation also grows when the rate drifts; the two local measures do not, because they compare an interval only with the next one.
/// From few intervals each measure is too small on average; compare units with about the same number of intervals.
/// </remarks>
public static class SpikeIntervals
{
    /// <summary>The intervals between successive spikes of a unit, in seconds, in order.</summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="HomeostatException">There is no such unit.</exception>
    public static double[] InterspikeIntervals(this SpikeTrains trains, int unit)
    {
        ArgumentNullException.ThrowIfNull(trains);
        var times = trains.Of(unit);
        var intervals = new double[Math.Max(0, times.Length - 1)];
        for (var i = 0; i < intervals.Length; i++)
        {
            intervals[i] = times[i + 1] - times[i];
        }

        return intervals;
    }

    /// <summary>The intervals of all units, one unit after the other, in seconds.</summary>
    /// <param name="trains">The spikes.</param>
    public static double[] InterspikeIntervals(this SpikeTrains trains)
    {
        ArgumentNullException.ThrowIfNull(trains);
        return [.. Enumerable.Range(0, trains.Units).SelectMany(trains.InterspikeIntervals)];
    }

    /// <summary>
    /// The coefficient of variation of a unit's intervals: their standard deviation (over all of them, not one fewer) over their
    /// mean. Null for a unit of fewer than three spikes, which has fewer than two intervals.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="HomeostatException">There is no such unit.</exception>
    public static double? CoefficientOfVariation(this SpikeTrains trains, int unit) =>
        Measure(trains.InterspikeIntervals(unit), CoefficientOfVariation);

    /// <summary>The coefficients of variation of all units with enough spikes, in order of units.</summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="leastSpikes">The smallest number of spikes of a unit that is included, at least 3.</param>
    public static double[] CoefficientsOfVariation(this SpikeTrains trains, int leastSpikes = 5) =>
        Measures(trains, leastSpikes, CoefficientOfVariation);

    /// <summary>
    /// The local coefficient of variation CV₂: the mean of 2|I' − I|/(I' + I) over a unit's successive intervals I and I'
    /// (G. Holt and others, Journal of Neurophysiology 75, 1996). Null for a unit of fewer than three spikes.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="HomeostatException">There is no such unit.</exception>
    public static double? LocalCoefficientOfVariation(this SpikeTrains trains, int unit) =>
        Measure(trains.InterspikeIntervals(unit), LocalCoefficient);

    /// <summary>The local coefficients of variation CV₂ of all units with enough spikes, in order of units.</summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="leastSpikes">The smallest number of spikes of a unit that is included, at least 3.</param>
    public static double[] LocalCoefficientsOfVariation(this SpikeTrains trains, int leastSpikes = 5) =>
        Measures(trains, leastSpikes, LocalCoefficient);

    /// <summary>
    /// The local variation L_V: the mean of 3((I − I')/(I + I'))² over a unit's successive intervals I and I' (S. Shinomoto,
    /// K. Shima, J. Tanji, Neural Computation 15, 2003). Null for a unit of fewer than three spikes.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="HomeostatException">There is no such unit.</exception>
    public static double? LocalVariation(this SpikeTrains trains, int unit) => Measure(trains.InterspikeIntervals(unit), LocalVariation);

    /// <summary>The local variations L_V of all units with enough spikes, in order of units.</summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="leastSpikes">The smallest number of spikes of a unit that is included, at least 3.</param>
    public static double[] LocalVariations(this SpikeTrains trains, int leastSpikes = 5) => Measures(trains, leastSpikes, LocalVariation);

    private static double? Measure(double[] intervals, Func<double[], double> measure) => intervals.Length < 2 ? null : measure(intervals);

    private static double[] Measures(SpikeTrains trains, int leastSpikes, Func<double[], double> measure)
    {
        ArgumentNullException.ThrowIfNull(trains);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastSpikes, 3);
        return [.. Enumerable.Range(0, trains.Units)
            .Where(unit => trains.Of(unit).Length >= leastSpikes)
            .Select(unit => measure(trains.InterspikeIntervals(unit)))];
    }

    // A unit with several events may fire two spikes at the same time, which gives an interval of 0. A pair of such intervals has no variation.
    private static double CoefficientOfVariation(double[] intervals)
    {
        var mean = intervals.Average();
        return mean == 0 ? 0 : Math.Sqrt(intervals.Average(i => (i - mean) * (i - mean))) / mean;
    }

    private static double LocalCoefficient(double[] intervals) => 2 * MeanContrast(intervals, contrast => contrast);

    private static double LocalVariation(double[] intervals) => 3 * MeanContrast(intervals, contrast => contrast * contrast);

    private static double MeanContrast(double[] intervals, Func<double, double> of)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < intervals.Length; i++)
        {
            var total = intervals[i] + intervals[i + 1];
            sum += total == 0 ? 0 : of(Math.Abs(intervals[i + 1] - intervals[i]) / total);
        }

        return sum / (intervals.Length - 1);
    }
}
