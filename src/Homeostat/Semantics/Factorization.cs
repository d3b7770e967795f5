
namespace Homeostat.Semantics;

/// <summary>The side of a synapse that a value belongs to.</summary>
[Flags]
internal enum Sides
{
    None = 0,
    Synapse = 1,
    Pre = 2,
    Post = 4,

    /// <summary>A value that the synapse has for each sample.</summary>
    Sample = 8,
}

/// <summary>A product of a synaptic, a presynaptic and a postsynaptic value.</summary>
internal sealed record Term(Node Synapse, Node Pre, Node Post);

/// <summary>
/// Writes what a synapse computes as a sum of products, each of one value of each side. Summed over synapses or over the batch,
/// such a sum can be carried out as a few dense products.
/// </summary>
internal sealed class Factorization(NodeFactory factory, Func<Symbol, Sides> sideOf)
{
    private readonly Dictionary<Node, Sides> _sides = [];

    public Sides SidesOf(Node node)
    {
        if (_sides.TryGetValue(node, out var known))
        {
            return known;
        }

        var sides = node.Symbol is { } symbol ? sideOf(symbol) : Sides.None;
        foreach (var argument in node.Arguments)
        {
            sides |= SidesOf(argument);
        }

        _sides[node] = sides;
        return sides;
    }

    /// <summary>The terms of the sum, or null where the value is not such a sum.</summary>
    public IReadOnlyList<Term>? Terms(Node node)
    {
        var one = factory.Constant(1);
        var sides = SidesOf(node);
        if (sides is Sides.None or Sides.Synapse or Sides.Pre or Sides.Post)
        {
            return [sides switch
            {
                Sides.Pre => new Term(one, node, one),
                Sides.Post => new Term(one, one, node),
                _ => new Term(node, one, one),
            }];
        }

        var a = node.Arguments;
        switch (node.Operation)
        {
            case Operation.Negate when Terms(a[0]) is { } terms:
                return [.. terms.Select(Negated)];
            case Operation.Add when Terms(a[0]) is { } left && Terms(a[1]) is { } right:
                return Collected([.. left, .. right]);
            case Operation.Subtract when Terms(a[0]) is { } left && Terms(a[1]) is { } right:
                return Collected([.. left, .. right.Select(Negated)]);
            case Operation.Multiply when Terms(a[0]) is { } left && Terms(a[1]) is { } right:
                return Collected([.. left.SelectMany(x => right.Select(y => new Term(
                    factory.Multiply(x.Synapse, y.Synapse),
                    factory.Multiply(x.Pre, y.Pre),
                    factory.Multiply(x.Post, y.Post))))]);
            case Operation.Divide when Terms(a[0]) is { } left && Terms(a[1]) is [var divisor]:
                return Collected([.. left.Select(x => new Term(
                    factory.Divide(x.Synapse, divisor.Synapse),
                    factory.Divide(x.Pre, divisor.Pre),
                    factory.Divide(x.Post, divisor.Post)))]);
            default:
                return null;
        }
    }

    private Term Negated(Term term) => term with { Synapse = factory.Negate(term.Synapse) };

    // Terms that differ only in their synaptic factor become one product with the sum of these factors.
    private List<Term> Collected(IReadOnlyList<Term> terms) => [.. terms
        .GroupBy(term => (term.Pre, term.Post))
        .Select(group => new Term(group.Select(t => t.Synapse).Aggregate(factory.Add), group.Key.Pre, group.Key.Post))];
}
