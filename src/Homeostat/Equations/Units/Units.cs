
namespace Homeostat;

/// <summary>
/// Units of measurement, named as in Brian 2: <c>volt</c>, <c>mvolt</c> or <c>mV</c>, <c>siemens/meter**2</c>,
/// <c>cm2</c>. In C#: <c>20 * Units.Millisecond</c>.
/// </summary>
public static class Units
{
    /// <summary>All names that <see cref="TryFind"/> finds.</summary>
    public static IEnumerable<string> Names => UnitCatalog.Names;

    /// <summary>The second.</summary>
    public static Quantity Second => Find("second");

    /// <summary>The millisecond, 10⁻³ second.</summary>
    public static Quantity Millisecond => Find("ms");

    /// <summary>The microsecond, 10⁻⁶ second.</summary>
    public static Quantity Microsecond => Find("us");

    /// <summary>The volt.</summary>
    public static Quantity Volt => Find("volt");

    /// <summary>The millivolt, 10⁻³ volt.</summary>
    public static Quantity Millivolt => Find("mV");

    /// <summary>The microvolt, 10⁻⁶ volt.</summary>
    public static Quantity Microvolt => Find("uV");

    /// <summary>The ampere, named amp as in Brian 2.</summary>
    public static Quantity Amp => Find("amp");

    /// <summary>The milliampere, 10⁻³ amp.</summary>
    public static Quantity Milliamp => Find("mA");

    /// <summary>The microampere, 10⁻⁶ amp.</summary>
    public static Quantity Microamp => Find("uA");

    /// <summary>The nanoampere, 10⁻⁹ amp.</summary>
    public static Quantity Nanoamp => Find("nA");

    /// <summary>The picoampere, 10⁻¹² amp.</summary>
    public static Quantity Picoamp => Find("pA");

    /// <summary>The siemens.</summary>
    public static Quantity Siemens => Find("siemens");

    /// <summary>The millisiemens, 10⁻³ siemens.</summary>
    public static Quantity Millisiemens => Find("mS");

    /// <summary>The microsiemens, 10⁻⁶ siemens.</summary>
    public static Quantity Microsiemens => Find("uS");

    /// <summary>The nanosiemens, 10⁻⁹ siemens.</summary>
    public static Quantity Nanosiemens => Find("nS");

    /// <summary>The farad.</summary>
    public static Quantity Farad => Find("farad");

    /// <summary>The microfarad, 10⁻⁶ farad.</summary>
    public static Quantity Microfarad => Find("uF");

    /// <summary>The nanofarad, 10⁻⁹ farad.</summary>
    public static Quantity Nanofarad => Find("nF");

    /// <summary>The picofarad, 10⁻¹² farad.</summary>
    public static Quantity Picofarad => Find("pF");

    /// <summary>The ohm.</summary>
    public static Quantity Ohm => Find("ohm");

    /// <summary>The kilohm, 10³ ohm.</summary>
    public static Quantity Kilohm => Find("kohm");

    /// <summary>The megohm, 10⁶ ohm.</summary>
    public static Quantity Megohm => Find("Mohm");

    /// <summary>The gigohm, 10⁹ ohm.</summary>
    public static Quantity Gigohm => Find("Gohm");

    /// <summary>The hertz, 1/second.</summary>
    public static Quantity Hertz => Find("hertz");

    /// <summary>The kilohertz, 10³ hertz.</summary>
    public static Quantity Kilohertz => Find("kHz");

    /// <summary>The megahertz, 10⁶ hertz.</summary>
    public static Quantity Megahertz => Find("MHz");

    /// <summary>The meter.</summary>
    public static Quantity Meter => Find("meter");

    /// <summary>The centimeter, 10⁻² meter.</summary>
    public static Quantity Centimeter => Find("cm");

    /// <summary>The millimeter, 10⁻³ meter.</summary>
    public static Quantity Millimeter => Find("mm");

    /// <summary>The micrometer, 10⁻⁶ meter.</summary>
    public static Quantity Micrometer => Find("um");

    /// <summary>The kilogram.</summary>
    public static Quantity Kilogram => Find("kilogram");

    /// <summary>The kelvin.</summary>
    public static Quantity Kelvin => Find("kelvin");

    /// <summary>The mole.</summary>
    public static Quantity Mole => Find("mole");

    /// <summary>The millimolar, 10⁻³ mole per liter, which is one mole per cubic meter.</summary>
    public static Quantity Millimolar => Find("mM");

    /// <summary>The joule.</summary>
    public static Quantity Joule => Find("joule");

    /// <summary>The picojoule, 10⁻¹² joule.</summary>
    public static Quantity Picojoule => Find("pJ");

    /// <summary>The watt.</summary>
    public static Quantity Watt => Find("watt");

    /// <summary>The newton.</summary>
    public static Quantity Newton => Find("newton");

    /// <summary>The coulomb.</summary>
    public static Quantity Coulomb => Find("coulomb");

    /// <summary>
    /// Finds a unit, or one of the numbers <c>pi</c>, <c>e</c> and <c>inf</c>, by name. Names are case-sensitive.
    /// </summary>
    public static bool TryFind(string name, out Quantity unit) => UnitCatalog.TryFind(name, out unit);

    private static Quantity Find(string name) => TryFind(name, out var unit)
        ? unit
        : throw new ArgumentException($"There is no unit '{name}'.", nameof(name));
}
