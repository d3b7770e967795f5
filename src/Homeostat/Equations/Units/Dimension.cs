namespace Homeostat;

/// <summary>
/// A physical dimension: the exponents of the seven base units of the SI. Exponents are kept to multiples of 1/60, so
/// that halves, thirds, quarters, fifths and sixths add up without rounding and equality is exact.
/// </summary>
/// <param name="Length">Exponent of the meter.</param>
/// <param name="Mass">Exponent of the kilogram.</param>
/// <param name="Time">Exponent of the second.</param>
/// <param name="Current">Exponent of the amp.</param>
/// <param name="Temperature">Exponent of the kelvin.</param>
/// <param name="Amount">Exponent of the mole.</param>
/// <param name="Luminosity">Exponent of the candela.</param>
public readonly record struct Dimension(
    double Length, double Mass, double Time, double Current, double Temperature, double Amount, double Luminosity)
{
    /// <summary>A pure number.</summary>
    public static Dimension None => default;

    /// <summary>Time, in seconds.</summary>
    public static Dimension Second => new(0, 0, 1, 0, 0, 0, 0);

    /// <summary>Exponent of the meter.</summary>
    public double Length { get; init; } = Canonical(Length);

    /// <summary>Exponent of the kilogram.</summary>
    public double Mass { get; init; } = Canonical(Mass);

    /// <summary>Exponent of the second.</summary>
    public double Time { get; init; } = Canonical(Time);

    /// <summary>Exponent of the amp.</summary>
    public double Current { get; init; } = Canonical(Current);

    /// <summary>Exponent of the kelvin.</summary>
    public double Temperature { get; init; } = Canonical(Temperature);

    /// <summary>Exponent of the mole.</summary>
    public double Amount { get; init; } = Canonical(Amount);

    /// <summary>Exponent of the candela.</summary>
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
    /// The dimension as a unit: by name where it has one (<c>volt</c>, <c>siemens/meter**2</c>), in base units elsewhere
    /// (<c>kg m^2 s^-3 A^-1</c>), and <c>1 (a pure number)</c> for none.
    /// </summary>
    public override string ToString() => DimensionNames.Describe(this);

    // Adding 0 turns -0 into 0.
    private static double Canonical(double exponent) => (Math.Round(exponent * 60) / 60) + 0.0;
}
