namespace Homeostat.Equations;

/// <summary>
/// The whole quotient and the remainder of a division, defined like NumPy's <c>//</c> and <c>%</c>: the quotient is rounded down, and the
/// remainder has the sign of the divisor and is exact before it is rounded once. If rounding moved the quotient across a whole number, the
/// remainder is outside the divisor's range, and both are corrected. A remainder that is rounded to the divisor stays, as in NumPy: −10⁻³⁰ % 1 is 1.
/// </summary>
internal static class FlooredDivision
{
    /// <summary>The quotient ⌊x/y⌋ and the remainder x − y·⌊x/y⌋.</summary>
    public static (Node Quotient, Node Remainder) Of(NodeFactory factory, Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            var (whole, left) = Of(x.Value, y.Value);
            return (factory.Constant(whole), factory.Constant(left));
        }

        var (zero, one) = (factory.Constant(0), factory.Constant(1));
        var quotient = factory.Apply(Operation.Floor, factory.Divide(x, y));

        // Where the quotient is 0 the remainder is x, also by an infinite divisor.
        var remainder = factory.Select(factory.Compare(Operation.Equal, quotient, zero), x, factory.MultiplyAdd(factory.Negate(quotient), y, x));
        var isAbove = Between(factory.Compare(Operation.Less, remainder, zero), factory.Compare(Operation.Less, zero, remainder));
        var isBelow = Between(factory.Compare(Operation.Less, y, remainder), factory.Compare(Operation.Less, remainder, y));
        return (
            factory.Select(isAbove, factory.Subtract(quotient, one), factory.Select(isBelow, factory.Add(quotient, one), quotient)),
            factory.Select(isAbove, factory.Add(remainder, y), factory.Select(isBelow, factory.Subtract(remainder, y), remainder)));

        // The first condition applies where the divisor is positive, the second where it is negative.
        Node Between(Node ofPositive, Node ofNegative) => factory.Compare(
            Operation.Or,
            factory.Compare(Operation.And, factory.Compare(Operation.Less, zero, y), ofPositive),
            factory.Compare(Operation.And, factory.Compare(Operation.Less, y, zero), ofNegative));
    }

    private static (double Quotient, double Remainder) Of(double x, double y)
    {
        var remainder = x % y;
        if (remainder != 0 && remainder < 0 != y < 0)
        {
            remainder += y;
        }

        return (double.IsFinite(remainder) ? Math.Round((x - remainder) / y) : Math.Floor(x / y), remainder);
    }
}
