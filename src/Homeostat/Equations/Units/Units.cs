namespace Homeostat.Equations;

/// <summary>
/// Units of measurement, named as in Brian 2: <c>volt</c>, <c>mvolt</c> or <c>mV</c>, <c>siemens/meter**2</c>,
/// <c>cm2</c>. In C#: <c>20 * Units.Millisecond</c>.
/// </summary>
public static class Units
{
    /// <summary>Every name <see cref="TryFind"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => UnitCatalog.All.Keys;

    /// <summary>Second.</summary>
    public static Quantity Second { get; } = Find("second");

    /// <summary>Thousandth of a second.</summary>
    public static Quantity Millisecond { get; } = Find("ms");

    /// <summary>Millionth of a second.</summary>
    public static Quantity Microsecond { get; } = Find("us");

    /// <summary>Volt.</summary>
    public static Quantity Volt { get; } = Find("volt");

    /// <summary>Thousandth of a volt.</summary>
    public static Quantity Millivolt { get; } = Find("mV");

    /// <summary>Millionth of a volt.</summary>
    public static Quantity Microvolt { get; } = Find("uV");

    /// <summary>Amp.</summary>
    public static Quantity Amp { get; } = Find("amp");

    /// <summary>Thousandth of an amp.</summary>
    public static Quantity Milliamp { get; } = Find("mA");

    /// <summary>Millionth of an amp.</summary>
    public static Quantity Microamp { get; } = Find("uA");

    /// <summary>10⁻⁹ amp.</summary>
    public static Quantity Nanoamp { get; } = Find("nA");

    /// <summary>10⁻¹² amp.</summary>
    public static Quantity Picoamp { get; } = Find("pA");

    /// <summary>Siemens.</summary>
    public static Quantity Siemens { get; } = Find("siemens");

    /// <summary>Thousandth of a siemens.</summary>
    public static Quantity Millisiemens { get; } = Find("mS");

    /// <summary>Millionth of a siemens.</summary>
    public static Quantity Microsiemens { get; } = Find("uS");

    /// <summary>10⁻⁹ siemens.</summary>
    public static Quantity Nanosiemens { get; } = Find("nS");

    /// <summary>Farad.</summary>
    public static Quantity Farad { get; } = Find("farad");

    /// <summary>Millionth of a farad.</summary>
    public static Quantity Microfarad { get; } = Find("uF");

    /// <summary>10⁻⁹ farad.</summary>
    public static Quantity Nanofarad { get; } = Find("nF");

    /// <summary>10⁻¹² farad.</summary>
    public static Quantity Picofarad { get; } = Find("pF");

    /// <summary>Ohm.</summary>
    public static Quantity Ohm { get; } = Find("ohm");

    /// <summary>Thousand ohms.</summary>
    public static Quantity Kilohm { get; } = Find("kohm");

    /// <summary>Million ohms.</summary>
    public static Quantity Megohm { get; } = Find("Mohm");

    /// <summary>Billion ohms.</summary>
    public static Quantity Gigohm { get; } = Find("Gohm");

    /// <summary>Once a second.</summary>
    public static Quantity Hertz { get; } = Find("hertz");

    /// <summary>A thousand times a second.</summary>
    public static Quantity Kilohertz { get; } = Find("kHz");

    /// <summary>A million times a second.</summary>
    public static Quantity Megahertz { get; } = Find("MHz");

    /// <summary>Meter.</summary>
    public static Quantity Meter { get; } = Find("meter");

    /// <summary>Hundredth of a meter.</summary>
    public static Quantity Centimeter { get; } = Find("cm");

    /// <summary>Thousandth of a meter.</summary>
    public static Quantity Millimeter { get; } = Find("mm");

    /// <summary>Millionth of a meter.</summary>
    public static Quantity Micrometer { get; } = Find("um");

    /// <summary>Kilogram.</summary>
    public static Quantity Kilogram { get; } = Find("kilogram");

    /// <summary>Kelvin.</summary>
    public static Quantity Kelvin { get; } = Find("kelvin");

    /// <summary>Mole.</summary>
    public static Quantity Mole { get; } = Find("mole");

    /// <summary>Thousandth of a mole a liter, which is a mole a cubic meter.</summary>
    public static Quantity Millimolar { get; } = Find("mM");

    /// <summary>Joule.</summary>
    public static Quantity Joule { get; } = Find("joule");

    /// <summary>10⁻¹² joule.</summary>
    public static Quantity Picojoule { get; } = Find("pJ");

    /// <summary>Watt.</summary>
    public static Quantity Watt { get; } = Find("watt");

    /// <summary>Newton.</summary>
    public static Quantity Newton { get; } = Find("newton");

    /// <summary>Coulomb.</summary>
    public static Quantity Coulomb { get; } = Find("coulomb");

    /// <summary>
    /// Finds a unit, or one of the numbers <c>pi</c>, <c>e</c> and <c>inf</c>, by name. Names are case-sensitive.
    /// </summary>
    public static bool TryFind(string name, out Quantity unit) => UnitCatalog.All.TryGetValue(name, out unit);

    private static Quantity Find(string name) => UnitCatalog.All[name];
}
