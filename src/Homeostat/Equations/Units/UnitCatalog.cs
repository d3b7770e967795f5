using System.Globalization;

namespace Homeostat.Equations;

/// <summary>
/// All units by name, as in Brian 2: units, units with prefixes, their squares and cubes (<c>umeter2</c>), and the usual short forms
/// (<c>mV</c>, <c>cm2</c>). A name is analyzed when it is looked up, since a table of all names would take longer to build than most
/// circuits take to compile.
/// </summary>
internal static class UnitCatalog
{
    private static readonly Dictionary<string, int> s_prefixes = new(StringComparer.Ordinal)
    {
        [""] = 0, ["y"] = -24, ["z"] = -21, ["a"] = -18, ["f"] = -15, ["p"] = -12, ["n"] = -9, ["u"] = -6, ["m"] = -3,
        ["c"] = -2, ["d"] = -1, ["da"] = 1, ["h"] = 2, ["k"] = 3, ["M"] = 6, ["G"] = 9, ["T"] = 12, ["P"] = 15,
        ["E"] = 18, ["Z"] = 21, ["Y"] = 24,
    };

    // For each unit, its power of ten in SI units and the exponents of m, kg, s, A, K, mol, cd.
    private static readonly Dictionary<string, Unit> s_units = new(StringComparer.Ordinal)
    {
        ["meter"] = new(0, new(1, 0, 0, 0, 0, 0, 0)),
        ["metre"] = new(0, new(1, 0, 0, 0, 0, 0, 0)),
        ["gram"] = new(-3, new(0, 1, 0, 0, 0, 0, 0)),
        ["second"] = new(0, new(0, 0, 1, 0, 0, 0, 0)),
        ["amp"] = new(0, new(0, 0, 0, 1, 0, 0, 0)),
        ["ampere"] = new(0, new(0, 0, 0, 1, 0, 0, 0)),
        ["kelvin"] = new(0, new(0, 0, 0, 0, 1, 0, 0)),
        ["mole"] = new(0, new(0, 0, 0, 0, 0, 1, 0)),
        ["mol"] = new(0, new(0, 0, 0, 0, 0, 1, 0)),
        ["candela"] = new(0, new(0, 0, 0, 0, 0, 0, 1)),
        ["radian"] = new(0, default),
        ["steradian"] = new(0, default),
        ["hertz"] = new(0, new(0, 0, -1, 0, 0, 0, 0)),
        ["newton"] = new(0, new(1, 1, -2, 0, 0, 0, 0)),
        ["pascal"] = new(0, new(-1, 1, -2, 0, 0, 0, 0)),
        ["joule"] = new(0, new(2, 1, -2, 0, 0, 0, 0)),
        ["watt"] = new(0, new(2, 1, -3, 0, 0, 0, 0)),
        ["coulomb"] = new(0, new(0, 0, 1, 1, 0, 0, 0)),
        ["volt"] = new(0, new(2, 1, -3, -1, 0, 0, 0)),
        ["farad"] = new(0, new(-2, -1, 4, 2, 0, 0, 0)),
        ["ohm"] = new(0, new(2, 1, -3, -2, 0, 0, 0)),
        ["siemens"] = new(0, new(-2, -1, 3, 2, 0, 0, 0)),
        ["weber"] = new(0, new(2, 1, -2, -1, 0, 0, 0)),
        ["tesla"] = new(0, new(0, 1, -2, -1, 0, 0, 0)),
        ["henry"] = new(0, new(2, 1, -2, -2, 0, 0, 0)),
        ["lumen"] = new(0, new(0, 0, 0, 0, 0, 0, 1)),
        ["lux"] = new(0, new(-2, 0, 0, 0, 0, 0, 1)),
        ["becquerel"] = new(0, new(0, 0, -1, 0, 0, 0, 0)),
        ["gray"] = new(0, new(2, 0, -2, 0, 0, 0, 0)),
        ["sievert"] = new(0, new(2, 0, -2, 0, 0, 0, 0)),
        ["katal"] = new(0, new(0, 0, -1, 0, 0, 1, 0)),
        ["liter"] = new(-3, new(3, 0, 0, 0, 0, 0, 0)),
        ["litre"] = new(-3, new(3, 0, 0, 0, 0, 0, 0)),
        ["molar"] = new(3, new(-3, 0, 0, 0, 0, 1, 0)),
    };

    // The symbols of units, each with its usual prefixes. One-letter symbols without a prefix are left to variables.
    private static readonly Dictionary<string, Symbol> s_symbols = new(StringComparer.Ordinal)
    {
        ["V"] = new("volt", ["n", "u", "m", "k"]),
        ["A"] = new("amp", ["f", "p", "n", "u", "m", "k"]),
        ["S"] = new("siemens", ["f", "p", "n", "u", "m"]),
        ["F"] = new("farad", ["f", "p", "n", "u", "m"]),
        ["s"] = new("second", ["p", "n", "u", "m"]),
        ["Hz"] = new("hertz", ["", "m", "k", "M", "G"]),
        ["M"] = new("molar", ["p", "n", "u", "m"]),
        ["J"] = new("joule", ["f", "p", "n", "u", "m", "k"]),
        ["W"] = new("watt", ["f", "p", "n", "u", "m", "k"]),
        ["m"] = new("meter", ["n", "u", "m", "c", "k"]),
    };

    /// <summary>All names of units.</summary>
    public static IEnumerable<string> Names
    {
        get
        {
            var names = s_units.Keys.SelectMany(unit => s_prefixes.Keys.Select(prefix => prefix + unit))
                .Concat(s_symbols.SelectMany(symbol => symbol.Value.Prefixes.Select(prefix => prefix + symbol.Key)));
            return names.SelectMany(name => (IEnumerable<string>)[name, name + "2", name + "3"])
                .Where(name => TryFind(name, out _))
                .Concat(["kilogram", "pi", "e", "inf"]);
        }
    }

    public static bool TryFind(string name, out Quantity unit)
    {
        switch (name)
        {
            case "pi":
                unit = Math.PI;
                return true;
            case "e":
                unit = Math.E;
                return true;
            case "inf":
                unit = double.PositiveInfinity;
                return true;
            case "kilogram":
                name = "kgram";
                break;
        }

        var power = name.Length > 1 && name[^1] is '2' or '3' ? name[^1] - '0' : 1;
        if (FindUnit(power == 1 ? name : name[..^1]) is not var (tens, dimension) || (power > 1 && dimension.IsNone))
        {
            unit = default;
            return false;
        }

        // Parsed from decimal, which gives the nearest double; a product of powers of ten does not always.
        var value = double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{tens * power}"), NumberStyles.Float, CultureInfo.InvariantCulture);
        unit = new Quantity(value, dimension.Pow(power));
        return true;
    }

    private static (int Tens, Dimension Dimension)? FindUnit(string name)
    {
        // No prefix and no symbol is longer than two letters.
        for (var length = 0; length <= 2 && length < name.Length; length++)
        {
            if (!s_prefixes.TryGetValue(name[..length], out var tens))
            {
                continue;
            }

            var rest = name[length..];
            var unit = rest;
            if (s_symbols.TryGetValue(rest, out var symbol) && symbol.Prefixes.Contains(name[..length]))
            {
                unit = symbol.Unit;
            }

            if (s_units.TryGetValue(unit, out var found))
            {
                return (tens + found.Tens, found.Dimension);
            }
        }

        return null;
    }

    private sealed record Unit(int Tens, Dimension Dimension);

    private sealed record Symbol(string Unit, string[] Prefixes);
}
