namespace Homeostat.Substrates;

/// <summary>
/// How the units of a population are cut among threads: in whole cache lines, so that no two threads write the same one.
/// </summary>
internal static class Slices
{
    // Two lines of float64, four of float32.
    private const int Grain = 32;

    /// <summary>The units of a slice, from the first to before the end.</summary>
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
