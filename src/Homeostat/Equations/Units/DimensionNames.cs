using System.Globalization;

namespace Homeostat.Equations;

/// <summary>Names for dimensions, so that messages say <c>volt/second</c> rather than <c>kg m^2 s^-4 A^-1</c>.</summary>
internal static class DimensionNames
{
    private static readonly string[] s_simple =
    [
        "meter", "kilogram", "second", "amp", "kelvin", "mole", "candela", "volt", "siemens", "ohm", "farad",
        "coulomb", "hertz", "joule", "watt", "newton", "pascal", "henry", "weber", "tesla",
    ];

    private static readonly Dictionary<Dimension, string> s_names = BuildNames();

    /// <summary>Whether the dimension has a name of its own.</summary>
    public static bool IsNamed(Dimension dimension) => dimension.IsNone || s_names.ContainsKey(dimension);

    public static string Describe(Dimension dimension)
    {
        if (dimension.IsNone)
        {
            return "1 (a pure number)";
        }

        return s_names.TryGetValue(dimension, out var name) ? name : InBaseUnits(dimension);
    }

    private static string InBaseUnits(Dimension dimension)
    {
        ReadOnlySpan<(string Symbol, double Exponent)> factors =
        [
            ("kg", dimension.Mass),
            ("m", dimension.Length),
            ("s", dimension.Time),
            ("A", dimension.Current),
            ("K", dimension.Temperature),
            ("mol", dimension.Amount),
            ("cd", dimension.Luminosity),
        ];
        var words = new List<string>();
        foreach (var (symbol, exponent) in factors)
        {
            if (exponent != 0)
            {
                words.Add(exponent == 1 ? symbol : $"{symbol}^{Number(exponent)}");
            }
        }

        return string.Join(' ', words);
    }

    // Simple names come first, since a dimension keeps the first name it gets.
    private static Dictionary<Dimension, string> BuildNames()
    {
        var names = new Dictionary<Dimension, string>();
        (string Name, Dimension Dimension)[] simple =
        [
            .. s_simple.Select(name => (name, Find(name))),
        ];
        foreach (var (name, dimension) in simple)
        {
            names.TryAdd(dimension, name);
        }

        var second = Dimension.Second;
        var meter = Find("meter");
        foreach (var (name, dimension) in simple)
        {
            foreach (var power in (double[])[2, 3, 4, 0.5, -1, -2, -3, -0.5])
            {
                names.TryAdd(dimension.Pow(power), $"{name}**{Number(power)}");
            }
        }

        foreach (var (by, byName) in new[] { (second, "second"), (meter, "meter") })
        {
            foreach (var power in (double[])[1, 2, 3, 0.5])
            {
                var factor = power == 1 ? byName : $"{byName}**{Number(power)}";
                foreach (var (name, dimension) in simple)
                {
                    names.TryAdd(dimension / by.Pow(power), $"{name}/{factor}");
                    names.TryAdd(dimension * by.Pow(power), $"{name}*{factor}");
                }
            }
        }

        return names;
    }

    private static Dimension Find(string unit) => UnitCatalog.TryFind(unit, out var found) ? found.Dimension : default;

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
