namespace Homeostat.Equations;

/// <summary>
/// Reads an expression from tokens by precedence climbing. The precedences, from the lowest: <c>or</c>, <c>and</c>, <c>not</c>,
/// comparisons, <c>+ -</c>, <c>* / // %</c>, unary <c>-</c>, <c>**</c> (which groups from the right).
/// </summary>
internal sealed class ExpressionReader(TokenReader tokens)
{
    private const int Deepest = 200;
    private const int Largest = 1000;

    private int _depth;
    private int _size;

    private enum Precedence
    {
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Sign,
        Power,
    }

    /// <summary>Whether <c>f(x)</c> is a call; in unit expressions a parenthesis opens the flags instead.</summary>
    public bool AllowCalls { get; init; } = true;

    /// <summary>Whether a name right after a number multiplies it, as in <c>20 ms</c>.</summary>
    public bool AllowImplicitProducts { get; init; }

    /// <summary>Reads an expression; stops at the first token that cannot belong to it.</summary>
    public Expression Read()
    {
        _size = 0;
        return Read(Precedence.Or);
    }

    /// <summary>The error for a token that cannot follow a finished expression.</summary>
    /// <param name="expected">A description of what could have followed, for instance <c>')'</c>.</param>
    public EquationException Unexpected(string expected)
    {
        var token = tokens.Current;
        var before = tokens.Previous;
        return token switch
        {
            { Kind: TokenKind.Sign, Text: "^" } => At("'^' is not an operator.", "Write ** for a power."),
            { Kind: TokenKind.Sign, Text: "&&" or "&" } => At($"'{token.Text}' is not an operator.", "Write and."),
            { Kind: TokenKind.Sign, Text: "||" or "|" } => At($"'{token.Text}' is not an operator.", "Write or."),
            { Kind: TokenKind.Sign, Text: "=" } => At(
                "'=' cannot stand inside an expression.", "Write == to compare; begin a new line for a new equation."),
            { Kind: TokenKind.Sign, Text: "[" } => At(
                "Variables have no index here.", "An equation is carried out for each unit on its own; remove [...]."),
            { Kind: TokenKind.Sign, Text: "." } => At(
                "'.' has no meaning here.", "Names have no parts; a decimal point needs a digit beside it, as in 0.5."),
            { Kind: TokenKind.Name, Text: "if" or "else" } => At(
                "'if' and 'else' are not part of the language.", "Write where(condition, x, y) to choose between two values."),
            { Kind: TokenKind.Name } when before.Kind == TokenKind.Number => tokens.Error(
                TextSpan.Cover(before.Span, token.Span),
                $"An operator is missing between {before.Described} and {token.Described}.",
                $"For a product write {before.Text}*{token.Text}; else expected {expected}."),
            { Kind: TokenKind.Name or TokenKind.Number } => At(
                $"An operator is missing between {before.Described} and {token.Described}.", $"Expected {expected}."),
            _ => At($"{Capitalized(token.Described)} was not expected after {before.Described}.", $"Expected {expected}."),
        };

        EquationException At(string problem, string remedy) => tokens.Error(token.Span, problem, remedy);
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private Expression Read(Precedence loosest)
    {
        var start = tokens.Current.Span.Start;
        var left = ReadOperand(loosest);
        while (FindOperator() is var (op, precedence, isWritten) && precedence >= loosest)
        {
            if (isWritten)
            {
                tokens.Take();
            }

            Expression right;
            if (precedence == Precedence.Power)
            {
                Enter();
                right = Read(Precedence.Sign);
                _depth--;
            }
            else
            {
                right = Read(precedence + 1);
            }

            left = Counted(new BinaryExpression(op, left, right, SpanFrom(start)));
            if (precedence == Precedence.Comparison && FindOperator() is (_, Precedence.Comparison, _))
            {
                throw tokens.Error(
                    tokens.Current.Span,
                    "Comparisons cannot be chained.",
                    "Write a < b and b < c instead of a < b < c.");
            }
        }

        return left;
    }

    private Expression ReadOperand(Precedence loosest)
    {
        var token = tokens.Current;
        switch (token)
        {
            case { Kind: TokenKind.Number }:
                tokens.Take();
                return Counted(new NumberLiteral(token.Value, token.Span));
            case { Kind: TokenKind.Sign, Text: "-" }:
                return ReadUnary(UnaryOperator.Negate, Precedence.Sign);
            case { Kind: TokenKind.Sign, Text: "+" }:
                tokens.Take();
                Enter();
                var operand = Read(Precedence.Sign);
                _depth--;
                return operand;
            case { Kind: TokenKind.Sign, Text: "(" }:
                return ReadGroup();
            case { Kind: TokenKind.Sign, Text: "!" or "~" }:
                throw tokens.Error(token.Span, $"'{token.Text}' is not an operator.", "Write not.");
            case { Kind: TokenKind.Name, Text: "not" } when loosest <= Precedence.Not:
                return ReadUnary(UnaryOperator.Not, Precedence.Not);
            case { Kind: TokenKind.Name, Text: "not" }:
                throw tokens.Error(token.Span, "'not' needs parentheses here.", "Write (not ...).");
            case { Kind: TokenKind.Name, Text: "True" or "False" }:
                tokens.Take();
                return Counted(new NumberLiteral(token.Text == "True" ? 1 : 0, token.Span));
            case { Kind: TokenKind.Name } when !Words.IsReserved(token.Text):
                return ReadName();
            default:
                throw tokens.Error(
                    token.Span,
                    tokens.Previous is { Kind: not TokenKind.NewLine, Text: { } before }
                        ? $"A value is missing: {token.Described} follows '{before}'."
                        : $"A value is missing: found {token.Described}.",
                    "Expected a number, a name, a function or '('.");
        }
    }

    private UnaryExpression ReadUnary(UnaryOperator op, Precedence operandLoosest)
    {
        var start = tokens.Take().Span.Start;
        Enter();
        var operand = Read(operandLoosest);
        _depth--;
        return Counted(new UnaryExpression(op, operand, SpanFrom(start)));
    }

    private Expression ReadGroup()
    {
        var open = Open();
        var inner = Read(Precedence.Or);
        Close(open);
        return inner;
    }

    private Expression ReadName()
    {
        var name = tokens.Take();
        if (!AllowCalls || !tokens.Current.IsSign("("))
        {
            return Counted(new NameReference(name.Text, name.Span));
        }

        var open = Open();
        var arguments = new List<Expression>();
        if (!tokens.Current.IsSign(")"))
        {
            do
            {
                arguments.Add(Read(Precedence.Or));
            }
            while (tokens.TryTake(","));
        }

        Close(open);
        return Counted(new CallExpression(name.Text, arguments, SpanFrom(name.Span.Start)));
    }

    private Token Open()
    {
        var open = tokens.Take();
        tokens.OpenParentheses++;
        Enter();
        return open;
    }

    private void Close(Token open)
    {
        var startsLine = tokens.AtLineStart && tokens.Current.Kind == TokenKind.Name;
        if (tokens.AtEnd || startsLine || tokens.Current is { Kind: TokenKind.Sign, Text: ":" or "=" or ";" })
        {
            throw tokens.Error(open.Span, "This parenthesis is never closed.", "Add the missing ')'.");
        }

        if (!tokens.Current.IsSign(")"))
        {
            throw Unexpected("an operator, ',' or ')'");
        }

        // Line ends count again before the token after ')' is read.
        tokens.Take();
        tokens.OpenParentheses--;
        _depth--;
    }

    private (BinaryOperator Operator, Precedence Precedence, bool IsWritten)? FindOperator()
    {
        var token = tokens.Current;
        if (AllowImplicitProducts && token.Kind == TokenKind.Name && tokens.Previous.Kind == TokenKind.Number
            && !Words.IsReserved(token.Text))
        {
            return (BinaryOperator.Multiply, Precedence.Product, false);
        }

        if (token.Kind is not (TokenKind.Sign or TokenKind.Name))
        {
            return null;
        }

        (BinaryOperator, Precedence)? found = token.Text switch
        {
            "or" => (BinaryOperator.Or, Precedence.Or),
            "and" => (BinaryOperator.And, Precedence.And),
            "<" => (BinaryOperator.Less, Precedence.Comparison),
            "<=" => (BinaryOperator.LessOrEqual, Precedence.Comparison),
            ">" => (BinaryOperator.Greater, Precedence.Comparison),
            ">=" => (BinaryOperator.GreaterOrEqual, Precedence.Comparison),
            "==" => (BinaryOperator.Equal, Precedence.Comparison),
            "!=" => (BinaryOperator.NotEqual, Precedence.Comparison),
            "+" => (BinaryOperator.Add, Precedence.Sum),
            "-" => (BinaryOperator.Subtract, Precedence.Sum),
            "*" => (BinaryOperator.Multiply, Precedence.Product),
            "/" => (BinaryOperator.Divide, Precedence.Product),
            "//" => (BinaryOperator.FloorDivide, Precedence.Product),
            "%" => (BinaryOperator.Modulo, Precedence.Product),
            "**" => (BinaryOperator.Power, Precedence.Power),
            _ => null,
        };
        return found is var (op, precedence) ? (op, precedence, true) : null;
    }

    private TextSpan SpanFrom(int start) => new(start, tokens.Previous.Span.End - start);

    private void Enter()
    {
        if (++_depth > Deepest)
        {
            throw tokens.Error(
                tokens.Previous.Span,
                $"The expression is nested more than {Deepest} deep.",
                "Give parts of it names of their own.");
        }
    }

    // A chain of a million terms is a tree a million levels deep, which later stages could not traverse.
    private T Counted<T>(T expression)
        where T : Expression
    {
        if (++_size > Largest)
        {
            throw tokens.Error(
                tokens.Previous.Span,
                $"The expression has more than {Largest} terms and operators.",
                "Give parts of it names of their own.");
        }

        return expression;
    }
}
