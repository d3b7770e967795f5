namespace Homeostat.Equations;

/// <summary>
/// Determines the dimension of expressions and reports where units do not fit. A literal 0 and <c>inf</c> fit any unit. A name that is not
/// in the scope is looked up among the <see cref="Units"/>.
/// </summary>
/// <param name="text">The text the expressions were read from.</param>
/// <param name="owner">The owner of the text for messages, such as <c>population 'cells'</c>.</param>
/// <param name="scope">The names the expressions may use.</param>
internal sealed class DimensionChecker(string text, string? owner, IScope scope)
{
    private const double LargestExponent = 100;

    /// <summary>The dimension of an expression.</summary>
    /// <exception cref="EquationException">Units do not fit, or a name or function is unknown.</exception>
    public Dimension Check(Expression e) => Infer(e).Dimension;

    /// <summary>Checks an expression that must have a known dimension; a literal 0 or <c>inf</c> always fits.</summary>
    /// <param name="e">The expression.</param>
    /// <param name="expected">The dimension it must have.</param>
    /// <param name="what">A description of the expression for the message, such as <c>the value of 'v'</c>.</param>
    /// <exception cref="EquationException">It has another dimension, or its own parts do not fit together.</exception>
    public void CheckFits(Expression e, Dimension expected, string what)
    {
        var found = Infer(e);
        if (!found.FitsAll)
        {
            RequireSame(found.Dimension, expected, e.Span, what);
        }
    }

    /// <summary>Throws an exception where two dimensions differ.</summary>
    /// <param name="found">The dimension found.</param>
    /// <param name="expected">The dimension needed.</param>
    /// <param name="span">The place of the expression in the text.</param>
    /// <param name="what">A description of the expression for the message, such as <c>the value of 'v'</c>.</param>
    /// <exception cref="EquationException">The dimensions differ.</exception>
    public void RequireSame(Dimension found, Dimension expected, TextSpan span, string what)
    {
        if (found != expected)
        {
            throw Error(
                span,
                $"{char.ToUpperInvariant(what[0])}{what[1..]} has the wrong unit: expected {expected}, found {found}.",
                Remedy(found, expected));
        }
    }

    private static string? Remedy(Dimension found, Dimension expected) =>
        found.IsNone ? $"Give the number its unit, {expected}."
        : found == expected * Dimension.Second ? "It is too large by a factor of time: divide by a time constant."
        : found * Dimension.Second == expected ? "It is too small by a factor of time: multiply by a time."
        : expected.IsNone ? $"Divide it by a quantity of its own unit, {found}, to make it a pure number."
        : DimensionNames.IsNamed(expected / found) ? $"A factor in {expected / found} would correct it."
        : null;

    private Inferred Infer(Expression expression) => expression switch
    {
        NumberLiteral number => new(Dimension.None, number.Value == 0),
        NameReference name => Find(name),
        UnaryExpression { Operator: UnaryOperator.Negate } negation => Infer(negation.Operand),
        UnaryExpression negation => InferCondition(negation.Operand, "'not'"),
        BinaryExpression binary => InferBinary(binary),
        CallExpression call => InferCall(call),
        _ => throw new ArgumentException($"No rule for {expression.GetType().Name}.", nameof(expression)),
    };

    private Inferred Find(NameReference name)
    {
        if (scope.TryGetDimension(name.Name, out var dimension))
        {
            return new(dimension, false);
        }

        if (Units.TryFind(name.Name, out var unit))
        {
            return new(unit.Dimension, double.IsInfinity(unit.Value));
        }

        throw Functions.TryFind(name.Name, out var function)
            ? Error(name.Span, $"'{name.Name}' is a function and needs its arguments.", $"Write {function}.")
            : Error(name.Span, $"Unknown name '{name.Name}'.", Remedy(name.Name) ?? Spelling.Suggest(name.Name, scope.Names, Units.Names) ?? Known());
    }

    // Names of Brian 2 that are said in another way here.
    private static string? Remedy(string name) => name == "lastspike"
        ? "Declare 'last : second' and set it in the reset: 'last = t'."
        : null;

    // Errors are created in separate methods: a long sum is a deep tree, and this keeps the stack frames small.
    private Inferred InferBinary(BinaryExpression binary) => binary.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => InferConnective(binary),
        BinaryOperator.Multiply => InferProduct(binary),
        BinaryOperator.Divide => InferQuotient(binary),
        BinaryOperator.Power => InferPower(binary),
        BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Modulo => InferSum(binary),
        _ => InferComparison(binary),
    };

    private Inferred InferConnective(BinaryExpression binary)
    {
        var word = $"'{ExpressionPrinter.Sign(binary.Operator)}'";
        InferCondition(binary.Left, word);
        return InferCondition(binary.Right, word);
    }

    private Inferred InferComparison(BinaryExpression binary)
    {
        InferSum(binary);
        return Dimensioned(Dimension.None);
    }

    private Inferred InferProduct(BinaryExpression binary) => Dimensioned(Check(binary.Left) * Check(binary.Right));

    private Inferred InferQuotient(BinaryExpression binary) => Dimensioned(Check(binary.Left) / Check(binary.Right));

    private Inferred InferSum(BinaryExpression binary)
    {
        var left = Infer(binary.Left);
        var right = Infer(binary.Right);
        return Joined(left, right) ?? throw SidesDiffer(binary, left.Dimension, right.Dimension);
    }

    private EquationException SidesDiffer(BinaryExpression binary, Dimension left, Dimension right) => Error(
        binary.Span,
        $"The two sides of '{ExpressionPrinter.Sign(binary.Operator)}' differ in unit: {left} and {right}.",
        $"{Quoted(binary.Left)} is {left}; {Quoted(binary.Right)} is {right}.");

    private Inferred InferPower(BinaryExpression power)
    {
        var given = Check(power.Left);
        var exponent = Infer(power.Right);
        if (!exponent.Dimension.IsNone)
        {
            throw Error(
                power.Right.Span,
                $"An exponent must be a pure number, but this is {exponent.Dimension}.",
                "Divide it by a quantity of its own unit.");
        }

        if (given.IsNone)
        {
            return Dimensioned(Dimension.None);
        }

        if (ConstantValue(power.Right) is not { } value)
        {
            throw Error(
                power.Right.Span,
                $"The exponent of a quantity with a unit ({Quoted(power.Left)} is {given}) must be a number.",
                "Otherwise the unit of the result would vary. Make the base a pure number, as in (v/mV)**n.");
        }

        return Math.Abs(value) <= LargestExponent
            ? Dimensioned(given.Pow(value))
            : throw Error(power.Right.Span, $"The exponent {value} is too large for a quantity with a unit.");
    }

    private Inferred InferCall(CallExpression call)
    {
        if (scope.Signal(call.Function) is { } signal)
        {
            return InferSignal(call, signal);
        }

        if (!Functions.TryFind(call.Function, out var function))
        {
            var name = call.Span with { Length = call.Function.Length };
            throw scope.TryGetDimension(call.Function, out _) || Units.TryFind(call.Function, out _)
                ? Error(name, $"'{call.Function}' is not a function.", $"For a product write {call.Function}*(...).")
                : Error(
                    name,
                    $"Unknown function '{call.Function}'.",
                    Spelling.Suggest(call.Function, Functions.Names)
                        ?? $"The functions are: {string.Join(", ", Functions.Names.Order(StringComparer.Ordinal))}.");
        }

        var arguments = call.Arguments;
        if (arguments.Count < function.Required || arguments.Count > function.Parameters.Count)
        {
            var count = function.Required == function.Parameters.Count
                ? $"{function.Required}" : $"{function.Required} to {function.Parameters.Count}";
            throw Error(
                call.Span,
                $"'{function.Name}' takes {count} {(count == "1" ? "argument" : "arguments")}, found {arguments.Count}.",
                $"Write {function}.");
        }

        switch (function.Rule)
        {
            case DimensionRule.Pure:
                foreach (var argument in arguments)
                {
                    RequirePure(argument, call.Function);
                }

                return Dimensioned(Dimension.None);
            case DimensionRule.Same:
                return JoinAll(arguments, call);
            case DimensionRule.Root:
                return Dimensioned(Check(arguments[0]).Pow(0.5));
            case DimensionRule.Drop:
                Check(arguments[0]);
                return Dimensioned(Dimension.None);
            case DimensionRule.Ratio:
                JoinAll(arguments, call);
                return Dimensioned(Dimension.None);
            case DimensionRule.First:
                foreach (var argument in arguments.Skip(1))
                {
                    RequirePure(argument, call.Function);
                }

                return Infer(arguments[0]);
            case DimensionRule.Choice:
                InferCondition(arguments[0], "'where'");
                return JoinAll([.. arguments.Skip(1)], call);
            case DimensionRule.Derivative:
                if (arguments[1] is not NameReference by || !scope.TryGetDimension(by.Name, out var divisor))
                {
                    throw Error(
                        arguments[1].Span,
                        $"{Quoted(arguments[1])} is not a variable to differentiate by.",
                        "Write diff(f, x) with the name of a variable for x.");
                }

                return Dimensioned(Check(arguments[0]) / divisor);
            default:
                throw new InvalidOperationException($"No rule {function.Rule}.");
        }
    }

    private Inferred InferSignal(CallExpression call, TimedArray signal)
    {
        var expected = signal.IsShared ? new[] { "t" } : ["t", "i"];
        return call.Arguments.Select(argument => (argument as NameReference)?.Name).SequenceEqual(expected)
            ? Dimensioned(signal.Unit.Dimension)
            : throw Error(
                call.Span,
                $"'{call.Function}' is given in advance and can be looked up for the present only.",
                $"Write {call.Function}({string.Join(", ", expected)}).");
    }

    private Inferred JoinAll(IReadOnlyList<Expression> arguments, CallExpression call)
    {
        var all = Infer(arguments[0]);
        var from = arguments[0];
        foreach (var argument in arguments.Skip(1))
        {
            var next = Infer(argument);
            var joined = Joined(all, next) ?? throw Error(
                call.Span,
                $"The arguments of '{call.Function}' differ in unit: {all.Dimension} and {next.Dimension}.",
                $"{Quoted(from)} is {all.Dimension}; {Quoted(argument)} is {next.Dimension}.");
            from = all.FitsAll ? argument : from;
            all = joined;
        }

        return all;
    }

    private static Inferred? Joined(Inferred a, Inferred b) =>
        a.FitsAll ? b : b.FitsAll || a.Dimension == b.Dimension ? a : null;

    private Inferred InferCondition(Expression condition, string user)
    {
        var found = Check(condition);
        return found.IsNone
            ? Dimensioned(Dimension.None)
            : throw Error(
                condition.Span,
                $"{user} needs a condition, but {Quoted(condition)} is {found}.",
                $"Compare it, as in {Short(condition)} > 0.");
    }

    private void RequirePure(Expression argument, string function)
    {
        var found = Check(argument);
        if (!found.IsNone)
        {
            throw Error(
                argument.Span,
                $"'{function}' takes a pure number, but {Quoted(argument)} is {found}.",
                $"Divide it by a quantity of its own unit, {found}.");
        }
    }

    private static double? ConstantValue(Expression expression) => expression switch
    {
        NumberLiteral number => number.Value,
        UnaryExpression { Operator: UnaryOperator.Negate } negation => -ConstantValue(negation.Operand),
        BinaryExpression binary => (binary.Operator, ConstantValue(binary.Left), ConstantValue(binary.Right)) switch
        {
            (BinaryOperator.Add, { } x, { } y) => x + y,
            (BinaryOperator.Subtract, { } x, { } y) => x - y,
            (BinaryOperator.Multiply, { } x, { } y) => x * y,
            (BinaryOperator.Divide, { } x, { } y) => x / y,
            (BinaryOperator.Power, { } x, { } y) => Math.Pow(x, y),
            _ => null,
        },
        _ => null,
    };

    private static Inferred Dimensioned(Dimension dimension) => new(dimension, false);

    // The text as the user wrote it, if it is short and on one line.
    private string Quoted(Expression expression)
    {
        var span = expression.Span;
        var written = span.Start >= 0 && span.End <= text.Length ? text.Substring(span.Start, span.Length) : $"{expression}";
        written = string.Join(' ', written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return written.Length <= 40 ? written : $"{written[..18]}...{written[^18..]}";
    }

    private string Short(Expression expression) => expression is NameReference name ? name.Name : $"({Quoted(expression)})";

    private string Known()
    {
        var names = scope.Names.Distinct().Order(StringComparer.Ordinal).Take(16).ToArray();
        return names.Length == 0 ? "Nothing is defined here." : $"Known here: {string.Join(", ", names)}, and the units.";
    }

    private EquationException Error(TextSpan span, string problem, string? remedy = null) =>
        EquationException.At(text, owner, span, problem, remedy);

    private readonly record struct Inferred(Dimension Dimension, bool FitsAll);
}
