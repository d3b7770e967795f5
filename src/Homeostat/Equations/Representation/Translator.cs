namespace Homeostat.Equations;

/// <summary>
/// Translates a checked syntax tree into the typed representation. The caller gives the meaning of names (a population's variables, a
/// synapse's <c>x_pre</c>, constants); only units and functions are known here.
/// </summary>
/// <param name="factory">The factory that makes the nodes.</param>
/// <param name="resolve">The value of a name, or null where the name is not a variable.</param>
internal sealed class Translator(NodeFactory factory, Func<string, Node?> resolve)
{
    /// <summary>The number of units, for <c>mean</c>; zero where reductions over a population are not possible.</summary>
    public int Units { get; init; }

    /// <summary>Translates calls that have a special meaning in the expression, such as <c>mean</c> over a batch.</summary>
    public Func<CallExpression, Translator, Node?>? Special { get; init; }

    /// <summary>Whether the value is the same for all units of a sample. A random number in it is then drawn once for all of them.</summary>
    public bool IsShared { get; init; }

    /// <summary>A translator with the same functions and other names.</summary>
    public Translator With(Func<string, Node?> names) => new(factory, names) { Units = Units, Special = Special, IsShared = IsShared };

    /// <summary>A translator with the same names and functions, for values that are one for all units or differ between them.</summary>
    public Translator Sharing(bool isShared) =>
        isShared == IsShared ? this : new(factory, resolve) { Units = Units, Special = Special, IsShared = isShared };

    public Node Translate(Expression expression) => expression switch
    {
        NumberLiteral number => factory.Constant(number.Value),
        NameReference name => Resolve(name),
        UnaryExpression { Operator: UnaryOperator.Negate } unary => factory.Negate(Translate(unary.Operand)),
        UnaryExpression unary => factory.Not(factory.Condition(Translate(unary.Operand))),
        BinaryExpression binary => Combine(binary.Operator, Translate(binary.Left), Translate(binary.Right)),
        CallExpression call => Special?.Invoke(call, this) ?? Call(call),
        _ => throw new InvalidOperationException($"No meaning for {expression.GetType().Name}."),
    };

    /// <summary>The result of an operator for two values; also used for <c>x += y</c>.</summary>
    public Node Combine(BinaryOperator operation, Node x, Node y) => operation switch
    {
        BinaryOperator.Add => factory.Add(x, y),
        BinaryOperator.Subtract => factory.Subtract(x, y),
        BinaryOperator.Multiply => factory.Multiply(x, y),
        BinaryOperator.Divide => factory.Divide(x, y),
        BinaryOperator.FloorDivide => FlooredDivision.Of(factory, x, y).Quotient,
        BinaryOperator.Modulo => FlooredDivision.Of(factory, x, y).Remainder,
        BinaryOperator.Power => factory.Power(x, y),
        BinaryOperator.Less => factory.Compare(Operation.Less, x, y),
        BinaryOperator.LessOrEqual => factory.Compare(Operation.LessOrEqual, x, y),
        BinaryOperator.Greater => factory.Compare(Operation.Less, y, x),
        BinaryOperator.GreaterOrEqual => factory.Compare(Operation.LessOrEqual, y, x),
        BinaryOperator.Equal => factory.Compare(Operation.Equal, x, y),
        BinaryOperator.NotEqual => factory.Not(factory.Compare(Operation.Equal, x, y)),
        BinaryOperator.And => factory.Compare(Operation.And, factory.Condition(x), factory.Condition(y)),
        BinaryOperator.Or => factory.Compare(Operation.Or, factory.Condition(x), factory.Condition(y)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private Node Resolve(NameReference name)
    {
        if (resolve(name.Name) is { } node)
        {
            return node;
        }

        return Homeostat.Units.TryFind(name.Name, out var unit)
            ? factory.Constant(unit.Value)
            : throw new HomeostatException($"'{name.Name}' has no value in this place.");
    }

    private Node Call(CallExpression call)
    {
        var a = call.Arguments.Select(Translate).ToArray();
        return (call.Function, a.Length) switch
        {
            ("exp", 1) => factory.Apply(Operation.Exp, a[0]),
            ("expm1", 1) => factory.Apply(Operation.Expm1, a[0]),
            ("log", 1) => factory.Apply(Operation.Log, a[0]),
            ("log10", 1) => factory.Multiply(factory.Constant(1 / Math.Log(10)), factory.Apply(Operation.Log, a[0])),
            ("log1p", 1) => LogOfOnePlus(a[0]),
            ("sqrt", 1) => factory.Apply(Operation.Sqrt, a[0]),
            ("abs", 1) => factory.Apply(Operation.Abs, a[0]),
            ("sin", 1) => factory.Apply(Operation.Sin, a[0]),
            ("cos", 1) => factory.Apply(Operation.Cos, a[0]),
            ("tan", 1) => factory.Divide(factory.Apply(Operation.Sin, a[0]), factory.Apply(Operation.Cos, a[0])),
            ("arcsin", 1) => Arcsine(a[0]),
            ("arccos", 1) => Arccosine(a[0]),
            ("arctan", 1) => factory.Apply(Operation.Arctan, a[0]),
            ("tanh", 1) => factory.Apply(Operation.Tanh, a[0]),
            ("sinh", 1) => Hyperbolic(a[0], factory.Subtract),
            ("cosh", 1) => Hyperbolic(a[0], factory.Add),
            ("sigmoid", 1) => factory.Apply(Operation.Sigmoid, a[0]),
            ("int", 1) => factory.Apply(Operation.Truncate, a[0]),
            ("floor", 1) => factory.Apply(Operation.Floor, a[0]),
            ("ceil", 1) => Ceiling(a[0]),
            ("rint", 1) => factory.Apply(Operation.Round, a[0]),
            ("sign", 1) => Sign(a[0]),
            ("exprel", 1) => ExponentialRatio.Of(factory, a[0]),
            ("timestep", 2) => Steps(a[0], a[1]),
            ("relu", 1) => factory.Max(factory.Constant(0), a[0]),
            ("softplus", 1) => factory.Softplus(a[0]),
            ("clip", 3) => factory.Min(factory.Max(a[0], a[1]), a[2]),
            ("minimum" or "min", 2) => factory.Min(a[0], a[1]),
            ("maximum" or "max", 2) => factory.Max(a[0], a[1]),
            ("where", 3) => factory.Select(factory.Condition(a[0]), a[1], a[2]),
            ("sum", 1) => Sum(a[0]),
            ("mean", 1) => factory.Divide(Sum(a[0]), factory.Constant(Units)),
            ("max", 1) => factory.Reduce(Reduction.Max, a[0]),
            ("softmax", 1) => Softmax(a[0]),
            ("logsumexp", 1) => LogSumExp(a[0]),
            ("kwta", 2) => factory.Select(
                factory.Compare(Operation.LessOrEqual, KthLargest(a[0], a[1], call), a[0]),
                a[0],
                factory.Constant(0)),
            ("kth_largest", 2) => KthLargest(a[0], a[1], call),
            ("diff", 2) => Differentiation.Gradient(factory, a[0], factory.Constant(1), [a[1]])[0],
            _ => throw new HomeostatException(
                $"'{call.Function}' with {a.Length} arguments has no meaning in this place: {call}. "
                + "rand() and randn() stand in populations, learning rules and initial values, poisson() in populations, sum_pre(), max_pre() and the like in synapses, "
                + "is_max() in what a pooling delivers."),
        };
    }

    private Node Sum(Node x) =>
        x.Axes.HasFlag(Axes.Columns)
            ? factory.Reduce(Reduction.Sum, x)
            : factory.Multiply(factory.Constant(Units), x);

    private Node KthLargest(Node x, Node rank, CallExpression call) =>
        rank.Operation == Operation.Constant && rank.Value >= 1 && rank.Value <= Units && rank.Value == Math.Floor(rank.Value)
            ? factory.Reduce(Reduction.KthLargest, x, rank)
            : throw new HomeostatException($"'{call}' ranks the {Units} units of a population by {rank}. Give a whole number from 1 to {Units}, the number of units.");

    private Node Softmax(Node x)
    {
        var exponential = Exponential(x, out _);
        return factory.Divide(exponential, factory.Reduce(Reduction.Sum, exponential));
    }

    private Node LogSumExp(Node x)
    {
        var exponential = Exponential(x, out var reference);
        return factory.Add(reference, factory.Apply(Operation.Log, factory.Reduce(Reduction.Sum, exponential)));
    }

    private Node Exponential(Node x, out Node reference)
    {
        reference = factory.Reduce(Reduction.Reference, x);
        return factory.Apply(Operation.Exp, factory.Subtract(x, reference));
    }

    private Node Ceiling(Node x) => factory.Negate(factory.Apply(Operation.Floor, factory.Negate(x)));

    // What is neither above, below nor equal to zero is not a number, and stays what it is.
    private Node Sign(Node x)
    {
        var zero = factory.Constant(0);
        var rest = factory.Select(factory.Compare(Operation.Equal, x, zero), zero, x);
        return factory.Select(
            factory.Compare(Operation.Less, zero, x),
            factory.Constant(1),
            factory.Select(factory.Compare(Operation.Less, x, zero), factory.Constant(-1), rest));
    }

    private Node Hyperbolic(Node x, Func<Node, Node, Node> combine) => factory.Multiply(
        factory.Constant(0.5),
        combine(factory.Apply(Operation.Exp, x), factory.Apply(Operation.Exp, factory.Negate(x))));

    // ln(1 + x), corrected for the rounding of 1 + x (Kahan). At the edges of the range the correction is not applied.
    private Node LogOfOnePlus(Node x)
    {
        var one = factory.Constant(1);
        var u = factory.Add(one, x);
        var log = factory.Apply(Operation.Log, u);
        if (log.Operation != Operation.Log)
        {
            // x has exponentials that may overflow, and the logarithm is in a form that is corrected already.
            return log;
        }

        var isInside = factory.Compare(
            Operation.And,
            factory.Compare(Operation.Less, factory.Constant(0), u),
            factory.Compare(Operation.Less, u, factory.Constant(double.PositiveInfinity)));
        var lost = factory.Subtract(x, factory.Subtract(u, one));
        return factory.Select(isInside, factory.Add(log, factory.Divide(lost, u)), log);
    }

    // arctan(x/√(1 − x²)), with 1 − x² as a product, which keeps its accuracy near 1.
    private Node Arcsine(Node x)
    {
        var one = factory.Constant(1);
        var cosine = factory.Apply(Operation.Sqrt, factory.Multiply(factory.Subtract(one, x), factory.Add(one, x)));
        return factory.Apply(Operation.Arctan, factory.Divide(x, cosine));
    }

    // 2·arctan √((1 − x)/(1 + x)), accurate at both ends.
    private Node Arccosine(Node x)
    {
        var one = factory.Constant(1);
        var half = factory.Apply(
            Operation.Sqrt, factory.Divide(factory.Subtract(one, x), factory.Add(one, x)));
        return factory.Multiply(factory.Constant(2), factory.Apply(Operation.Arctan, half));
    }

    /// <summary>The number of whole steps in a time; as in Brian 2, a thousandth of a step is added before rounding down.</summary>
    private Node Steps(Node time, Node step) => factory.Apply(Operation.Truncate, factory.Add(factory.Divide(time, step), factory.Constant(1e-3)));
}
