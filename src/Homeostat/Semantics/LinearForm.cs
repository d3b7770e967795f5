namespace Homeostat.Semantics;

/// <summary>A value as a constant plus a multiple of each symbol that varies while a circuit runs.</summary>
/// <param name="Constant">The constant part, a value that parameters alone decide.</param>
/// <param name="Coefficients">The factor of each varying symbol, likewise.</param>
internal sealed record LinearForm(Node Constant, IReadOnlyDictionary<Symbol, Node> Coefficients)
{
    /// <param name="factory">The factory that made the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="varies">Whether a symbol varies.</param>
    /// <returns>The form, or null where the value is not linear in what varies.</returns>
    public static LinearForm? Of(NodeFactory factory, Node value, Func<Symbol, bool> varies)
    {
        // What runs over all units couples them; what all units share, such as the time, cannot arrive at one of them.
        var symbols = value.Symbols.Where(varies).ToArray();
        if (symbols.Any(symbol => !symbol.Axes.HasFlag(Axes.Columns)) || new NodeOrder(value).Nodes.Any(node => node.Operation == Operation.Reduce))
        {
            return null;
        }

        var slopes = Differentiation.Gradient(factory, value, factory.Constant(1), [.. symbols.Select(factory.Load)]);
        if (slopes.Any(slope => slope.Is(0) || slope.Symbols.Any(varies)))
        {
            return null;
        }

        var atZero = new Substitution(factory, symbols.ToDictionary(s => s, _ => factory.Constant(0))).Apply(value);
        return new LinearForm(atZero, symbols.Zip(slopes).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
