namespace Homeostat;

/// <summary>
/// An error the user can mend: a wrong equation, file, shape or setting. Its message names the place, what was found,
/// what was expected and what to do.
/// </summary>
public class HomeostatException : Exception
{
    /// <summary>An error with the given message.</summary>
    public HomeostatException(string message)
        : base(message)
    {
    }

    /// <summary>An error whose message has numbers in it.</summary>
    internal HomeostatException(InvariantMessage message)
        : base(message.ToString())
    {
    }

    /// <summary>An error with the given message, brought about by another.</summary>
    public HomeostatException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
