namespace Homeostat.Equations;

/// <summary>
/// The values that a node can take, by interval arithmetic. Infinite bounds are included, since exponentials can overflow. Stored variables
/// are assumed to be finite, and to differ from zero where they are divisors: elsewhere the function itself is undefined.
/// </summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="MayBeNaN">Whether the value may be undefined, such as the logarithm of a negative number.</param>
internal readonly record struct ValueRange(double Low, double High, bool MayBeNaN = false)
{
    // Sums and products of finite numbers are assumed to be finite. In float32 exponentials overflow for exponents above about 88.
    private const double Large = 1e300, LargestExponent = 80, Tiny = 1e-30;

    private static readonly ValueRange s_finite = new(-Large, Large);
    private static readonly ValueRange s_any = new(double.NegativeInfinity, double.PositiveInfinity, true);

    public bool MayBeInfinite => double.IsInfinity(Low) || double.IsInfinity(High);

    public bool IsFinite => !MayBeInfinite && !MayBeNaN;

    public bool HasZero => Low <= 0 && High >= 0;

    /// <summary>Whether zero is an end of the range, as for a square root, and not just one of all numbers.</summary>
    public bool EndsAtZero => Low == 0 || High == 0;

    /// <summary>The values that a node can take.</summary>
    /// <param name="node">The node.</param>
    /// <param name="known">The ranges found so far.</param>
    public static ValueRange Of(Node node, Dictionary<Node, ValueRange> known)
    {
        if (!known.TryGetValue(node, out var range))
        {
            range = node.Operation == Operation.Constant ? new ValueRange(node.Value, node.Value, double.IsNaN(node.Value))
                : node.Operation == Operation.Load ? s_finite
                : node.IsCondition ? new ValueRange(0, 1)
                : Of(node, [.. node.Arguments.Select(argument => Of(argument, known))]);
            known.Add(node, range);
        }

        return range;
    }

    private static ValueRange Of(Node node, ValueRange[] a)
    {
        var isNaN = a.Any(range => range.MayBeNaN);
        var found = node.Operation switch
        {
            Operation.Negate => new ValueRange(-a[0].High, -a[0].Low),
            Operation.Abs => a[0].Low >= 0 ? a[0] : new ValueRange(0, Math.Max(-a[0].Low, a[0].High)),
            Operation.Sqrt => new ValueRange(Math.Sqrt(Math.Max(0, a[0].Low)), Math.Sqrt(Math.Max(0, a[0].High)), a[0].Low < 0),
            Operation.Exp => new ValueRange(Exponential(a[0].Low), Exponential(a[0].High)),
            Operation.Expm1 => new ValueRange(Exponential(a[0].Low) - 1, Exponential(a[0].High) - 1),
            Operation.Log => new ValueRange(
                a[0].Low < Tiny ? double.NegativeInfinity : Math.Log(a[0].Low), Math.Log(Math.Max(Tiny, a[0].High)), a[0].Low < 0),
            Operation.Sin or Operation.Cos => new ValueRange(-1, 1, a[0].MayBeInfinite),
            Operation.Arctan => new ValueRange(Math.Atan(a[0].Low), Math.Atan(a[0].High)),
            Operation.Tanh => new ValueRange(Math.Tanh(a[0].Low), Math.Tanh(a[0].High)),
            Operation.Sigmoid => new ValueRange(0, 1),
            Operation.Floor or Operation.Round or Operation.Truncate => new ValueRange(a[0].Low - 1, a[0].High + 1),
            Operation.Add => Sum(a[0], a[1]),
            Operation.Subtract when node.Arguments[1] is { Operation: Operation.Reduce, Reduction: Reduction.Reference } reference
                && ReferenceEquals(reference.Arguments[0], node.Arguments[0]) => new ValueRange(-Large, 0, a[0].MayBeInfinite),
            Operation.Subtract => Sum(a[0], new ValueRange(-a[1].High, -a[1].Low)),
            Operation.Multiply when ReferenceEquals(node.Arguments[0], node.Arguments[1]) => Product(a[0], a[0]) with { Low = 0 },
            Operation.Multiply => Product(a[0], a[1]),
            Operation.MultiplyAdd => Sum(Product(a[0], a[1]), a[2]),
            Operation.Divide => Quotient(a[0], a[1]),
            Operation.Min => new ValueRange(Math.Min(a[0].Low, a[1].Low), Math.Min(a[0].High, a[1].High)),
            Operation.Max => new ValueRange(Math.Max(a[0].Low, a[1].Low), Math.Max(a[0].High, a[1].High)),
            Operation.Select => new ValueRange(Math.Min(a[1].Low, a[2].Low), Math.Max(a[1].High, a[2].High)),
            Operation.Reduce when node.Reduction == Reduction.Sum => OfSum(node.Arguments[0], a[0]),
            Operation.Reduce => a[0],
            _ => s_any,
        };
        return found with { MayBeNaN = found.MayBeNaN || isNaN };
    }

    /// <summary>eˣ, which is 0 or infinite where it is in float32.</summary>
    public static double Exponential(double x) =>
        x > LargestExponent ? double.PositiveInfinity : x < -LargestExponent ? 0 : Math.Exp(x);

    private static ValueRange Sum(ValueRange x, ValueRange y) => new(
        Kept(x.Low + y.Low, x.Low, y.Low),
        Kept(x.High + y.High, x.High, y.High),
        (double.IsNegativeInfinity(x.Low) && double.IsPositiveInfinity(y.High)) || (double.IsPositiveInfinity(x.High) && double.IsNegativeInfinity(y.Low)));

    private static ValueRange Product(ValueRange x, ValueRange y)
    {
        double[] ends = [Times(x.Low, y.Low), Times(x.Low, y.High), Times(x.High, y.Low), Times(x.High, y.High)];
        return new ValueRange(ends.Min(), ends.Max(), (x.MayBeInfinite && y.HasZero) || (y.MayBeInfinite && x.HasZero));
    }

    // If the divisor can be any number, it is assumed not to be zero; if zero is an end of its range, it may be zero.
    private static ValueRange Quotient(ValueRange x, ValueRange y)
    {
        if (y.HasZero)
        {
            var undefined = (y.EndsAtZero && x.HasZero) || (x.MayBeInfinite && y.MayBeInfinite);
            return y.EndsAtZero || x.MayBeInfinite ? s_any with { MayBeNaN = undefined } : s_finite with { MayBeNaN = undefined };
        }

        return Product(x, new ValueRange(1 / y.High, 1 / y.Low)) with { MayBeNaN = x.MayBeInfinite && y.MayBeInfinite };
    }

    // Of exponentials relative to the largest one, at least one is 1.
    private static ValueRange OfSum(Node summed, ValueRange x) => summed is { Operation: Operation.Exp } && summed.Arguments[0] is
    { Operation: Operation.Subtract, Arguments: [var shifted, { Operation: Operation.Reduce, Reduction: Reduction.Reference } reference] }
        && ReferenceEquals(reference.Arguments[0], shifted)
        ? new ValueRange(1, Large)
        : new ValueRange(x.Low < 0 ? Kept(-Large, x.Low, x.Low) : x.Low, x.High > 0 ? Kept(Large, x.High, x.High) : x.High, double.IsNegativeInfinity(x.Low) && double.IsPositiveInfinity(x.High));

    private static double Times(double x, double y) => x == 0 || y == 0 ? 0 : Kept(x * y, x, y);

    // Results of finite numbers are assumed to be finite.
    private static double Kept(double value, double x, double y) => double.IsInfinity(x) || double.IsInfinity(y)
        ? double.IsNaN(value) ? x : value
        : Math.Clamp(value, -Large, Large);
}
