namespace Homeostat.Chips;

/// <summary>Decays in twelve bits, and what becomes of an impulse by them.</summary>
internal static class CoreDecay
{
    private const long Start = 1 << 21;

    /// <summary>The number of 1/4096 of itself that a register keeps in a step.</summary>
    public static double Kept(double keep, bool exact, double least, double most) => exact ? 4096 * keep : Math.Clamp(Math.Round(4096 * keep), least, most);

    /// <summary>
    /// The sum of the impulse response in real numbers divided by that in whole ones: the factor of inputs that makes up for the rounding of the decay, as in
    /// nengo-loihi. It is 1 where nothing decays.
    /// </summary>
    public static double Compensation(double keep, double kept)
    {
        if (keep >= 1 || kept >= 4096)
        {
            return 1;
        }

        var (x, sum) = (Start, 0L);
        for (var n = 0; x > 0 && n < 100_000_000; n++)
        {
            sum += x;
            x = x * (long)kept >> 12;
        }

        return Start / (1 - keep) / sum;
    }
}
