namespace Homeostat;

/// <summary>Errors of files that cannot be read.</summary>
internal static class Unreadable
{
    /// <summary>The error that says what was found.</summary>
    public static InvalidDataException Of(InvariantMessage message) => new(message.ToString());
}
