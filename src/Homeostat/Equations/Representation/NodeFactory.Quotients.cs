namespace Homeostat.Equations;

/// <content>The simplification of quotients.</content>
internal sealed partial class NodeFactory
{
    /// <summary>x/y</summary>
    public Node Divide(Node x, Node y)
    {
        if (y.Operation == Operation.Constant && y.Value != 0)
        {
            if (x.Operation == Operation.Constant)
            {
                return Constant(x.Value / y.Value);
            }

            if (y.Is(1))
            {
                return x;
            }

            if (y.Is(-1))
            {
                return Negate(x);
            }

            // This is exact for powers of two; other divisions are kept, to stay within half a unit in the last place.
            if (double.IsPow2(Math.Abs(y.Value)))
            {
                return Multiply(Constant(1 / y.Value), x);
            }

            if (DividedAgain(x, y.Value) is { } once)
            {
                return once;
            }
        }

        if (x.Operation == Operation.Constant && Turned(x.Value, y) is { } turned)
        {
            return turned;
        }

        if (x.Is(0))
        {
            return x;
        }

        if (QuotientOfExponentials(x, y) is { } bounded)
        {
            return bounded;
        }

        return x.Operation == Operation.Negate ? Negate(Divide(x.Arguments[0], y)) : Make(Operation.Divide, [x, y]);
    }

    // A quotient that is divided or multiplied again takes one operation: rates are written as a/(exp(x) + 1)/ms.
    private Node? DividedAgain(Node x, double divisor) => x.Operation switch
    {
        Operation.Multiply when x.Arguments[0].Operation == Operation.Constant && Merged(x.Arguments[0].Value / divisor) is { } factor =>
            Multiply(factor, x.Arguments[1]),
        Operation.Divide when x.Arguments[0].Operation == Operation.Constant && Merged(x.Arguments[0].Value / divisor) is { } above =>
            Divide(above, x.Arguments[1]),
        Operation.Divide when x.Arguments[1].Operation == Operation.Constant && Merged(x.Arguments[1].Value * divisor) is { } below =>
            Divide(x.Arguments[0], below),
        _ => null,
    };

    // c/(x/y) is c·y/x, also within the selection that fills a gap: c/exprel(x) is a form in which rates are written.
    private Node? Turned(double c, Node quotient) => quotient.Operation switch
    {
        Operation.Divide => Divide(Multiply(Constant(c), quotient.Arguments[1]), quotient.Arguments[0]),
        Operation.Select when quotient.Arguments is [_, { Operation: Operation.Constant, Value: not 0 } gap, { Operation: Operation.Divide } inner] =>
            Select(quotient.Arguments[0], Constant(c / gap.Value), Turned(c, inner)!),
        _ => null,
    };

    // Constants are merged only where no element type can overflow or underflow.
    private Node? Merged(double value) => Math.Abs(value) is > 1e-30 and < 1e30 ? Constant(value) : null;
}
