namespace Homeostat;

/// <summary>Units that fire at given times and have no dynamics of their own, such as a recording or the events of a sensor.</summary>
public static class SpikeSource
{
    /// <summary>A population that emits the given spikes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Number of units.</param>
    /// <param name="spikes">Who fires when.</param>
    public static Population Create(string name, int size, SpikeTimes spikes) => new(name, size, "") { Spikes = spikes };
}
