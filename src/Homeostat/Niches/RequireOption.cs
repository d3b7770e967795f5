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
}
