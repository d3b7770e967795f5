namespace Homeostat;

/// <summary>Given spikes: who fires when.</summary>
/// <param name="Units">The unit of each spike.</param>
/// <param name="Seconds">The time of each spike, in seconds.</param>
public sealed record SpikeTimes(int[] Units, double[] Seconds);
