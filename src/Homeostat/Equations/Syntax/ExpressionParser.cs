namespace Homeostat.Equations;

/// <summary>Reads a single expression, such as a threshold.</summary>
internal static class ExpressionParser
{
    /// <summary>Reads an expression in Python's notation, as Brian 2 uses it. It may span several lines.</summary>
    /// <param name="text">The text, which contains only the expression and comments.</param>
    /// <param name="owner">The owner of the expression for messages, such as <c>threshold of population 'cells'</c>.</param>
    /// <exception cref="EquationException">The text is not an expression.</exception>
    public static Expression Parse(string text, string? owner = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new TokenReader(text, owner) { LinesContinue = true };
        var reader = new ExpressionReader(tokens);
        var expression = reader.Read();
        return tokens.AtEnd ? expression : throw reader.Unexpected("an operator or the end of the text");
    }
}
