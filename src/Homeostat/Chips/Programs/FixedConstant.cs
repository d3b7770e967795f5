namespace Homeostat.Chips;

/// <summary>A constant, or a parameter with a value for each unit, as whole numbers with as few binary places as hold it.</summary>
/// <param name="Numbers">The whole number of each unit.</param>
/// <param name="Fraction">The number of binary places.</param>
internal sealed record FixedConstant(double[] Numbers, int Fraction)
{
    /// <summary>Finds the numbers.</summary>
    /// <param name="values">The value of each unit.</param>
    /// <param name="limit">The largest size of a number.</param>
    /// <param name="rounds">Whether the numbers are rounded.</param>
    public static FixedConstant Of(double[] values, double limit, bool rounds)
    {
        var size = values.Max(Math.Abs);
        if (size == 0)
        {
            return new FixedConstant([.. values.Select(_ => 0.0)], 0);
        }

        var places = FixedValue.Places(size, limit);
        double[] numbers = [.. values.Select(v => rounds ? Math.Round(Math.ScaleB(v, places)) : Math.ScaleB(v, places))];
        while (numbers.All(n => double.IsEvenInteger(n)))
        {
            (numbers, places) = ([.. numbers.Select(n => n / 2)], places - 1);
        }

        return new FixedConstant(numbers, places);
    }

    /// <summary>The values that the numbers stand for.</summary>
    public double[] Values => [.. Numbers.Select(n => Math.ScaleB(n, -Fraction))];
}
