namespace Homeostat.Equations;

/// <summary>
/// Makes nodes. Equal values are the same object (which finds common sub-expressions), constants are folded and arithmetic identities are
/// applied, so that every node is already simplified.
/// </summary>
internal sealed partial class NodeFactory
{
    private readonly Dictionary<Key, Node> _nodes = [];

    /// <summary>A number.</summary>
    public Node Constant(double value) => Make(Operation.Constant, [], value: value == 0 ? 0 : value);

    /// <summary>The value of a symbol.</summary>
    public Node Load(Symbol symbol) => Make(Operation.Load, [], symbol: symbol, axes: symbol.Axes);

    /// <summary>−x</summary>
    public Node Negate(Node x) => x.Operation switch
    {
        Operation.Constant => Constant(-x.Value),
        Operation.Negate => x.Arguments[0],
        Operation.Subtract => Subtract(x.Arguments[1], x.Arguments[0]),
        _ => Make(Operation.Negate, [x]),
    };

    /// <summary>A function of one argument.</summary>
    public Node Apply(Operation operation, Node x)
    {
        if (operation == Operation.Negate)
        {
            return Negate(x);
        }

        if (operation == Operation.Not)
        {
            return Not(x);
        }

        return x.Operation == Operation.Constant ? Constant(Arithmetic.Evaluate(operation, x.Value))
            : (operation == Operation.Log ? LogOfExponentials(x) : null) ?? Make(operation, [x]);
    }

    /// <summary>x + y</summary>
    public Node Add(Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return Constant(x.Value + y.Value);
        }

        if (x.Is(0))
        {
            return y;
        }

        if (y.Is(0))
        {
            return x;
        }

        if (y.Operation == Operation.Negate)
        {
            return Subtract(x, y.Arguments[0]);
        }

        if (x.Operation == Operation.Negate)
        {
            return Subtract(y, x.Arguments[0]);
        }

        // A step to a given value, x + (y - x), is that value.
        if (y.Operation == Operation.Subtract && ReferenceEquals(y.Arguments[1], x))
        {
            return y.Arguments[0];
        }

        if (x.Operation == Operation.Subtract && ReferenceEquals(x.Arguments[1], y))
        {
            return x.Arguments[0];
        }

        return Collected(x, y, 1) ?? Make(Operation.Add, Ordered(x, y));
    }

    /// <summary>x − y</summary>
    public Node Subtract(Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return Constant(x.Value - y.Value);
        }

        if (y.Is(0))
        {
            return x;
        }

        if (x.Is(0))
        {
            return Negate(y);
        }

        if (ReferenceEquals(x, y))
        {
            return Constant(0);
        }

        return y.Operation == Operation.Negate
            ? Add(x, y.Arguments[0])
            : Collected(x, y, -1) ?? Make(Operation.Subtract, [x, y]);
    }

    /// <summary>x·y</summary>
    public Node Multiply(Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return Constant(x.Value * y.Value);
        }

        if (y.Operation == Operation.Constant)
        {
            (x, y) = (y, x);
        }

        if (x.Is(0))
        {
            return Constant(0);
        }

        if (x.Is(1))
        {
            return y;
        }

        if (x.Is(-1))
        {
            return Negate(y);
        }

        // Signs are moved outward, where a sum can absorb them.
        if (x.Operation == Operation.Negate)
        {
            return Negate(Multiply(x.Arguments[0], y));
        }

        if (y.Operation == Operation.Negate)
        {
            return x.Operation == Operation.Constant
                ? Multiply(Constant(-x.Value), y.Arguments[0])
                : Negate(Multiply(x, y.Arguments[0]));
        }

        if (x.Operation == Operation.Constant && y.Operation == Operation.Multiply
            && y.Arguments[0].Operation == Operation.Constant)
        {
            return Multiply(Constant(x.Value * y.Arguments[0].Value), y.Arguments[1]);
        }

        // dt·(f/tau) is (dt/tau)·f: one product instead of a product and a division.
        if (x.Operation == Operation.Constant && y.Operation == Operation.Divide
            && y.Arguments[1].Operation == Operation.Constant)
        {
            return Multiply(Constant(x.Value / y.Arguments[1].Value), y.Arguments[0]);
        }

        if (x.Operation == Operation.Constant && y.Operation == Operation.Divide
            && y.Arguments[0].Operation == Operation.Constant && Merged(x.Value * y.Arguments[0].Value) is { } above)
        {
            return Divide(above, y.Arguments[1]);
        }

        return x.Operation == Operation.Constant
            ? Make(Operation.Multiply, [x, y])
            : Make(Operation.Multiply, Ordered(x, y));
    }

    /// <summary>xʸ; small whole powers become products.</summary>
    public Node Power(Node x, Node y)
    {
        if (y.Operation == Operation.Constant)
        {
            if (x.Operation == Operation.Constant)
            {
                return Constant(Math.Pow(x.Value, y.Value));
            }

            switch (y.Value)
            {
                case 0: return Constant(1);
                case 1: return x;
                case 0.5: return Apply(Operation.Sqrt, x);
                case -0.5: return Divide(Constant(1), Apply(Operation.Sqrt, x));
                case var n when Math.Abs(n) <= 16 && n == Math.Floor(n):
                    var product = WholePower(x, (int)Math.Abs(n));
                    return n > 0 ? product : Divide(Constant(1), product);
            }
        }

        return x.Is(1) ? x : Make(Operation.Power, [x, y]);
    }

    /// <summary>The smaller of x and y.</summary>
    public Node Min(Node x, Node y) => Symmetric(Operation.Min, x, y);

    /// <summary>The larger of x and y.</summary>
    public Node Max(Node x, Node y) => Symmetric(Operation.Max, x, y);

    /// <summary>A comparison, or a combination of conditions.</summary>
    public Node Compare(Operation operation, Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return Constant(Arithmetic.Evaluate(operation, x.Value, y.Value));
        }

        if (operation is Operation.And or Operation.Or)
        {
            var absorbing = operation == Operation.And ? 0 : 1;
            if (x.Operation == Operation.Constant)
            {
                return x.Is(absorbing) ? x : y;
            }

            if (y.Operation == Operation.Constant)
            {
                return y.Is(absorbing) ? y : x;
            }
        }

        return Make(operation, [x, y]);
    }

    /// <summary>A number as a condition, which is true where the number is not zero.</summary>
    public Node Condition(Node x) => x.IsCondition || x.Operation == Operation.Constant
        ? x
        : Not(Compare(Operation.Equal, x, Constant(0)));

    /// <summary>The opposite condition.</summary>
    public Node Not(Node x) => x.Operation switch
    {
        Operation.Constant => Constant(x.Value == 0 ? 1 : 0),
        Operation.Not => x.Arguments[0],
        _ => Make(Operation.Not, [x]),
    };

    /// <summary>condition ? x : y</summary>
    public Node Select(Node condition, Node x, Node y)
    {
        if (condition.Operation == Operation.Constant)
        {
            return condition.Value != 0 ? x : y;
        }

        return ReferenceEquals(x, y) ? x : Make(Operation.Select, [condition, x, y]);
    }

    /// <summary>condition ? x : y, where y is seldom needed.</summary>
    public Node SelectFallback(Node condition, Node x, Node y) =>
        condition.Operation == Operation.Constant || ReferenceEquals(x, y) ? Select(condition, x, y) : Make(Operation.SelectFallback, [condition, x, y]);

    /// <summary>x·y + z, rounded once.</summary>
    public Node MultiplyAdd(Node x, Node y, Node z) => Make(Operation.MultiplyAdd, [x, y, z]);

    /// <summary>x·2ⁿ.</summary>
    public Node Scale(Node x, Node n) => Make(Operation.Scale, [x, n]);

    /// <summary>|x| with the sign of y.</summary>
    public Node CopySign(Node x, Node y) => Make(Operation.CopySign, [x, y]);

    /// <summary>A reduction over the columns (a population's units), with one value for each row.</summary>
    public Node Reduce(Reduction reduction, Node x, Node? parameter = null)
    {
        if (x.Is(0))
        {
            return x;
        }

        Node[] arguments = parameter is null ? [x] : [x, parameter];
        return Make(Operation.Reduce, arguments, reduction: reduction, axes: x.Axes & Axes.Rows);
    }

    /// <summary>The same operation with other arguments, simplified again.</summary>
    public Node With(Node node, IReadOnlyList<Node> a) => node.Operation switch
    {
        Operation.Constant => Constant(node.Value),
        Operation.Load => Load(node.Symbol!),
        Operation.Negate => Negate(a[0]),
        Operation.Add => Add(a[0], a[1]),
        Operation.Subtract => Subtract(a[0], a[1]),
        Operation.Multiply => Multiply(a[0], a[1]),
        Operation.Divide => Divide(a[0], a[1]),
        Operation.Power => Power(a[0], a[1]),
        Operation.Min => Min(a[0], a[1]),
        Operation.Max => Max(a[0], a[1]),
        Operation.MultiplyAdd => MultiplyAdd(a[0], a[1], a[2]),
        Operation.Less or Operation.LessOrEqual or Operation.Equal or Operation.And or Operation.Or =>
            Compare(node.Operation, a[0], a[1]),
        Operation.Not => Not(a[0]),
        Operation.Select => Select(a[0], a[1], a[2]),
        Operation.SelectFallback => SelectFallback(a[0], a[1], a[2]),
        Operation.Scale => Scale(a[0], a[1]),
        Operation.CopySign => CopySign(a[0], a[1]),
        Operation.Reduce => Reduce(node.Reduction, a[0], a.Count > 1 ? a[1] : null),
        _ => Apply(node.Operation, a[0]),
    };

    // a·x ± b·x is (a ± b)·x.
    private Node? Collected(Node x, Node y, double sign)
    {
        var (a, left) = Coefficient(x);
        var (b, right) = Coefficient(y);
        return ReferenceEquals(left, right) ? Multiply(Constant(a + (sign * b)), left) : null;

        static (double, Node) Coefficient(Node node) =>
            node.Operation == Operation.Multiply && node.Arguments[0].Operation == Operation.Constant
                ? (node.Arguments[0].Value, node.Arguments[1])
                : (1, node);
    }

    private static Node[] Ordered(Node x, Node y) => x.Id <= y.Id ? [x, y] : [y, x];

    private Node WholePower(Node x, int n)
    {
        if (n == 1)
        {
            return x;
        }

        var half = WholePower(x, n / 2);
        var square = Multiply(half, half);
        return n % 2 == 0 ? square : Multiply(square, x);
    }

    private Node Symmetric(Operation operation, Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return Constant(Arithmetic.Evaluate(operation, x.Value, y.Value));
        }

        // NaN stays NaN: minima and maxima with a constant NaN are not left to the machine.
        if (double.IsNaN(x.Value) || double.IsNaN(y.Value))
        {
            return Constant(double.NaN);
        }

        // A constant bound is the second argument, so that equal functions are the same node wherever they occur.
        return ReferenceEquals(x, y) ? x
            : x.Operation == Operation.Constant ? Make(operation, [y, x])
            : y.Operation == Operation.Constant ? Make(operation, [x, y])
            : Make(operation, Ordered(x, y));
    }

    private Node Make(
        Operation operation,
        Node[] arguments,
        double value = 0,
        Symbol? symbol = null,
        Reduction reduction = default,
        Axes? axes = null)
    {
        var key = new Key(operation, Id(arguments, 0), Id(arguments, 1), Id(arguments, 2), value, symbol, reduction);
        if (!_nodes.TryGetValue(key, out var node))
        {
            var varying = axes ?? arguments.Aggregate(Axes.None, (all, argument) => all | argument.Axes);
            node = new Node(operation, arguments, value, symbol, reduction, varying, _nodes.Count);
            _nodes.Add(key, node);
        }

        return node;
    }

    private static int Id(Node[] arguments, int index) => index < arguments.Length ? arguments[index].Id : -1;

    private readonly record struct Key(
        Operation Operation, int A, int B, int C, double Value, Symbol? Symbol, Reduction Reduction);
}
