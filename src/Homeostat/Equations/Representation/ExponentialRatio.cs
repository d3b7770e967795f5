namespace Homeostat.Equations;

/// <summary>
/// The function (eˣ − 1)/x with the value 1 at 0, its inverse x/(eˣ − 1), and their derivatives, in which the two terms that cancel near 0
/// are replaced by their series.
/// </summary>
internal static class ExponentialRatio
{
    // R'(x) = Σ xᵏ/(k!·(k + 2)); at |x| = 1/2 the omitted terms are below double precision.
    private const int Terms = 15;

    /// <summary>(eˣ − 1)/x, which is 1 at 0.</summary>
    public static Node Of(NodeFactory factory, Node x)
    {
        var isZero = factory.Compare(Operation.Equal, x, factory.Constant(0));
        return factory.Select(isZero, factory.Constant(1), factory.Divide(factory.Apply(Operation.Expm1, x), x));
    }

    /// <summary>The argument of a multiple of the function or of its inverse, and the derivative by it; null for another node.</summary>
    public static (Node X, Node Slope)? Find(NodeFactory factory, Node node)
    {
        if (node is not { Operation: Operation.Select, Arguments: [{ Operation: Operation.Equal, Arguments: [var x, var zero] }, { Operation: Operation.Constant } gap, { Operation: Operation.Divide } quotient] }
            || !zero.Is(0))
        {
            return null;
        }

        var (above, below) = (quotient.Arguments[0], quotient.Arguments[1]);
        var exponential = factory.Apply(Operation.Expm1, x);
        return FillsGap(above, exponential, below, x) ? (x, factory.Multiply(gap, Slope(factory, x)))
            : FillsGap(above, x, below, exponential) ? (x, factory.Multiply(gap, SlopeOfInverse(factory, x)))
            : null;

        // Whether the quotient is a multiple of one over the other, and the value at 0 is the same multiple.
        bool FillsGap(Node numerator, Node one, Node denominator, Node other)
        {
            var (a, p) = Multiple(numerator);
            var (b, q) = Multiple(one);
            var (c, r) = Multiple(denominator);
            var (d, s) = Multiple(other);
            return ReferenceEquals(p, q) && ReferenceEquals(r, s) && Math.Abs((a / b * (d / c)) - gap.Value) <= 1e-12 * Math.Abs(gap.Value);
        }
    }

    private static (double Factor, Node Of) Multiple(Node node) => node switch
    {
        { Operation: Operation.Negate, Arguments: [var x] } => Multiple(x) is var (factor, of) ? (-factor, of) : default,
        { Operation: Operation.Multiply, Arguments: [{ Operation: Operation.Constant } c, var x] } => (c.Value, x),
        { Operation: Operation.Divide, Arguments: [var x, { Operation: Operation.Constant } c] } => (1 / c.Value, x),
        _ => (1, node),
    };

    // R' = (eˣ − R)/x, except near 0.
    private static Node Slope(NodeFactory f, Node x) =>
        f.Select(IsNear(f, x), Series(f, x), f.Divide(f.Subtract(f.Apply(Operation.Exp, x), Of(f, x)), x));

    // With R = (eˣ − 1)/x: −R'/R² near 0, and (1 + x/(e⁻ˣ − 1))/(eˣ − 1) elsewhere, which does not overflow.
    private static Node SlopeOfInverse(NodeFactory f, Node x)
    {
        var ratio = Of(f, x);
        var near = f.Negate(f.Divide(Series(f, x), f.Multiply(ratio, ratio)));
        var far = f.Divide(
            f.Add(f.Constant(1), f.Divide(x, f.Apply(Operation.Expm1, f.Negate(x)))), f.Apply(Operation.Expm1, x));
        return f.Select(IsNear(f, x), near, far);
    }

    private static Node IsNear(NodeFactory f, Node x) =>
        f.Compare(Operation.Less, f.Apply(Operation.Abs, x), f.Constant(0.5));

    private static Node Series(NodeFactory f, Node x)
    {
        var factorial = new double[Terms];
        factorial[0] = 1;
        for (var k = 1; k < Terms; k++)
        {
            factorial[k] = k * factorial[k - 1];
        }

        var sum = f.Constant(1 / (factorial[^1] * (Terms + 1)));
        for (var k = Terms - 2; k >= 0; k--)
        {
            sum = f.Add(f.Multiply(sum, x), f.Constant(1 / (factorial[k] * (k + 2))));
        }

        return sum;
    }
}
