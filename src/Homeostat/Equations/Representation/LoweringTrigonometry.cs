namespace Homeostat.Equations;

internal sealed partial class Lowering
{
    /// <summary>sin x, within 2 units in the last place for |x| below 10⁴, coarser beyond, and NaN from AngleLimit on.</summary>
    private Node Sin(Node x) => x.Operation == Operation.Constant
        ? _make.Apply(Operation.Sin, x)
        : Wave(x, quarter: 0);

    /// <summary>cos x = sin(x + π/2), with the accuracy of the sine.</summary>
    private Node Cos(Node x) => x.Operation == Operation.Constant
        ? _make.Apply(Operation.Cos, x)
        : Wave(x, quarter: 1);

    /// <summary>
    /// x = n·π/2 + r with π/2 in three words (Cody and Waite); n + quarter decides whether the result is the sine or the cosine of r, and
    /// its sign.
    /// </summary>
    private Node Wave(Node x, int quarter)
    {
        var n = Nearest(x, 2 / Math.PI);
        var r = x;
        foreach (var part in _constants.HalfPi)
        {
            r = Fused(n, -part, r);
        }

        var square = _make.Multiply(r, r);
        var sin = _make.Multiply(r, Fused(Polynomial(square, _constants.Sin), square, 1));
        var cos = _make.MultiplyAdd(
            _make.Multiply(square, square), Polynomial(square, _constants.Cos), Fused(square, -0.5, 1));

        var half = Multiply(0.5, Add(n, quarter));
        var floor = _make.Apply(Operation.Floor, half);
        var isOdd = Less(floor, half);
        var quarterTurns = Multiply(0.5, floor);
        var isNegative = Less(_make.Apply(Operation.Floor, quarterTurns), quarterTurns);
        var wave = _make.Select(isOdd, cos, sin);
        wave = _make.Select(isNegative, _make.Negate(wave), wave);
        var isAccurate = Less(_make.Apply(Operation.Abs, x), _constants.AngleLimit);
        return _make.Select(isAccurate, wave, _make.Constant(double.NaN));
    }

    /// <summary>
    /// arctan |x| = kπ/4 + arctan r with r = |x|, (|x| − 1)/(|x| + 1) or −1/|x| for k = 0, 1, 2, so that |r| ≤ tan π/8
    /// (Moshier, Cephes atan.c), within 2 units in the last place. An odd function: the sign is put back.
    /// </summary>
    private Node Arctan(Node x)
    {
        if (x.Operation == Operation.Constant)
        {
            return _make.Apply(Operation.Arctan, x);
        }

        var size = _make.Apply(Operation.Abs, x);
        var isSmall = Less(size, Math.Tan(Math.PI / 8));
        var isLarge = Less(Math.Tan(3 * Math.PI / 8), size);
        var numerator = _make.Select(isSmall, size, Select(isLarge, -1, Subtract(size, 1)));
        var denominator = Select(isSmall, 1, _make.Select(isLarge, size, Add(size, 1)));
        var r = _make.Divide(numerator, denominator);
        var square = _make.Multiply(r, r);
        var tail = _make.Multiply(square, Polynomial(square, _constants.Arctan));
        var quarters = Select(isSmall, 0, Select(isLarge, 1, _make.Constant(0.5)));

        // π/4 in two words: the second, the rounding error of the first, is added to the small terms.
        var low = _make.MultiplyAdd(r, tail, Multiply(-_constants.HalfPi[1], quarters));
        return _make.CopySign(Fused(quarters, _constants.HalfPi[0], _make.Subtract(r, low)), x);
    }

    private Node Less(Node x, Node y) => _make.Compare(Operation.Less, x, y);
}
