namespace Homeostat;

/// <summary>
/// A converter between analog and digital values: a value is rounded to the nearest of evenly spaced codes, a tie to the even code, and clipped to the
/// range.
/// </summary>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value.</param>
/// <param name="Step">The distance between two codes.</param>
/// <param name="Origin">The value of the code 0.</param>
public sealed record Converter(double Low, double High, double Step, double Origin)
{
    /// <summary>The converter of aihwkit: the step is resolution · 2 · bound, and 0 is a code.</summary>
    /// <param name="resolution">The step as a fraction of the range, such as 1/126 for 7 bits.</param>
    /// <param name="bound">The largest absolute value.</param>
    public static Converter Rounding(double resolution, double bound) => new(-bound, bound, resolution * 2 * bound, 0);

    /// <summary>The sign-magnitude converter of CrossSim: 2ᵇ − 2 steps from −bound to bound.</summary>
    /// <param name="bits">The number of bits, 2 to 30.</param>
    /// <param name="bound">The largest absolute value.</param>
    public static Converter SignMagnitude(int bits, double bound) => new(-bound, bound, 2 * bound / (Codes(bits, 2) - 2), -bound);

    /// <summary>The unsigned converter of CrossSim: 2ᵇ − 1 steps from the lowest to the highest value.</summary>
    /// <param name="bits">The number of bits, 1 to 30.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    public static Converter Unsigned(int bits, double low, double high) => new(low, high, (high - low) / (Codes(bits, 1) - 1), low);

    /// <summary>The value after conversion.</summary>
    public double Convert(double value) => Math.Clamp(Origin + (Step * Math.Round((value - Origin) / Step)), Low, High);

    internal void Require(string which)
    {
        if (!(Low < High) || !double.IsFinite(High - Low) || !(Step > 0) || !(Step <= High - Low) || !(Origin >= Low && Origin <= High))
        {
            throw new HomeostatException(
                $"The {which} converter of a crossbar has codes from {Low} to {High} in steps of {Step} with code 0 at {Origin}; give a lowest value below the highest, a step that fits between them, and an origin in the range.");
        }
    }

    private static double Codes(int bits, int fewest) => bits >= fewest && bits <= 30
        ? 1L << bits
        : throw new HomeostatException($"A converter of {bits} bits cannot be; give {fewest} to 30.");
}
