namespace Homeostat;

/// <summary>The units in which tables state energies.</summary>
internal static class EnergyUnit
{
    private static readonly (string Name, double PerJoule)[] Units =
        [("J", 1), ("mJ", 1e3), ("uJ", 1e6), ("nJ", 1e9), ("pJ", 1e12), ("fJ", 1e15), ("aJ", 1e18), ("zJ", 1e21)];

    /// <summary>The names of the units.</summary>
    public static IEnumerable<string> Names => Units.Select(unit => unit.Name);

    /// <summary>An energy in J. It is divided by a power of ten, which is exact, so that 4.6 pJ is the number 4.6e-12.</summary>
    public static double InJoules(double value, string unit) => value / Units.First(known => known.Name == unit).PerJoule;

    /// <summary>An energy as text with the unit that suits it, such as 4.6 pJ.</summary>
    public static string Text(double joules)
    {
        var (name, perJoule) = Suiting(joules);
        return FormattableString.Invariant($"{joules * perJoule:G4} {name}");
    }

    /// <summary>The unit in which an energy is a number of 1 or more, and how many of it are a joule.</summary>
    public static (string Name, double PerJoule) Suiting(double joules) => joules > 0 ? Units.FirstOrDefault(u => joules * u.PerJoule >= 1, Units[^1]) : Units[0];
}
