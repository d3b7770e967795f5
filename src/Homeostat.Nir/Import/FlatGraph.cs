namespace Homeostat.Nir;

/// <summary>A node of a flat graph.</summary>
/// <param name="Path">The names from the outermost graph to the node, joined by <c>/</c>.</param>
/// <param name="Node">The node, which is no graph.</param>
/// <param name="IsOutermost">Whether it belongs to the outermost graph: an Input there is an input of the circuit.</param>
internal sealed record FlatNode(string Path, NirNode Node, bool IsOutermost)
{
    public string Place => $"node '{Path}'";

    /// <summary>Whether the node is an Input or Output of a subgraph, which only hands on.</summary>
    public bool IsGate => !IsOutermost && Node.Type is "Input" or "Output";
}

/// <summary>A graph without subgraphs: their nodes stand in it with their paths as names, and edges to a subgraph lead to its Input.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Sources">For each node, the nodes whose outputs it adds up.</param>
internal sealed record FlatGraph(IReadOnlyList<FlatNode> Nodes, IReadOnlyList<IReadOnlyList<int>> Sources)
{
    public static FlatGraph Of(NirGraph graph, Faults faults)
    {
        var nodes = new List<FlatNode>();
        var sources = new List<List<int>>();
        Enter(graph, "");
        return new FlatGraph(nodes, sources);

        Dictionary<string, int> Enter(NirGraph inner, string prefix)
        {
            var places = new Dictionary<string, int>();
            var graphs = new Dictionary<string, (NirGraph Graph, Dictionary<string, int> Places)>();
            foreach (var (name, node) in inner.Nodes)
            {
                if (node is NirGraph sub)
                {
                    graphs[name] = (sub, Enter(sub, $"{prefix}{name}/"));
                    continue;
                }

                places[name] = nodes.Count;
                nodes.Add(new FlatNode(prefix + name, node, prefix.Length == 0));
                sources.Add([]);
            }

            foreach (var edge in inner.Edges)
            {
                sources[End(edge.To, "Input")].Add(End(edge.From, "Output"));
            }

            return places;

            int End(string name, string gate)
            {
                if (places.TryGetValue(name, out var place))
                {
                    return place;
                }

                var (sub, within) = graphs[name];
                var gates = sub.Nodes.Where(n => n.Value.Type == gate).Select(n => n.Key).ToArray();
                return gates.Length == 1 ? within[gates[0]] : throw faults.Error(
                    $"node '{prefix}{name}'", $"the subgraph has {gates.Length} nodes of type {gate}, so an edge to it could mean any of them", $"Give it one {gate}.");
            }
        }
    }
}
