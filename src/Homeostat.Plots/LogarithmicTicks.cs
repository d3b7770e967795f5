using System.Globalization;
using ScottPlot.TickGenerators;

namespace Homeostat;

/// <summary>Ticks of an axis that shows logarithms to base ten.</summary>
internal static class LogarithmicTicks
{
    /// <summary>Ticks at powers of ten; where there are few of these, at 2 and 5 times them too.</summary>
    /// <param name="low">The logarithm of the least shown.</param>
    /// <param name="high">The logarithm of the greatest shown.</param>
    public static NumericManual Between(double low, double high)
    {
        var ticks = new NumericManual();
        var decades = high - low;
        double[] steps = decades < 1 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : decades < 3 ? [1, 2, 5] : [1];
        for (var power = Math.Floor(low) - 1; power <= Math.Ceiling(high) + 1; power++)
        {
            foreach (var step in steps)
            {
                ticks.AddMajor(power + Math.Log10(step), Label(step, (int)power));
            }
        }

        return ticks;
    }

    // 20,000 is read at a glance, 2,000,000 is counted.
    private static string Label(double step, int power) => power is >= -3 and <= 4
        ? (step * Math.Pow(10, power)).ToString("#,0.####", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(step == 1 ? "" : $"{step}·")}10{Superscript(power)}");

    private static string Superscript(int number) => string.Concat(
        number.ToString(CultureInfo.InvariantCulture).Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
