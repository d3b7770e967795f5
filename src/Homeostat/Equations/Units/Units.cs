
namespace Homeostat;

/// <summary>
/// Units of measurement, named as in Brian 2: <c>volt</c>, <c>mvolt</c> or <c>mV</c>, <c>siemens/meter**2</c>,
/// <c>cm2</c>. In C#: <c>20 * Units.Millisecond</c>.
/// </summary>
public static class Units
{
    /// <summary>Every name <see cref="TryFind"/> knows.</summary>
    public static IEnumerable<string> Names => UnitCatalog.Names;

    /// <summary>Second.</summary>
    public static Quantity Second => Find("second");

    /// <summary>Thousandth of a second.</summary>
    public static Quantity Millisecond => Find("ms");

    /// <summary>Millionth of a second.</summary>
    public static Quantity Microsecond => Find("us");

    /// <summary>Volt.</summary>
    public static Quantity Volt => Find("volt");

    /// <summary>Thousandth of a volt.</summary>
    public static Quantity Millivolt => Find("mV");

    /// <summary>Millionth of a volt.</summary>
    public static Quantity Microvolt => Find("uV");

    /// <summary>Amp.</summary>
    public static Quantity Amp => Find("amp");

    /// <summary>Thousandth of an amp.</summary>
    public static Quantity Milliamp => Find("mA");

    /// <summary>Millionth of an amp.</summary>
    public static Quantity Microamp => Find("uA");

    /// <summary>10⁻⁹ amp.</summary>
    public static Quantity Nanoamp => Find("nA");

    /// <summary>10⁻¹² amp.</summary>
    public static Quantity Picoamp => Find("pA");

    /// <summary>Siemens.</summary>
    public static Quantity Siemens => Find("siemens");

    /// <summary>Thousandth of a siemens.</summary>
    public static Quantity Millisiemens => Find("mS");

    /// <summary>Millionth of a siemens.</summary>
    public static Quantity Microsiemens => Find("uS");

    /// <summary>10⁻⁹ siemens.</summary>
    public static Quantity Nanosiemens => Find("nS");

    /// <summary>Farad.</summary>
    public static Quantity Farad => Find("farad");

    /// <summary>Millionth of a farad.</summary>
    public static Quantity Microfarad => Find("uF");

    /// <summary>10⁻⁹ farad.</summary>
    public static Quantity Nanofarad => Find("nF");

    /// <summary>10⁻¹² farad.</summary>
    public static Quantity Picofarad => Find("pF");

    /// <summary>Ohm.</summary>
    public static Quantity Ohm => Find("ohm");

    /// <summary>Thousand ohms.</summary>
    public static Quantity Kilohm => Find("kohm");

    /// <summary>Million ohms.</summary>
    public static Quantity Megohm => Find("Mohm");

    /// <summary>Billion ohms.</summary>
    public static Quantity Gigohm => Find("Gohm");

    /// <summary>Once a second.</summary>
    public static Quantity Hertz => Find("hertz");

    /// <summary>A thousand times a second.</summary>
    public static Quantity Kilohertz => Find("kHz");

    /// <summary>A million times a second.</summary>
    public static Quantity Megahertz => Find("MHz");

    /// <summary>Meter.</summary>
    public static Quantity Meter => Find("meter");

    /// <summary>Hundredth of a meter.</summary>
    public static Quantity Centimeter => Find("cm");

    /// <summary>Thousandth of a meter.</summary>
    public static Quantity Millimeter => Find("mm");

    /// <summary>Millionth of a meter.</summary>
    public static Quantity Micrometer => Find("um");

    /// <summary>Kilogram.</summary>
    public static Quantity Kilogram => Find("kilogram");

    /// <summary>Kelvin.</summary>
    public static Quantity Kelvin => Find("kelvin");

    /// <summary>Mole.</summary>
    public static Quantity Mole => Find("mole");

    /// <summary>Thousandth of a mole a liter, which is a mole a cubic meter.</summary>
    public static Quantity Millimolar => Find("mM");

    /// <summary>Joule.</summary>
    public static Quantity Joule => Find("joule");

    /// <summary>10⁻¹² joule.</summary>
    public static Quantity Picojoule => Find("pJ");

    /// <summary>Watt.</summary>
    public static Quantity Watt => Find("watt");

    /// <summary>Newton.</summary>
    public static Quantity Newton => Find("newton");

    /// <summary>Coulomb.</summary>
    public static Quantity Coulomb => Find("coulomb");

    /// <summary>
    /// Finds a unit, or one of the numbers <c>pi</c>, <c>e</c> and <c>inf</c>, by name. Names are case-sensitive.
    /// </summary>
    public static bool TryFind(string name, out Quantity unit) => UnitCatalog.TryFind(name, out unit);

    private static Quantity Find(string name) => TryFind(name, out var unit)
        ? unit
        : throw new ArgumentException($"There is no unit '{name}'.", nameof(name));
}
