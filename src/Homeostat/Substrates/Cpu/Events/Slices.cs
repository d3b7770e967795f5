namespace Homeostat.Substrates;

/// <summary>
/// Divides the units of a population among threads, in whole cache lines, so that no two threads write to the same line.
/// </summary>
internal static class Slices
{
    // These are four cache lines of float64 and two of float32.
    private const int Grain = 32;

    /// <summary>The units of a slice, as a half-open range.</summary>
    public static (int First, int End) Range(int units, int slice, int slices)
    {
        if (slices == 1)
        {
            return (0, units);
        }

        return (Cut(slice), Cut(slice + 1));

        int Cut(int at) => at == slices ? units : Math.Min(units, (int)((long)units * at / slices / Grain * Grain));
    }
}
