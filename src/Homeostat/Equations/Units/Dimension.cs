namespace Homeostat;

/// <summary>
/// A physical dimension: the exponents of the seven SI base units. Exponents are rounded to multiples of 1/60, so that halves, thirds,
/// quarters, fifths and sixths add up without rounding errors and equality is exact.
/// </summary>
/// <param name="Length">The exponent of the meter.</param>
/// <param name="Mass">The exponent of the kilogram.</param>
/// <param name="Time">The exponent of the second.</param>
/// <param name="Current">The exponent of the amp.</param>
/// <param name="Temperature">The exponent of the kelvin.</param>
/// <param name="Amount">The exponent of the mole.</param>
/// <param name="Luminosity">The exponent of the candela.</param>
public readonly record struct Dimension(
    double Length, double Mass, double Time, double Current, double Temperature, double Amount, double Luminosity)
{
    /// <summary>The dimension of a pure number.</summary>
    public static Dimension None => default;

    /// <summary>The dimension of time, in seconds.</summary>
    public static Dimension Second => new(0, 0, 1, 0, 0, 0, 0);

    /// <summary>The exponent of the meter.</summary>
    public double Length { get; init; } = Canonical(Length);

    /// <summary>The exponent of the kilogram.</summary>
    public double Mass { get; init; } = Canonical(Mass);

    /// <summary>The exponent of the second.</summary>
    public double Time { get; init; } = Canonical(Time);

    /// <summary>The exponent of the amp.</summary>
    public double Current { get; init; } = Canonical(Current);

    /// <summary>The exponent of the kelvin.</summary>
    public double Temperature { get; init; } = Canonical(Temperature);

    /// <summary>The exponent of the mole.</summary>
    public double Amount { get; init; } = Canonical(Amount);

    /// <summary>The exponent of the candela.</summary>
    public double Luminosity { get; init; } = Canonical(Luminosity);

    /// <summary>Whether this is a pure number.</summary>
    public bool IsNone => this == None;

    /// <summary>The dimension of a product.</summary>
    public static Dimension operator *(Dimension a, Dimension b) => new(
        a.Length + b.Length,
        a.Mass + b.Mass,
        a.Time + b.Time,
        a.Current + b.Current,
        a.Temperature + b.Temperature,
        a.Amount + b.Amount,
        a.Luminosity + b.Luminosity);

    /// <summary>The dimension of a quotient.</summary>
    public static Dimension operator /(Dimension a, Dimension b) => a * b.Pow(-1);

    /// <summary>The dimension of a power.</summary>
    public Dimension Pow(double exponent) => IsNone
        ? None
        : new(
            Length * exponent,
            Mass * exponent,
            Time * exponent,
            Current * exponent,
            Temperature * exponent,
            Amount * exponent,
            Luminosity * exponent);

    /// <summary>
    /// The dimension written as a unit: by name if it has one (<c>volt</c>, <c>siemens/meter**2</c>), otherwise in base units
    /// (<c>kg m^2 s^-3 A^-1</c>), and <c>1 (a pure number)</c> for none.
    /// </summary>
    public override string ToString() => DimensionNames.Describe(this);

    // Adding 0 turns -0 into 0.
    private static double Canonical(double exponent) => (Math.Round(exponent * 60) / 60) + 0.0;
}
