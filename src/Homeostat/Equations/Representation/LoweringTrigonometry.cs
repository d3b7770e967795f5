namespace Homeostat.Equations;

internal sealed partial class Lowering
{
    /// <summary>sin x, within 2 units in the last place for |x| below 10⁴, coarser beyond, and NaN from AngleLimit on.</summary>
    private Node Sin(Node x) => x.Operation == Operation.Constant
        ? _make.Apply(Operation.Sin, x)
        : Wave(x, quarter: 0);

    /// <summary>cos x = sin(x + π/2), on the same terms.</summary>
    private Node Cos(Node x) => x.Operation == Operation.Constant
        ? _make.Apply(Operation.Cos, x)
        : Wave(x, quarter: 1);

    /// <summary>
    /// x = n·π/2 + r with π/2 in three words (Cody and Waite); the quarter n + quarter says whether the sine or the cosine
    /// of r is wanted, and with which sign.
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

    private Node Less(Node x, Node y) => _make.Compare(Operation.Less, x, y);
}
