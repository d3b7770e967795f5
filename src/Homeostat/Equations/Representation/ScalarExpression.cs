namespace Homeostat.Equations;

/// <summary>
/// A value of few symbols that is computed by itself, once for all units and in double precision, such as an expression of the time
/// alone: in float32, the time of a long run would be too coarse for it.
/// </summary>
internal sealed class ScalarExpression
{
    private readonly Node[] _nodes;
    private readonly int[][] _arguments;

    /// <param name="value">The value; it contains no reduction.</param>
    public ScalarExpression(Node value)
    {
        var places = new Dictionary<Node, int>();
        Visit(value);
        _nodes = [.. places.OrderBy(place => place.Value).Select(place => place.Key)];
        _arguments = [.. _nodes.Select(node => node.Arguments.Select(argument => places[argument]).ToArray())];

        void Visit(Node node)
        {
            if (places.ContainsKey(node))
            {
                return;
            }

            foreach (var argument in node.Arguments)
            {
                Visit(argument);
            }

            places.Add(node, places.Count);
        }
    }

    /// <summary>The value for the given values of its symbols; a condition is 0 or 1.</summary>
    public double Of(Func<Symbol, double> symbols)
    {
        Span<double> values = _nodes.Length <= 128 ? stackalloc double[_nodes.Length] : new double[_nodes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (node, a) = (_nodes[i], _arguments[i]);
            values[i] = node.Operation switch
            {
                Operation.Constant => node.Value,
                Operation.Load => symbols(node.Symbol!),
                Operation.Select or Operation.SelectFallback => values[a[0]] != 0 ? values[a[1]] : values[a[2]],
                Operation.MultiplyAdd => Math.FusedMultiplyAdd(values[a[0]], values[a[1]], values[a[2]]),
                _ when a.Length == 1 => Arithmetic.Evaluate(node.Operation, values[a[0]]),
                _ => Arithmetic.Evaluate(node.Operation, values[a[0]], values[a[1]]),
            };
        }

        return values[^1];
    }
}
