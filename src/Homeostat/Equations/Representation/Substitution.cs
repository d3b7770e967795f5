namespace Homeostat.Equations;

/// <summary>Rewrites a value with some of its parts replaced.</summary>
internal sealed class Substitution(NodeFactory factory, Func<Node, Node?> replace)
{
    private readonly Dictionary<Node, Node> _done = [];

    /// <summary>Replaces symbols by values.</summary>
    public Substitution(NodeFactory factory, IReadOnlyDictionary<Symbol, Node> values)
        : this(factory, node => node.Symbol is { } symbol ? values.GetValueOrDefault(symbol) : null)
    {
    }

    /// <summary>Replaces the targets of stores by the values that are stored: a value as it is once the stores have been carried out.</summary>
    public static Substitution After(NodeFactory factory, IEnumerable<Store> stores) =>
        new(factory, stores.ToDictionary(store => store.Target, store => store.Value));

    public Node Apply(Node node)
    {
        if (_done.TryGetValue(node, out var known))
        {
            return known;
        }

        var result = replace(node);
        if (result is null)
        {
            var arguments = new Node[node.Arguments.Count];
            var changed = false;
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = Apply(node.Arguments[i]);
                changed |= !ReferenceEquals(arguments[i], node.Arguments[i]);
            }

            result = changed ? factory.With(node, arguments) : node;
        }

        _done[node] = result;
        return result;
    }
}
