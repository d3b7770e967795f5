namespace Homeostat.Equations;

internal sealed partial class Lowering
{
    /// <summary>
    /// x = 2ᵏ(1 + f) with 1 + f between √½ and √2. With s = f/(2 + f), ln(1 + f) = 2s + s³·P(s²), summed as
    /// f − (f²/2 − s·(f²/2 + s²·P)) so that the large terms stay exact (FreeBSD msun e_log.c).
    /// </summary>
    private Node Log(Node x)
    {
        if (x.Operation == Operation.Constant)
        {
            return _make.Apply(Operation.Log, x);
        }

        var (k, f) = Reduced(x);
        var s = _make.Divide(f, Add(f, 2));
        var square = _make.Multiply(s, s);
        var tail = _make.Multiply(square, Polynomial(square, _constants.Log));
        var half = _make.Multiply(Multiply(0.5, f), f);
        var correction = Fused(k, _constants.LogTwo.Low, _make.Multiply(s, _make.Add(half, tail)));
        var log = Fused(k, _constants.LogTwo.High, _make.Subtract(f, _make.Subtract(half, correction)));

        // The logarithm of infinity is infinity, that of NaN is NaN.
        log = _make.Select(Less(x, double.PositiveInfinity), log, x);
        return _make.Select(
            Less(0, x), log, Select(Equal(x, 0), double.NegativeInfinity, Select(Less(x, 0), double.NaN, log)));
    }

    /// <summary>
    /// xʸ = e^(y·ln |x|), the logarithm and its product with y each held as the sum of two words: the exponential
    /// magnifies their error by up to its largest argument. A negative x gives a number where y is whole, else NaN.
    /// </summary>
    private Node Power(Node x, Node y)
    {
        if (x.Operation == Operation.Constant && y.Operation == Operation.Constant)
        {
            return _make.Power(x, y);
        }

        var size = _make.Apply(Operation.Abs, x);
        var (high, low) = LogInTwoWords(size);
        var exponent = Clamp(y, -_constants.PowerLimit, _constants.PowerLimit);
        var product = _make.Multiply(exponent, high);
        var error = _make.MultiplyAdd(
            exponent, low, _make.MultiplyAdd(exponent, high, _make.Negate(product)));

        // Where the product is out of range, its error is meaningless and must not affect the result.
        var power = ClampedExp(
            Clamp(product, _constants.ExpRange.Zero - 2, _constants.ExpRange.Infinity + 2), Clamp(error, -1, 1));

        var isEdge = Or(Equal(size, 0), Equal(size, double.PositiveInfinity));
        var grows = _make.Select(
            Less(1, size),
            Select(Less(0, y), double.PositiveInfinity, _make.Constant(0)),
            Select(Less(0, y), 0, _make.Constant(double.PositiveInfinity)));
        power = _make.Select(isEdge, grows, power);

        var isWhole = IsWhole(y);
        var isOdd = And(isWhole, _make.Not(IsWhole(Multiply(0.5, y))));
        power = _make.Select(isOdd, _make.CopySign(power, x), power);
        power = Select(
            And(And(Less(x, 0), Less(double.NegativeInfinity, x)), _make.Not(isWhole)), double.NaN, power);
        power = _make.Select(_make.Compare(Operation.Equal, y, y), power, y);
        power = _make.Select(_make.Compare(Operation.Equal, x, x), power, x);
        return Select(Or(Equal(x, 1), Equal(y, 0)), 1, power);
    }

    private Node IsWhole(Node x) => _make.Compare(Operation.Equal, _make.Apply(Operation.Floor, x), x);

    /// <summary>ln x for positive, finite x as an unevaluated sum of two words.</summary>
    private (Node High, Node Low) LogInTwoWords(Node x)
    {
        if (x.Operation == Operation.Constant && _constants.IsSingle)
        {
            var log = Math.Log(x.Value);
            return (_make.Constant((float)log), _make.Constant(log - (float)log));
        }

        var (k, f) = Reduced(x);

        // s = f/(2 + f) in two words: the second holds the remainder of the division and the rounding error of 2 + f.
        var divisor = Add(f, 2);
        var lost = _make.Subtract(f, Subtract(divisor, 2));
        var s = _make.Divide(f, divisor);
        var minus = _make.Negate(s);
        var remainder = _make.MultiplyAdd(minus, lost, _make.MultiplyAdd(minus, divisor, f));
        var square = _make.Multiply(s, s);
        var tail = _make.Multiply(square, Polynomial(square, _constants.Log));
        var twice = _make.Add(s, s);
        var low = _make.MultiplyAdd(s, tail, Multiply(2, _make.Divide(remainder, divisor)));
        low = Fused(k, _constants.LogTwo.Low, low);

        // k·ln 2 is 0 or larger than 2s, so the rounding error of each sum is found by subtracting its terms again (Dekker).
        var whole = Multiply(_constants.LogTwo.High, k);
        var sum = _make.Add(whole, twice);
        low = _make.Add(low, _make.Subtract(twice, _make.Subtract(sum, whole)));
        var high = _make.Add(sum, low);
        return (high, _make.Subtract(low, _make.Subtract(high, sum)));
    }

    /// <summary>k and f of x = 2ᵏ(1 + f), √½ &lt; 1 + f ≤ √2; subnormal numbers are brought into range first.</summary>
    private (Node K, Node F) Reduced(Node x)
    {
        var (smallest, bits) = _constants.Normal;
        var isSubnormal = Less(x, smallest);
        var normal = _make.Select(isSubnormal, Multiply(Math.ScaleB(1, bits), x), x);
        var k = _make.Apply(Operation.Exponent, normal);
        var m = _make.Apply(Operation.Mantissa, normal);
        var isLarge = Less(Math.Sqrt(2), m);
        k = _make.Add(k, Select(isLarge, 1, _make.Constant(0)));
        k = _make.Subtract(k, Select(isSubnormal, bits, _make.Constant(0)));
        return (k, Subtract(_make.Select(isLarge, Multiply(0.5, m), m), 1));
    }
}
