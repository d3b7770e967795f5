
namespace Homeostat;

/// <summary>
/// An error in the text of an equation, statement or quantity. The message says what is wrong, then shows the line with
/// the place underlined, then what to do:
/// <code>
/// The two sides of '+' differ in unit: volt and amp.
///   in population 'cells', line 2, column 12:
///     dv/dt = (v + I)/tau : volt
///              ^^^^^
///   v is volt; I is amp.
/// </code>
/// </summary>
public sealed class EquationException : HomeostatException
{
    private EquationException(string message, int line, int column)
        : base(message)
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line of the text, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column within the line, counted from 1.</summary>
    public int Column { get; }

    /// <summary>Creates an error at a place in a text.</summary>
    /// <param name="text">The whole text of the block.</param>
    /// <param name="owner">The owner of the block, such as <c>population 'cells'</c>; null for a text without one.</param>
    /// <param name="span">The place within the text.</param>
    /// <param name="problem">A sentence that says what is wrong.</param>
    /// <param name="remedy">Sentences that say what was expected or what to do; null for none.</param>
    internal static EquationException At(string text, string? owner, TextSpan span, string problem, string? remedy = null)
    {
        var place = new SourcePlace(text, span);
        var message = $"""
            {problem}
              {(owner is null ? "at" : $"in {owner},")} line {place.Line}, column {place.Column}:
                {place.Excerpt}
                {place.Carets}
            """;
        return new EquationException(remedy is null ? message : $"{message}\n  {remedy}", place.Line, place.Column);
    }
}
