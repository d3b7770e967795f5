namespace Homeostat.Equations;

/// <summary>
/// A block of statements, such as a reset, a synapse's <c>on_pre</c> or <c>on_learn</c>: one a line or separated by
/// semicolons, carried out in order.
/// <code>
/// v = v_reset
/// w += b; count += 1
/// </code>
/// </summary>
internal sealed class StatementList
{
    private StatementList(string text, string? owner, IReadOnlyList<Statement> statements)
    {
        Text = text;
        Owner = owner;
        Statements = statements;
    }

    /// <summary>The original text, to which spans refer.</summary>
    public string Text { get; }

    /// <summary>The owner of the block, such as <c>reset of population 'cells'</c>; null for a text without one.</summary>
    public string? Owner { get; }

    /// <summary>The statements, in the order in which they are written.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Reads a block of statements.</summary>
    /// <param name="text">The statements.</param>
    /// <param name="owner">The owner of the block for messages, such as <c>reset of population 'cells'</c>.</param>
    /// <exception cref="EquationException">A statement cannot be read; the message shows it and says why.</exception>
    public static StatementList Parse(string text, string? owner = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StatementList(text, owner, ReadAll(new TokenReader(text, owner)));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static List<Statement> ReadAll(TokenReader tokens)
    {
        var statements = new List<Statement>();
        var expressions = new ExpressionReader(tokens);
        while (true)
        {
            tokens.SkipBlankLines();
            if (tokens.AtEnd)
            {
                return statements;
            }

            if (!tokens.TryTake(";"))
            {
                statements.Add(ReadOne(tokens, expressions));
            }
        }
    }

    private static Statement ReadOne(TokenReader tokens, ExpressionReader expressions)
    {
        var target = tokens.Take();
        if (target.Kind != TokenKind.Name || Words.IsReserved(target.Text))
        {
            throw tokens.Error(
                target.Span, $"A statement cannot begin with {target.Described}.", "Write 'variable = expression'.");
        }

        var assignment = tokens.Current;
        BinaryOperator? op = (assignment.Kind == TokenKind.Sign ? assignment.Text : "") switch
        {
            "=" => null,
            "+=" => BinaryOperator.Add,
            "-=" => BinaryOperator.Subtract,
            "*=" => BinaryOperator.Multiply,
            "/=" => BinaryOperator.Divide,
            "**=" => BinaryOperator.Power,
            _ => throw NoAssignment(tokens, target, assignment),
        };
        tokens.Take();
        var value = expressions.Read();
        if (tokens.Current is not ({ Kind: TokenKind.NewLine or TokenKind.End } or { Kind: TokenKind.Sign, Text: ";" }))
        {
            throw tokens.Current.IsSign(":")
                ? tokens.Error(tokens.Current.Span, "A statement has no unit.", "Remove ':' and what follows.")
                : expressions.Unexpected("an operator, ';' or the end of the line");
        }

        return new Statement(target.Text, op, value, target.Span);
    }

    private static EquationException NoAssignment(TokenReader tokens, Token target, Token found) => found.Text switch
    {
        "==" => tokens.Error(found.Span, "'==' compares and changes nothing.", $"To assign write {target.Text} = ..."),
        "/" when target.Text.StartsWith('d') => tokens.Error(
            TextSpan.Cover(target.Span, found.Span),
            "A derivative cannot be assigned in a statement.",
            "Differential equations belong in the model."),
        _ => tokens.Error(
            found.Span,
            $"An assignment is missing: {found.Described} follows '{target.Text}'.",
            "Expected =, +=, -=, *=, /= or **=."),
    };
}
