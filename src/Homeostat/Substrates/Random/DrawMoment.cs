namespace Homeostat.Substrates;

/// <summary>The moment at which random numbers are drawn, as their generator counts it.</summary>
internal static class DrawMoment
{
    /// <summary>A moment outside of time steps; it differs from the moment of every step.</summary>
    /// <param name="run">The number of plans run before.</param>
    /// <param name="round">The number of rounds of loops since the run began.</param>
    /// <param name="occurrence">The number of the draw within the schedule.</param>
    public static ulong OfRun(long run, int round, int occurrence)
    {
        // SplitMix64 mixes the numbers (Steele, Lea & Flood 2014), so that neighboring moments differ; time steps have the first bit clear.
        var mixed = Mix(Mix((ulong)run) ^ (((ulong)(uint)round << 32) | (uint)occurrence));
        return mixed | (1UL << 63);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
