using System.Collections.Frozen;

namespace Homeostat.Equations;

/// <summary>Every unit by name, as Brian 2 names them: unit, prefix + unit, powers of them, and the usual short forms.</summary>
internal static class UnitCatalog
{
    private static readonly (string Symbol, double Factor)[] s_prefixes =
    [
        ("", 1), ("y", 1e-24), ("z", 1e-21), ("a", 1e-18), ("f", 1e-15), ("p", 1e-12), ("n", 1e-9), ("u", 1e-6),
        ("m", 1e-3), ("c", 1e-2), ("d", 1e-1), ("da", 1e1), ("h", 1e2), ("k", 1e3), ("M", 1e6), ("G", 1e9),
        ("T", 1e12), ("P", 1e15), ("E", 1e18), ("Z", 1e21), ("Y", 1e24),
    ];

    // Name, value of one unit in SI, exponents of m, kg, s, A, K, mol, cd.
    private static readonly Entry[] s_units =
    [
        new("meter", 1, new(1, 0, 0, 0, 0, 0, 0)),
        new("metre", 1, new(1, 0, 0, 0, 0, 0, 0)),
        new("gram", 1e-3, new(0, 1, 0, 0, 0, 0, 0)),
        new("second", 1, new(0, 0, 1, 0, 0, 0, 0)),
        new("amp", 1, new(0, 0, 0, 1, 0, 0, 0)),
        new("ampere", 1, new(0, 0, 0, 1, 0, 0, 0)),
        new("kelvin", 1, new(0, 0, 0, 0, 1, 0, 0)),
        new("mole", 1, new(0, 0, 0, 0, 0, 1, 0)),
        new("mol", 1, new(0, 0, 0, 0, 0, 1, 0)),
        new("candela", 1, new(0, 0, 0, 0, 0, 0, 1)),
        new("radian", 1, default),
        new("steradian", 1, default),
        new("hertz", 1, new(0, 0, -1, 0, 0, 0, 0)),
        new("newton", 1, new(1, 1, -2, 0, 0, 0, 0)),
        new("pascal", 1, new(-1, 1, -2, 0, 0, 0, 0)),
        new("joule", 1, new(2, 1, -2, 0, 0, 0, 0)),
        new("watt", 1, new(2, 1, -3, 0, 0, 0, 0)),
        new("coulomb", 1, new(0, 0, 1, 1, 0, 0, 0)),
        new("volt", 1, new(2, 1, -3, -1, 0, 0, 0)),
        new("farad", 1, new(-2, -1, 4, 2, 0, 0, 0)),
        new("ohm", 1, new(2, 1, -3, -2, 0, 0, 0)),
        new("siemens", 1, new(-2, -1, 3, 2, 0, 0, 0)),
        new("weber", 1, new(2, 1, -2, -1, 0, 0, 0)),
        new("tesla", 1, new(0, 1, -2, -1, 0, 0, 0)),
        new("henry", 1, new(2, 1, -2, -2, 0, 0, 0)),
        new("lumen", 1, new(0, 0, 0, 0, 0, 0, 1)),
        new("lux", 1, new(-2, 0, 0, 0, 0, 0, 1)),
        new("becquerel", 1, new(0, 0, -1, 0, 0, 0, 0)),
        new("gray", 1, new(2, 0, -2, 0, 0, 0, 0)),
        new("sievert", 1, new(2, 0, -2, 0, 0, 0, 0)),
        new("katal", 1, new(0, 0, -1, 0, 0, 1, 0)),
        new("liter", 1e-3, new(3, 0, 0, 0, 0, 0, 0)),
        new("litre", 1e-3, new(3, 0, 0, 0, 0, 0, 0)),
        new("molar", 1e3, new(-3, 0, 0, 0, 0, 1, 0)),
    ];

    // Symbols of units, each with the prefixes that are usual with it. Bare one-letter symbols are left to variables.
    private static readonly (string Symbol, string Unit, string[] Prefixes)[] s_symbols =
    [
        ("V", "volt", ["n", "u", "m", "k"]),
        ("A", "amp", ["f", "p", "n", "u", "m", "k"]),
        ("S", "siemens", ["f", "p", "n", "u", "m"]),
        ("F", "farad", ["f", "p", "n", "u", "m"]),
        ("s", "second", ["p", "n", "u", "m"]),
        ("Hz", "hertz", ["", "m", "k", "M", "G"]),
        ("M", "molar", ["p", "n", "u", "m"]),
        ("J", "joule", ["f", "p", "n", "u", "m", "k"]),
        ("W", "watt", ["f", "p", "n", "u", "m", "k"]),
        ("m", "meter", ["n", "u", "m", "c", "k"]),
    ];

    /// <summary>Units, prefixed units, their squares and cubes, and the constants pi, e and inf.</summary>
    public static FrozenDictionary<string, Quantity> All { get; } = Build();

    /// <summary>The dimension of an unprefixed unit; usable while the other tables are still being built.</summary>
    public static Dimension SimpleDimension(string name) =>
        name == "kilogram" ? SimpleDimension("gram") : Array.Find(s_units, unit => unit.Name == name)!.Dimension;

    private static FrozenDictionary<string, Quantity> Build()
    {
        var all = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var unit in s_units)
        {
            foreach (var (prefix, factor) in s_prefixes)
            {
                Add(prefix + unit.Name, factor * unit.Value, unit.Dimension);
            }
        }

        foreach (var (symbol, name, prefixes) in s_symbols)
        {
            foreach (var prefix in prefixes)
            {
                var unit = all[prefix + name];
                Add(prefix + symbol, unit.Value, unit.Dimension);
            }
        }

        all["kilogram"] = all["kgram"];
        all["pi"] = Math.PI;
        all["e"] = Math.E;
        all["inf"] = double.PositiveInfinity;
        return all.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string name, double value, Dimension dimension)
        {
            // Multiplying by prefixes leaves rounding behind: 1e3*1e-3 must be 1 for mmolar to be a base unit.
            all.Add(name, new Quantity(Tidy(value), dimension));
            if (!dimension.IsNone)
            {
                all.Add(name + "2", new Quantity(Tidy(value * value), dimension.Pow(2)));
                all.Add(name + "3", new Quantity(Tidy(value * value * value), dimension.Pow(3)));
            }
        }
    }

    // All values are powers of ten: the nearest double to the decimal.
    private static double Tidy(double value) =>
        double.Parse($"1e{Math.Round(Math.Log10(value))}", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Entry(string Name, double Value, Dimension Dimension);
}
