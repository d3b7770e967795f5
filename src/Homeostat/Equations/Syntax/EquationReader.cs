namespace Homeostat.Equations;

/// <summary>Reads the lines of a model block.</summary>
internal sealed class EquationReader(TokenReader tokens)
{
    private readonly ExpressionReader _expressions = new(tokens);
    private readonly ExpressionReader _units = new(tokens) { AllowCalls = false };
    private readonly Dictionary<string, TextSpan> _defined = new(StringComparer.Ordinal);
    private readonly List<Equation> _equations = [];

    public IReadOnlyList<Equation> Read()
    {
        tokens.SkipBlankLines();
        while (!tokens.AtEnd)
        {
            ReadEquation();
            tokens.SkipBlankLines();
        }

        return _equations;
    }

    private void ReadEquation()
    {
        var first = tokens.Current;
        if (first.Kind != TokenKind.Name || Words.IsReserved(first.Text))
        {
            throw tokens.Error(
                first.Span,
                $"A line cannot begin with {first.Described}.",
                "Write 'dx/dt = expression : unit', 'x = expression : unit' or 'x : unit'.");
        }

        tokens.Take();
        if (tokens.Current.IsSign("/"))
        {
            ReadDifferential(first);
        }
        else if (tokens.TryTake("="))
        {
            Define(first.Text, first.Span);
            Finish(EquationKind.Subexpression, [(first.Text, first.Span)], ReadExpression(first.Text));
        }
        else if (tokens.Current is { Kind: TokenKind.Sign, Text: ":" or "," })
        {
            ReadParameters(first);
        }
        else if (tokens.Current is { Kind: TokenKind.Sign, Text: "+=" or "-=" or "*=" or "/=" or "**=" or "%=" } assignment)
        {
            throw tokens.Error(
                assignment.Span,
                $"'{assignment.Text}' belongs in a statement, such as a reset, not in a model.",
                $"A model says what a variable is at every moment: {first.Text} = expression : unit.");
        }
        else
        {
            throw tokens.Error(
                tokens.Current.Span,
                $"'{first.Text}' is followed by {tokens.Current.Described}.",
                "Expected '= expression : unit' or ': unit'.");
        }
    }

    private void ReadDifferential(Token first)
    {
        tokens.Take();
        var denominator = tokens.Current;
        if (first.Text.Length < 2 || first.Text[0] != 'd' || char.IsAsciiDigit(first.Text[1])
            || !denominator.IsWord("dt") || !tokens.Ahead(1).IsSign("="))
        {
            throw tokens.Error(
                TextSpan.Cover(first.Span, denominator.Span),
                $"The left side '{first.Text}/{denominator.Text.Trim()}' cannot be read.",
                "A differential equation begins 'dx/dt =': the derivative of x by time.");
        }

        tokens.Take();
        tokens.Take();
        var name = first.Text[1..];
        var span = new TextSpan(first.Span.Start + 1, name.Length);
        Define(name, span);
        Finish(EquationKind.Differential, [(name, span)], ReadExpression(name));
    }

    private void ReadParameters(Token first)
    {
        var names = new List<(string, TextSpan)>();
        var name = first;
        while (true)
        {
            Define(name.Text, name.Span);
            names.Add((name.Text, name.Span));
            if (!tokens.TryTake(","))
            {
                break;
            }

            name = tokens.Take();
            if (name.Kind != TokenKind.Name)
            {
                throw tokens.Error(name.Span, $"A name is missing: {name.Described} follows ','.", "Write x, y : unit.");
            }
        }

        if (!tokens.Current.IsSign(":"))
        {
            throw MissingUnit(names[^1].Item1);
        }

        Finish(EquationKind.Parameter, names, null);
    }

    private Expression ReadExpression(string name)
    {
        tokens.LinesContinue = true;
        var expression = _expressions.Read();
        if (!tokens.Current.IsSign(":"))
        {
            throw tokens.AtEnd || tokens.AtLineStart
                ? MissingUnit(name)
                : _expressions.Unexpected("an operator or ': unit'");
        }

        tokens.LinesContinue = false;
        return expression;
    }

    private void Finish(EquationKind kind, IReadOnlyList<(string Name, TextSpan Span)> names, Expression? expression)
    {
        tokens.Take();
        var dimension = ReadUnit(names[^1].Name);
        var flags = tokens.Current.IsSign("(") ? ReadFlags(kind) : [];
        tokens.TakeLineEnd(flags.Count > 0 ? "the flags" : "the unit");
        foreach (var (name, span) in names)
        {
            _equations.Add(new Equation(kind, name, expression, dimension, flags, span));
        }
    }

    private Dimension ReadUnit(string name)
    {
        var start = tokens.Current;
        if (start.Kind is TokenKind.NewLine or TokenKind.End)
        {
            throw MissingUnit(name);
        }

        if (start.Kind == TokenKind.Name && start.Text is "boolean" or "integer")
        {
            tokens.Take();
            return Dimension.None;
        }

        var written = _units.Read();
        var unit = new QuantityEvaluator(tokens).Evaluate(written);
        if (Math.Abs(unit.Value - 1) < 1e-9)
        {
            return unit.Dimension;
        }

        throw tokens.Error(
            written.Span,
            $"The unit of '{name}' must be one without a scale, but {written} is {unit}.",
            unit.Dimension.IsNone
                ? "For a pure number write 1."
                : $"Values carry their own scale, as in 20*mV; here write the SI unit, {unit.Dimension}.");
    }

    private List<string> ReadFlags(EquationKind kind)
    {
        var open = tokens.Take();
        var flags = new List<string>();
        do
        {
            var words = new List<string>();
            var start = tokens.Current.Span;
            var span = start;
            while (tokens.Current.Kind == TokenKind.Name || tokens.Current.IsSign("-"))
            {
                var word = tokens.Take();
                span = TextSpan.Cover(start, word.Span);
                words.Add(word.Text.ToLowerInvariant());
            }

            var flag = string.Join(' ', words).Replace(" - ", "-", StringComparison.Ordinal);
            flags.Add(EquationFlags.Check(flag, kind, (problem, remedy) => tokens.Error(span, problem, remedy)));
        }
        while (tokens.TryTake(","));

        if (!tokens.TryTake(")"))
        {
            throw tokens.Current.Kind is TokenKind.NewLine or TokenKind.End
                ? tokens.Error(open.Span, "This parenthesis is never closed.", "Add the missing ')'.")
                : tokens.Error(tokens.Current.Span, $"{tokens.Current.Described} cannot be part of a flag.", "Expected ',' or ')'.");
        }

        EquationFlags.CheckTogether(
            flags, (problem, remedy) => tokens.Error(TextSpan.Cover(open.Span, tokens.Previous.Span), problem, remedy));
        return flags;
    }

    private void Define(string name, TextSpan span)
    {
        if (Words.WhyTaken(name) is { } reason)
        {
            throw tokens.Error(span, $"'{name}' is {reason} and cannot be defined anew.", "Choose another name.");
        }

        if (!_defined.TryAdd(name, span))
        {
            throw tokens.Error(
                span,
                $"'{name}' is defined twice.",
                $"The first definition is in line {tokens.LineOf(_defined[name])}; remove or rename one of them.");
        }
    }

    private EquationException MissingUnit(string name) => tokens.Error(
        tokens.Previous.Span,
        $"The line of '{name}' has no unit.",
        "End it with ': unit', such as ': volt', or ': 1' for a pure number.");
}
