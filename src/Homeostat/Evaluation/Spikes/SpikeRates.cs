namespace Homeostat;

/// <summary>The firing rates of units and populations.</summary>
public static class SpikeRates
{
    /// <summary>Computes the firing rate of each unit, [units], in hertz: the number of its spikes divided by the recorded time.</summary>
    /// <param name="trains">The spikes.</param>
    public static double[] Rates(this SpikeTrains trains)
    {
        ArgumentNullException.ThrowIfNull(trains);
        var rates = new double[trains.Units];
        foreach (var unit in trains.Unit)
        {
            rates[unit]++;
        }

        return Array.ConvertAll(rates, count => count / trains.Duration);
    }

    /// <summary>Computes the mean firing rate of a unit in hertz: the number of all spikes divided by the number of units and the recorded time.</summary>
    /// <param name="trains">The spikes.</param>
    public static double MeanRate(this SpikeTrains trains)
    {
        ArgumentNullException.ThrowIfNull(trains);
        return trains.Count / (trains.Units * trains.Duration);
    }

    /// <summary>
    /// Computes the rate of the population over time, in hertz: in each bin, the number of spikes divided by the number of units and the width
    /// of the bin (the population activity of W. Gerstner and others, Neuronal Dynamics, 2014, section 12.2). It is smoothed if a width is given.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="bin">The width of a bin, in seconds. A rest at the end that is shorter than a bin is left out.</param>
    /// <param name="smoothing">The standard deviation of the Gaussian that smooths the rate, in seconds; 0 for no smoothing.</param>
    /// <exception cref="HomeostatException">The bin is not above 0 or longer than the recording.</exception>
    public static RateCurve PopulationRate(this SpikeTrains trains, double bin, double smoothing = 0)
    {
        var bins = new TimeBins(trains, bin, "The rate of a population");
        var counts = new int[bins.Count];
        bins.Add(trains.Times, counts);
        var perSpike = 1 / (trains.Units * bin);
        var curve = new RateCurve(trains.Start, bin, Array.ConvertAll(counts, count => count * perSpike));
        return smoothing == 0 ? curve : curve.Smoothed(smoothing);
    }
}
