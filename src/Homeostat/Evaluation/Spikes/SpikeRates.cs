namespace Homeostat;

/// <summary>How often units fire.</summary>
public static class SpikeRates
{
    /// <summary>[unit] the firing rate of each unit: its spikes over the time recorded, in hertz.</summary>
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

    /// <summary>The mean firing rate of a unit: all spikes over units and time, in hertz.</summary>
    /// <param name="trains">The spikes.</param>
    public static double MeanRate(this SpikeTrains trains)
    {
        ArgumentNullException.ThrowIfNull(trains);
        return trains.Count / (trains.Units * trains.Duration);
    }

    /// <summary>
    /// The population's rate over time: in each bin, spikes over units and the bin's width (the population activity of W. Gerstner
    /// and others, Neuronal Dynamics, 2014, section 12.2), in hertz, smoothed where a width is given.
    /// </summary>
    /// <param name="trains">The spikes.</param>
    /// <param name="bin">Width of a bin, in seconds. What is left at the end, shorter than a bin, is left out.</param>
    /// <param name="smoothing">Standard deviation of a Gaussian the rate is smoothed by, in seconds; 0 for none.</param>
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
