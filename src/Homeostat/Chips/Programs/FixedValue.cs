using System.Globalization;

namespace Homeostat.Chips;

/// <summary>A value as a whole number n, which stands for n/2^<paramref name="Fraction"/>.</summary>
/// <param name="Text">The name or number of n in the equations of the chip.</param>
/// <param name="Fraction">The number of binary places.</param>
/// <param name="Least">The least number that n can be.</param>
/// <param name="Most">The largest number that n can be.</param>
/// <param name="Literal">The number n, where it is known and the same for all units.</param>
internal sealed record FixedValue(string Text, int Fraction, double Least, double Most, double? Literal = null)
{
    /// <summary>The largest size of a register of 24 bits.</summary>
    public const double MostOfRegister = (1 << 23) - 1;

    /// <summary>The largest size of an accumulator of 48 bits, which holds products and sums.</summary>
    public const double MostOfAccumulator = (1L << 47) - 1;

    /// <summary>The largest size of a factor of 16 bits.</summary>
    public const double MostOfFactor = (1 << 15) - 1;

    /// <summary>The largest size of a number of 33 bits, which a factor is multiplied with.</summary>
    public const double MostOfScaled = (1L << 32) - 1;

    /// <summary>The most binary places with which a value of a size fits below a limit.</summary>
    public static int Places(double size, double limit)
    {
        var places = (int)Math.Floor(Math.Log2(limit / size));
        return Math.Round(Math.ScaleB(size, places)) > limit ? places - 1 : places;
    }

    /// <summary>A known number.</summary>
    public static FixedValue Of(double number, int fraction) => new(number < 0 ? $"({Number(number)})" : Number(number), fraction, number, number, number);

    /// <summary>The largest size that n can have.</summary>
    public double Size => Math.Max(Math.Abs(Least), Math.Abs(Most));

    /// <summary>The value with the opposite sign.</summary>
    public FixedValue Negated => new($"(-{Text})", Fraction, -Most, -Least, -Literal);

    /// <summary>A number in the language of equations.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The largest size of n with another number of binary places.</summary>
    public double SizeAt(int places) => Math.Abs(At(Size, places));

    /// <summary>The number that n becomes with another number of binary places, rounded to the nearest one.</summary>
    public double At(double n, int places) => places >= Fraction ? Math.ScaleB(n, places - Fraction) : Math.Floor(Math.ScaleB(n, places - Fraction) + 0.5);
}
