namespace Homeostat.Equations;

/// <summary>The nodes of some values, each once, in an order in which arguments come before the nodes that need them.</summary>
internal sealed class NodeOrder
{
    private readonly Dictionary<Node, int> _places = [];

    /// <param name="values">The values.</param>
    public NodeOrder(params IEnumerable<Node> values)
    {
        foreach (var value in values)
        {
            Place(value);
        }

        Nodes = [.. _places.OrderBy(place => place.Value).Select(place => place.Key)];
        Arguments = Array.ConvertAll(Nodes, node => node.Arguments.Select(PlaceOf).ToArray());
    }

    /// <summary>The nodes in order.</summary>
    public Node[] Nodes { get; }

    /// <summary>The places of the arguments of each node.</summary>
    public int[][] Arguments { get; }

    /// <summary>The place of a node.</summary>
    public int PlaceOf(Node node) => _places[node];

    private void Place(Node node)
    {
        if (_places.ContainsKey(node))
        {
            return;
        }

        foreach (var argument in node.Arguments)
        {
            Place(argument);
        }

        _places.Add(node, _places.Count);
    }
}
