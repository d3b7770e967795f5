namespace Homeostat.Equations;

/// <summary>The words that cannot be the name of a variable.</summary>
internal static class Words
{
    private static readonly HashSet<string> s_reserved = ["and", "or", "not", "True", "False", "if", "else"];

    private static readonly Dictionary<string, string> s_given = new()
    {
        ["t"] = "the time",
        ["dt"] = "the time step",
        ["xi"] = "white noise",
        ["i"] = "the index of the unit",
        ["N"] = "the number of units",
    };

    /// <summary>Whether the word is part of the language's grammar.</summary>
    public static bool IsReserved(string word) => s_reserved.Contains(word);

    /// <summary>The reason why a name cannot be given to a variable; null where it can.</summary>
    public static string? WhyTaken(string name)
    {
        if (IsReserved(name))
        {
            return "a word of the language";
        }

        if (s_given.TryGetValue(name, out var meaning))
        {
            return meaning;
        }

        if (Functions.TryFind(name, out _))
        {
            return "a function";
        }

        // e, pi and inf are numbers, and a model may define these names itself: e is a common name for an error.
        return Units.TryFind(name, out var unit) && name is not ("e" or "pi" or "inf")
            ? unit.Dimension.IsNone ? "a unit" : $"a unit ({unit})"
            : null;
    }
}
