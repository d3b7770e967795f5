namespace Homeostat.Equations;

/// <summary>
/// A value of few symbols that is computed by itself, once for all units and in double precision, such as an expression of the time
/// alone: in float32, the time of a long run would be too coarse for it.
/// </summary>
internal sealed class ScalarExpression
{
    private readonly NodeOrder _order;

    /// <param name="value">The value; it contains no reduction.</param>
    public ScalarExpression(Node value) => _order = new NodeOrder(value);

    /// <summary>The value for the given values of its symbols; a condition is 0 or 1.</summary>
    public double Of(Func<Symbol, double> symbols)
    {
        var count = _order.Nodes.Length;
        Span<double> values = count <= 128 ? stackalloc double[count] : new double[count];
        for (var i = 0; i < count; i++)
        {
            var (node, a) = (_order.Nodes[i], _order.Arguments[i]);
            values[i] = node.Operation switch
            {
                Operation.Constant => node.Value,
                Operation.Load => symbols(node.Symbol!),
                _ => a.Length switch
                {
                    1 => Arithmetic.Evaluate(node.Operation, values[a[0]]),
                    2 => Arithmetic.Evaluate(node.Operation, values[a[0]], values[a[1]]),
                    _ => Arithmetic.Evaluate(node.Operation, values[a[0]], values[a[1]], values[a[2]]),
                },
            };
        }

        return values[^1];
    }
}
