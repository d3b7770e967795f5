namespace Homeostat;

/// <summary>Units that fire at given times and have no dynamics of their own, such as a recording or the events of a sensor.</summary>
public static class SpikeSource
{
    /// <summary>Creates a population that emits the given spikes.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units.</param>
    /// <param name="spikes">The unit and the time of each spike.</param>
    public static Population Create(string name, int size, SpikeTimes spikes) => new(name, size, "") { Spikes = spikes };
}
