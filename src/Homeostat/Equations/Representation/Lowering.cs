namespace Homeostat.Equations;

/// <summary>
/// Rewrites a program into operations that are each one or a few instructions. Functions become polynomials, products
/// that are used once in a sum become fused multiply-adds, and numbers and conditions no longer stand for each other.
/// What comes out is what machine code and the interpreter both carry out, so they agree bit for bit.
/// </summary>
internal sealed partial class Lowering
{
    private readonly NodeFactory _make = new();
    private readonly LoweringConstants _constants;
    private readonly Dictionary<Node, int> _uses = [];
    private readonly Dictionary<Node, Node> _lowered = [];

    private Lowering(LoweringConstants constants) => _constants = constants;

    /// <summary>The same program in elementary operations.</summary>
    /// <param name="program">Any program.</param>
    /// <param name="constants">The polynomials of the element type: <see cref="LoweringConstants.Single"/> or
    /// <see cref="LoweringConstants.Double"/>.</param>
    public static ElementProgram Apply(ElementProgram program, LoweringConstants constants)
    {
        var lowering = new Lowering(constants);
        foreach (var store in program.Stores)
        {
            lowering.Count(store.Value);
        }

        return new ElementProgram([.. program.Stores.Select(s => s with { Value = lowering.Number(s.Value) })]);
    }

    private void Count(Node node)
    {
        _uses[node] = _uses.GetValueOrDefault(node) + 1;
        if (_uses[node] == 1)
        {
            foreach (var argument in node.Arguments)
            {
                Count(argument);
            }
        }
    }

    private Node Lower(Node node)
    {
        if (!_lowered.TryGetValue(node, out var lowered))
        {
            lowered = Rewrite(node, node.Arguments);
            _lowered.Add(node, lowered);
        }

        return lowered;
    }

    private Node Rewrite(Node node, IReadOnlyList<Node> a) => node.Operation switch
    {
        Operation.Constant => _make.Constant(node.Value),
        Operation.Load => _make.Load(node.Symbol!),
        Operation.Add or Operation.Subtract => Sum(a[0], a[1], node.Operation == Operation.Subtract),
        Operation.Divide when Reciprocal(a[1]) is { } reciprocal => _make.Multiply(_make.Constant(reciprocal), Number(a[0])),
        Operation.Exp => Exp(Number(a[0])),
        Operation.Expm1 => ExpMinusOne(Number(a[0])),
        Operation.Sigmoid => Sigmoid(Number(a[0])),
        Operation.Tanh => Tanh(Number(a[0])),
        Operation.Log => Log(Number(a[0])),
        Operation.Power => Power(Number(a[0]), Number(a[1])),
        Operation.Sin => Sin(Number(a[0])),
        Operation.Cos => Cos(Number(a[0])),
        Operation.Arctan => Arctan(Number(a[0])),
        Operation.And or Operation.Or => _make.Compare(node.Operation, Condition(a[0]), Condition(a[1])),
        Operation.Not => _make.Not(Condition(a[0])),
        Operation.Select when RatioOf(node) is { } ratio => ExponentialRatio(Number(ratio.Arguments[1]), ratio),
        Operation.Select => _make.Select(Condition(a[0]), Number(a[1]), Number(a[2])),
        Operation.SelectFallback => _make.SelectFallback(Condition(a[0]), Number(a[1]), Number(a[2])),
        Operation.Reduce => throw new NotSupportedException(
            $"An element program holds the reduction {node}. A reduction needs a whole row at once: compute it "
            + "before the program and load its result as a symbol that varies along rows."),
        _ => _make.With(node, [.. a.Select(Number)]),
    };

    /// <summary>x + y or x − y; a product that only this sum uses is fused into it.</summary>
    private Node Sum(Node x, Node y, bool subtract)
    {
        if (IsFusible(y))
        {
            var (a, b) = Factors(y);
            return _make.MultiplyAdd(subtract ? _make.Negate(a) : a, b, Number(x));
        }

        if (IsFusible(x))
        {
            var ((a, b), addend) = (Factors(x), Number(y));
            return _make.MultiplyAdd(a, b, subtract ? _make.Negate(addend) : addend);
        }

        return subtract ? _make.Subtract(Number(x), Number(y)) : _make.Add(Number(x), Number(y));
    }

    private bool IsFusible(Node node) => _uses[node] == 1
        && (node.Operation == Operation.Multiply || (node.Operation == Operation.Divide && Reciprocal(node.Arguments[1]) is not null));

    private (Node, Node) Factors(Node product) => product.Operation == Operation.Divide
        ? (_make.Constant(Reciprocal(product.Arguments[1])!.Value), Number(product.Arguments[0]))
        : (Number(product.Arguments[0]), Number(product.Arguments[1]));

    // A division takes as long as ten products. With float32, where speed is asked for, one by a constant becomes a product, at
    // half a unit in the last place more; float64 keeps it.
    private double? Reciprocal(Node divisor) =>
        _constants.IsSingle && divisor.Operation == Operation.Constant && Math.Abs(divisor.Value) is > 1e-30 and < 1e30 ? 1 / divisor.Value : null;

    /// <summary>The lowered value as a number: a condition counts 1 or 0.</summary>
    private Node Number(Node node)
    {
        var lowered = Lower(node);
        return lowered.IsCondition ? _make.Select(lowered, _make.Constant(1), _make.Constant(0)) : lowered;
    }

    /// <summary>The lowered value as a condition: a number holds where it is not zero.</summary>
    private Node Condition(Node node)
    {
        var lowered = Lower(node);
        return lowered.IsCondition || lowered.Operation == Operation.Constant
            ? lowered
            : _make.Not(Equal(lowered, 0));
    }

    private Node Equal(Node x, double y) => _make.Compare(Operation.Equal, x, _make.Constant(y));

    private Node Less(Node x, double y) => _make.Compare(Operation.Less, x, _make.Constant(y));

    private Node Less(double x, Node y) => _make.Compare(Operation.Less, _make.Constant(x), y);

    private Node And(Node x, Node y) => _make.Compare(Operation.And, x, y);

    private Node Or(Node x, Node y) => _make.Compare(Operation.Or, x, y);

    private Node Select(Node condition, double x, Node y) => _make.Select(condition, _make.Constant(x), y);

    private Node Fused(Node x, Node y, double z) => _make.MultiplyAdd(x, y, _make.Constant(z));

    private Node Fused(Node x, double y, Node z) => _make.MultiplyAdd(x, _make.Constant(y), z);

    private Node Fused(Node x, double y, double z) => _make.MultiplyAdd(x, _make.Constant(y), _make.Constant(z));

    private Node Add(Node x, double y) => _make.Add(x, _make.Constant(y));

    private Node Subtract(Node x, double y) => _make.Subtract(x, _make.Constant(y));

    private Node Multiply(double x, Node y) => _make.Multiply(_make.Constant(x), y);

    /// <summary>x where it lies between the bounds, else the bound; NaN stays NaN.</summary>
    private Node Clamp(Node x, double low, double high) =>
        _make.Min(_make.Max(x, _make.Constant(low)), _make.Constant(high));

    /// <summary>c₀ + c₁x + c₂x² + … by Horner's rule.</summary>
    private Node Polynomial(Node x, double[] coefficients)
    {
        if (coefficients.Length == 1)
        {
            return _make.Constant(coefficients[0]);
        }

        var sum = Fused(x, coefficients[^1], coefficients[^2]);
        for (var i = coefficients.Length - 3; i >= 0; i--)
        {
            sum = Fused(sum, x, coefficients[i]);
        }

        return sum;
    }
}
