namespace Homeostat.Equations;

internal sealed partial class Lowering
{
    private const double LogTwo = 0.693147180559945309417;

    /// <summary>eˣ. The argument is limited to a range outside of which the result is 0 or infinity.</summary>
    private Node Exp(Node x) => x.Operation == Operation.Constant
        ? _make.Apply(Operation.Exp, x)
        : ClampedExp(Clamp(x, _constants.ExpRange.Zero, _constants.ExpRange.Infinity));

    /// <summary>
    /// eˣ − 1 = 2ⁿ·(p + (1 − 2⁻ⁿ)) with p = e^r − 1 of the reduced argument r: near zero n is 0, and p keeps its relative
    /// accuracy. Below the lower clamp the result is −1.
    /// </summary>
    private Node ExpMinusOne(Node x)
    {
        if (x.Operation == Operation.Constant)
        {
            return _make.Apply(Operation.Expm1, x);
        }

        var clamped = Clamp(x, -45, _constants.ExpRange.Infinity);
        var n = Nearest(clamped, 1 / LogTwo);
        var r = Fused(n, -_constants.LogTwo.High, clamped);
        r = Fused(n, -_constants.LogTwo.Low, r);
        var p = _make.MultiplyAdd(_make.Multiply(r, r), Polynomial(r, _constants.Exp), r);
        var inverse = _make.Scale(_make.Constant(1), _make.Negate(n));
        return _make.CopySign(_make.Scale(_make.Add(p, _make.Subtract(_make.Constant(1), inverse)), n), x);
    }

    /// <summary>The quotient (eˣ − 1)/x of <c>where(x == 0, 1, expm1(x)/x)</c>; null if the node is something else.</summary>
    private static Node? RatioOf(Node node) =>
        node.Arguments is
        [
        { Operation: Operation.Equal, Arguments: [var x, { Operation: Operation.Constant, Value: 0 }] },
        { Operation: Operation.Constant, Value: 1 },
        { Operation: Operation.Divide, Arguments: [{ Operation: Operation.Expm1, Arguments: [var exponent], }, var divisor] } ratio,
        ]
        && ReferenceEquals(x, exponent) && ReferenceEquals(x, divisor) ? ratio : null;

    /// <summary>
    /// φ(x) = (eˣ − 1)/x, which exponential Euler needs for x that are mostly small: up to |x| = ½·ln 2 it is 1 + x·P(x) with P the
    /// polynomial of eˣ, without a division or a power of two.
    /// </summary>
    private Node ExponentialRatio(Node x, Node ratio)
    {
        if (x.Operation == Operation.Constant)
        {
            return Select(Equal(x, 0), 1, Number(ratio));
        }

        var near = Fused(Polynomial(x, _constants.Exp), x, 1);
        var isNear = _make.Compare(Operation.LessOrEqual, _make.Apply(Operation.Abs, x), _make.Constant(LogTwo / 2));
        return _make.SelectFallback(isNear, near, Number(ratio));
    }

    /// <summary>
    /// The sigmoid. With e = e^−|x| and q = e/(1 + e), it is 1 − q, and e − e·q for negative x. Since q is subtracted from a larger number, its
    /// rounding error hardly matters.
    /// </summary>
    private Node Sigmoid(Node x)
    {
        if (x.Operation == Operation.Constant)
        {
            return _make.Apply(Operation.Sigmoid, x);
        }

        var size = _make.Min(_make.Apply(Operation.Abs, x), _make.Constant(-_constants.ExpRange.Zero));
        var e = ClampedExp(size, sign: -1);
        var q = _make.Divide(e, Add(e, 1));
        var whole = _make.Select(Less(x, 0), e, _make.Constant(1));
        return _make.MultiplyAdd(_make.Negate(whole), q, whole);
    }

    /// <summary>
    /// The hyperbolic tangent. With h = ½(e^2|x| − 1), tanh |x| = h/(h + 1). h is computed from the reduced argument r as
    /// h = 2ⁿp + ½(2ⁿ − 1), where p = ½(e^2r − 1) keeps its relative accuracy near zero. For small h, h − h·h/(h + 1) has a smaller rounding
    /// error than the quotient.
    /// </summary>
    private Node Tanh(Node x)
    {
        if (x.Operation == Operation.Constant)
        {
            return _make.Apply(Operation.Tanh, x);
        }

        var size = _make.Min(_make.Apply(Operation.Abs, x), _make.Constant(_constants.TanhOne));
        var n = Nearest(size, 2 / LogTwo);

        // One word of ln 2 is enough: where n is large, tanh no longer depends on h.
        var r = Fused(n, -LogTwo / 2, size);
        var p = _make.MultiplyAdd(_make.Multiply(r, r), Polynomial(r, _constants.HalfExpMinusOne), r);
        var scale = _make.Scale(_make.Constant(1), n);
        var h = _make.MultiplyAdd(scale, p, Fused(scale, 0.5, -0.5));
        var quotient = _make.Divide(h, Add(h, 1));
        var tanh = _make.Select(Less(h, 0.5), _make.MultiplyAdd(_make.Negate(h), quotient, h), quotient);
        return _make.CopySign(tanh, x);
    }

    /// <summary>
    /// e^(±x + low) for x within range: ±x = n·ln 2 ± r, and e^±x = 2ⁿ·(1 ± r + r²·P(±r)) (Cody and Waite). A negative
    /// sign goes into the constants.
    /// </summary>
    private Node ClampedExp(Node x, Node? low = null, int sign = 1)
    {
        var n = Nearest(x, sign / LogTwo);
        var r = Fused(n, -sign * _constants.LogTwo.High, x);
        r = Fused(n, -sign * _constants.LogTwo.Low, r);
        r = low is null ? r : _make.Add(r, low);
        double[] polynomial = [1, 1, .. _constants.Exp];
        for (var i = 1; i < polynomial.Length; i += 2)
        {
            polynomial[i] *= sign;
        }

        return _make.Scale(Polynomial(r, polynomial), n);
    }

    /// <summary>The whole number nearest to factor·x, by adding a number so large that its last bit has the value 1.</summary>
    private Node Nearest(Node x, double factor) =>
        Subtract(Fused(x, factor, _constants.RoundingMagic), _constants.RoundingMagic);
}
