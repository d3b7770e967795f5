namespace Homeostat.Equations;

/// <summary>Evaluates an expression of numbers and units alone, such as <c>siemens/meter**2</c> or <c>-65*mV</c>.</summary>
internal sealed class QuantityEvaluator(TokenReader tokens)
{
    private const double LargestExponent = 100;

    public Quantity Evaluate(Expression expression)
    {
        var quantity = expression switch
        {
            NumberLiteral number => number.Value,
            NameReference name => Find(name),
            UnaryExpression { Operator: UnaryOperator.Negate } negation => -Evaluate(negation.Operand),
            BinaryExpression binary => Combine(binary),
            _ => throw NotConstant(expression),
        };
        return double.IsNaN(quantity.Value)
            ? throw tokens.Error(expression.Span, "This has no value (0/0 or the like).", "Check the numbers.")
            : quantity;
    }

    private Quantity Find(NameReference name) => Units.TryFind(name.Name, out var unit)
        ? unit
        : throw tokens.Error(
            name.Span,
            $"Unknown unit '{name.Name}'.",
            Spelling.Suggest(name.Name, Units.Names)
                ?? "Units are written volt, mV, amp/meter**2, 1 (for a pure number) and so on.");

    private Quantity Combine(BinaryExpression binary)
    {
        var left = Evaluate(binary.Left);
        var right = Evaluate(binary.Right);
        switch (binary.Operator)
        {
            case BinaryOperator.Multiply:
                return left * right;
            case BinaryOperator.Divide:
                return left / right;
            case BinaryOperator.Power:
                if (!right.Dimension.IsNone || Math.Abs(right.Value) is not <= LargestExponent)
                {
                    throw tokens.Error(
                        binary.Right.Span,
                        $"This exponent is {right}.",
                        $"An exponent is a pure number no larger than {LargestExponent}.");
                }

                return left.Pow(right.Value);
            case BinaryOperator.Add or BinaryOperator.Subtract when left.Dimension == right.Dimension:
                return binary.Operator == BinaryOperator.Add ? left + right : left - right;
            case BinaryOperator.Add or BinaryOperator.Subtract:
                throw tokens.Error(
                    binary.Span,
                    $"The two sides of '{ExpressionPrinter.Sign(binary.Operator)}' differ in unit: "
                    + $"{left.Dimension} and {right.Dimension}.",
                    "Only quantities of the same unit can be added.");
            default:
                throw NotConstant(binary);
        }
    }

    private EquationException NotConstant(Expression expression) => tokens.Error(
        expression.Span,
        "Only numbers and units can stand here.",
        "They may be combined with +, -, *, / and **, as in 20*mV or siemens/meter**2.");
}
