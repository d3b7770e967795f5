using System.Globalization;

namespace Homeostat;

/// <summary>A number with its unit.</summary>
/// <param name="Value">The value in SI units: volts, not millivolts.</param>
/// <param name="Dimension">The physical dimension.</param>
public readonly record struct Quantity(double Value, Dimension Dimension)
{
    /// <summary>Converts a number to a quantity without a unit.</summary>
    public static implicit operator Quantity(double value) => new(value, Dimension.None);

    /// <summary>The product of two quantities.</summary>
    public static Quantity operator *(Quantity a, Quantity b) => new(a.Value * b.Value, a.Dimension * b.Dimension);

    /// <summary>The product of a pure number and a quantity.</summary>
    public static Quantity operator *(double a, Quantity b) => new(a * b.Value, b.Dimension);

    /// <summary>The product of a quantity and a pure number.</summary>
    public static Quantity operator *(Quantity a, double b) => new(a.Value * b, a.Dimension);

    /// <summary>The quotient of two quantities.</summary>
    public static Quantity operator /(Quantity a, Quantity b) => new(a.Value / b.Value, a.Dimension / b.Dimension);

    /// <summary>The quotient of a pure number and a quantity.</summary>
    public static Quantity operator /(double a, Quantity b) => new(a / b.Value, Dimension.None / b.Dimension);

    /// <summary>The quotient of a quantity and a pure number.</summary>
    public static Quantity operator /(Quantity a, double b) => new(a.Value / b, a.Dimension);

    /// <summary>The quantity with the opposite sign.</summary>
    public static Quantity operator -(Quantity a) => new(-a.Value, a.Dimension);

    /// <summary>The sum of two quantities.</summary>
    /// <exception cref="HomeostatException">The units differ.</exception>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + b.Value, Same(a, b, "add"));

    /// <summary>The difference of two quantities.</summary>
    /// <exception cref="HomeostatException">The units differ.</exception>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Value - b.Value, Same(a, b, "subtract"));

    /// <summary>
    /// Reads a quantity in the notation of the equation language, <c>20*ms</c> or <c>9.81 meter/second**2</c>; a number may be
    /// followed by its unit with or without a space, <c>-65 mV</c>.
    /// </summary>
    /// <exception cref="EquationException">The text is not a quantity; the message says where and why.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityReader.Read(text);
    }

    /// <summary>The quantity raised to a power.</summary>
    public Quantity Pow(double exponent) => new(Math.Pow(Value, exponent), Dimension.Pow(exponent));

    /// <summary>The number of <paramref name="unit"/>s: <c>(20 * Units.Millisecond).In(Units.Second)</c> is 0.02.</summary>
    /// <exception cref="HomeostatException">The unit has another dimension.</exception>
    public double In(Quantity unit) => Dimension == unit.Dimension
        ? Value / unit.Value
        : throw new HomeostatException(
            $"Cannot express {this} in a unit of another kind: {Dimension} was found, {unit.Dimension} asked for.");

    /// <summary>The value and its SI unit, such as <c>0.02 second</c>.</summary>
    public override string ToString()
    {
        var value = Value.ToString("R", CultureInfo.InvariantCulture);
        return Dimension.IsNone ? value : $"{value} {Dimension}";
    }

    private static Dimension Same(Quantity a, Quantity b, string verb) => a.Dimension == b.Dimension
        ? a.Dimension
        : throw new HomeostatException(
            $"Cannot {verb} quantities of different units: {a} and {b}. Convert one of them to the unit of the other.");
}
