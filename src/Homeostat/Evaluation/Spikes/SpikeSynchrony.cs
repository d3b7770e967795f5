namespace Homeostat;

/// <summary>The measure of synchrony χ of D. Golomb and D. Hansel (Neural Computation 12, 2000).</summary>
/// <remarks>
/// χ² is the variance over time of the mean over units, divided by the mean over units of the variance over time. χ is 1 if all units have
/// the same values at all times. For N independent units it is 1/√N, which falls with N; in a synchronous network it does not fall with N.
/// </remarks>
public static class SpikeSynchrony
{
    /// <summary>Computes χ of a variable such as the membrane potential. The result is null if no unit changes.</summary>
    /// <param name="traces">The variable of the units to compare, at least one, at two or more times.</param>
    /// <exception cref="HomeostatException">The traces have no unit or fewer than two times.</exception>
    public static double? Synchrony(this StateTraces traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        var units = traces.Units.Length;
        if (units == 0 || traces.Times.Length < 2)
        {
            throw new HomeostatException(
                $"The synchrony of {units} units at {traces.Times.Length} times was asked for; at least one unit at two times was expected.");
        }

        // Sums run over the matrix as it lies in memory, each unit's relative to its first value: squares of differences from
        // there lose fewer digits than squares of potentials far from zero.
        var (sums, squares) = (new double[units], new double[units]);
        var total = new double[traces.Times.Length];
        for (var time = 0; time < total.Length; time++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                var value = traces[time, unit] - traces[0, unit];
                sums[unit] += value;
                squares[unit] += value * value;
                total[time] += value;
            }
        }

        var own = 0.0;
        for (var unit = 0; unit < units; unit++)
        {
            own += Math.Max(0, squares[unit] - (sums[unit] * sums[unit] / total.Length)) / total.Length;
        }

        return Chi(Variance(total), own, units);
    }

    /// <summary>
    /// χ of the spike counts in successive bins. N·χ² is the variance of the population's count over what it would be if the units
    /// were independent. Null where no unit's count changes.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="bin">The width of a bin, in seconds: spikes within one bin count as synchronous. At least two bins must fit into the recording.</param>
    /// <exception cref="HomeostatException">The bin is not above 0 or too long.</exception>
    public static double? Synchrony(this SpikeTrains trains, double bin)
    {
        var bins = new TimeBins(trains, bin, "Synchrony", least: 2);
        var counts = new int[bins.Count];
        var own = 0.0;
        for (var unit = 0; unit < trains.Units; unit++)
        {
            var times = trains.Of(unit);
            if (times.Length > 0)
            {
                Array.Clear(counts);
                bins.Add(times, counts);
                own += Variance(counts);
            }
        }

        Array.Clear(counts);
        bins.Add(trains.Times, counts);
        return Chi(Variance(counts), own, trains.Units);
    }

    // Of the sum over units, whose variance is N² that of the mean, and the sum of the units' own variances.
    private static double? Chi(double ofSum, double own, int units) => own == 0 ? null : Math.Sqrt(ofSum / units / own);

    private static double Variance(int[] counts)
    {
        // Whole numbers below 2³¹ and sums of so many of their squares: exact in double up to 2⁵³, and near enough above.
        var (sum, squares) = (0.0, 0.0);
        foreach (var count in counts)
        {
            sum += count;
            squares += (double)count * count;
        }

        var mean = sum / counts.Length;
        return Math.Max(0, (squares / counts.Length) - (mean * mean));
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
