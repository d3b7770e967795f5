namespace Homeostat;

/// <summary>Input that cannot be used: the message says what happened, where, what was found, what was expected and what to do.</summary>
/// <param name="message">The whole message, ready to be shown to a user.</param>
/// <param name="inner">What the system reported, where it did.</param>
public class HomeostatException(string message, Exception? inner = null) : Exception(message, inner);
