namespace Homeostat;

/// <summary>Refuses a constant of a niche or body that is out of range.</summary>
internal static class RequireOption
{
    public static void That(bool holds, string of, string name, double found, string expected)
    {
        if (!holds)
        {
            throw new HomeostatException(FormattableString.Invariant($"{of} with {name} {found} cannot be; give {expected}."));
        }
    }

    public static void Finite(string of, params ReadOnlySpan<(string Name, double Value)> constants)
    {
        foreach (var (name, value) in constants)
        {
            That(double.IsFinite(value), of, name, value, "a finite number");
        }
    }

    public static void Positive(string of, params ReadOnlySpan<(string Name, double Value)> constants)
    {
        foreach (var (name, value) in constants)
        {
            That(value > 0 && double.IsFinite(value), of, name, value, "a finite number above 0");
        }
    }

    public static void NotNegative(string of, params ReadOnlySpan<(string Name, double Value)> constants)
    {
        foreach (var (name, value) in constants)
        {
            That(value >= 0 && double.IsFinite(value), of, name, value, "a finite number of 0 or more");
        }
    }
}
