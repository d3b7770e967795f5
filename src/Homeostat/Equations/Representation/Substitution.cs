namespace Homeostat.Equations;

/// <summary>Rewrites a value with some of its parts replaced.</summary>
internal sealed class Substitution(NodeFactory factory, Func<Node, Node?> replace)
{
    private readonly Dictionary<Node, Node> _done = [];

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
