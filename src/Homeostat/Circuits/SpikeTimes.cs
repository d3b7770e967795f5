namespace Homeostat;

/// <summary>Spikes given in advance: unit <c>Units[k]</c> fires at <c>Seconds[k]</c>, in the time step nearest to it.</summary>
public sealed record SpikeTimes
{
    /// <summary>Creates a list of spikes, in any order.</summary>
    /// <param name="units">The unit that fires each spike.</param>
    /// <param name="seconds">The time of each spike, in seconds.</param>
    /// <exception cref="HomeostatException">The two lists differ in length, or a time is negative or not finite.</exception>
    public SpikeTimes(IReadOnlyList<int> units, IReadOnlyList<double> seconds)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(seconds);
        if (units.Count != seconds.Count)
        {
            throw new HomeostatException($"{units.Count} units and {seconds.Count} times of spikes were given; give as many of each.");
        }

        for (var k = 0; k < units.Count; k++)
        {
            if (!double.IsFinite(seconds[k]) || seconds[k] < 0)
            {
                throw new HomeostatException($"Spike {k}, of unit {units[k]}, is given at {seconds[k]} seconds; give a time from 0 on.");
            }
        }

        (Units, Seconds) = (units, seconds);
    }

    /// <summary>The unit that fires each spike.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The time of each spike, in seconds.</summary>
    public IReadOnlyList<double> Seconds { get; }
}
