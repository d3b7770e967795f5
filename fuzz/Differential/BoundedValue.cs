namespace Homeostat.Fuzz;

/// <summary>
/// The value of an expression in exact arithmetic, nearly, and a bound on how far a computation of the given precision may be from it. Each operation
/// adds its own rounding, and what rounding of its arguments can change: all corners of their ranges are tried.
/// </summary>
/// <param name="Value">The value in double precision.</param>
/// <param name="Error">The bound; infinite where rounding decides about a jump to another kind of number.</param>
internal readonly record struct BoundedValue(double Value, double Error)
{
    /// <summary>Evaluates a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="load">The value of a symbol, which is exact.</param>
    /// <param name="isSingle">Whether the computation is in single precision; otherwise in double precision.</param>
    /// <param name="known">The nodes that were evaluated before.</param>
    public static BoundedValue Of(Node node, Func<Symbol, double> load, bool isSingle, Dictionary<Node, BoundedValue> known)
    {
        if (known.TryGetValue(node, out var result))
        {
            return result;
        }

        var a = node.Arguments.Select(argument => Of(argument, load, isSingle, known)).ToArray();
        return known[node] = Rounded(isSingle, node.Operation switch
        {
            Operation.Constant => new(node.Value, 0),
            Operation.Load => new(load(node.Symbol!), 0),
            Operation.Select => Chosen(a),
            _ when a.Any(x => double.IsInfinity(x.Error)) => new(Evaluate(node.Operation, [.. a.Select(x => x.Value)]), double.PositiveInfinity),
            Operation.Less or Operation.LessOrEqual or Operation.Equal => Compared(node.Operation, a[0], a[1]),

            // Angles beyond this one are less accurate, and far beyond it they are refused by a NaN.
            Operation.Sin or Operation.Cos => new(Evaluate(node.Operation, [a[0].Value]), Math.Abs(a[0].Value) + a[0].Error > 1e4 ? double.PositiveInfinity : a[0].Error),
            _ => Corners(node.Operation, a),
        }, node.Operation is Operation.Load || node.IsCondition, IsExact(node.Operation) && a.All(x => x.Error == 0 && IsShort(x.Value)));
    }

    private static BoundedValue Chosen(BoundedValue[] a)
    {
        var (taken, other) = a[0].Value != 0 ? (a[1], a[2]) : (a[2], a[1]);
        return a[0].Error == 0 ? taken : new(taken.Value, Math.Abs(taken.Value - other.Value) + taken.Error + other.Error);
    }

    // Where the ranges of the two sides touch, rounding decides.
    private static BoundedValue Compared(Operation operation, BoundedValue x, BoundedValue y)
    {
        var range = x.Error + y.Error;
        return new(Evaluate(operation, [x.Value, y.Value]), range > 0 && Math.Abs(x.Value - y.Value) <= range ? 1 : 0);
    }

    private static BoundedValue Corners(Operation operation, BoundedValue[] a)
    {
        var value = Evaluate(operation, [.. a.Select(x => x.Value)]);
        var error = 0.0;
        var corner = new double[a.Length];
        for (var k = 0; k < 1 << (2 * a.Length); k++)
        {
            for (var n = 0; n < a.Length; n++)
            {
                corner[n] = a[n].Corner((k >> (2 * n)) & 3);
            }

            error = Math.Max(error, Math.Abs(Evaluate(operation, corner) - value));
        }

        return new(value, double.IsNaN(error) ? double.PositiveInfinity : 2 * error);
    }

    // The value, the ends of its range, and zero where it is within the range: a quotient may underflow to it.
    private double Corner(int k) => k switch
    {
        0 => Value,
        1 => Value - Error,
        2 => Value + Error,
        _ => Math.Abs(Value) <= Error ? 0 : Value,
    };

    private static BoundedValue Rounded(bool isSingle, BoundedValue x, bool isWhole, bool isExact)
    {
        var (unit, least, most) = isSingle ? (1.2e-7, 1e-37, 1e37) : (2.3e-16, 1e-307, 1e300);
        return !double.IsFinite(x.Value) || double.IsNaN(x.Error) || Math.Abs(x.Value) + x.Error > most ? x with { Error = double.PositiveInfinity }
            : isWhole || (isExact && IsShort(x.Value)) ? x
            : x with { Error = x.Error + (8 * unit * Math.Abs(x.Value)) + least };
    }

    // Where arguments and result are whole numbers of 1/1024, the result is exact in either precision, if the operation does not round to it.
    private static bool IsExact(Operation operation) => operation is Operation.Constant or Operation.Negate or Operation.Abs or Operation.Floor or Operation.Round or Operation.Truncate
        or Operation.Add or Operation.Subtract or Operation.Multiply or Operation.MultiplyAdd or Operation.Min or Operation.Max or Operation.Select or Operation.CopySign;

    private static bool IsShort(double value) => Math.Abs(value) < 4096 && Math.Floor(value * 1024) == value * 1024;

    private static double Evaluate(Operation operation, ReadOnlySpan<double> a) => a.Length switch
    {
        1 => Arithmetic.Evaluate(operation, a[0]),
        2 => Arithmetic.Evaluate(operation, a[0], a[1]),
        _ => Arithmetic.Evaluate(operation, a[0], a[1], a[2]),
    };
}
