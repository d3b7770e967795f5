namespace Homeostat;

/// <summary>
/// A node of a NIR graph: the name of its primitive, such as <c>LIF</c> or <c>Affine</c>, and its fields, such as <c>tau</c> or
/// <c>weight</c>, as the format names them (Pedersen et al. 2024, Nat Commun 15:8122).
/// </summary>
/// <param name="Type">The name of the primitive.</param>
/// <param name="Fields">The fields by name.</param>
public record NirNode(string Type, IReadOnlyDictionary<string, NirValue> Fields)
{
    /// <summary>Creates a node from its fields.</summary>
    /// <param name="type">The name of the primitive.</param>
    /// <param name="fields">The name and the value of each field.</param>
    public NirNode(string type, params IReadOnlyList<(string Name, NirValue Value)> fields)
        : this(type, fields.ToDictionary(f => f.Name, f => f.Value))
    {
    }

    /// <summary>Further information about the node by name; the names of nested entries are joined by <c>/</c>.</summary>
    public IReadOnlyDictionary<string, NirValue> Metadata { get; init; } = new Dictionary<string, NirValue>();

    /// <summary>The value of a field.</summary>
    /// <exception cref="HomeostatException">The node has no such field.</exception>
    public NirValue this[string field] => Fields.TryGetValue(field, out var value)
        ? value
        : throw new HomeostatException($"A node of type {Type} has no field '{field}'; it has {string.Join(", ", Fields.Keys)}.");
}

/// <summary>An edge of a NIR graph: the output of one node is an input of another. A node adds up its inputs.</summary>
/// <param name="From">The name of the node whose output it is.</param>
/// <param name="To">The name of the node whose input it is.</param>
public readonly record struct NirEdge(string From, string To)
{
    /// <summary>The edge as <c>from -> to</c>.</summary>
    public override string ToString() => $"{From} -> {To}";
}

/// <summary>A NIR graph: nodes by name, and the edges between them. A node can be a graph itself.</summary>
/// <param name="Nodes">The nodes by name.</param>
/// <param name="Edges">The edges, in any order.</param>
public sealed record NirGraph(IReadOnlyDictionary<string, NirNode> Nodes, IReadOnlyList<NirEdge> Edges)
    : NirNode("NIRGraph", new Dictionary<string, NirValue>())
{
    /// <summary>Creates a graph from its nodes and edges.</summary>
    /// <param name="nodes">The name and the content of each node.</param>
    /// <param name="edges">The edges.</param>
    public NirGraph(IReadOnlyList<(string Name, NirNode Node)> nodes, params IReadOnlyList<NirEdge> edges)
        : this(nodes.ToDictionary(n => n.Name, n => n.Node), edges)
    {
    }

    /// <summary>The version of the NIR package that wrote the file; empty if the file has none.</summary>
    public string Version { get; init; } = "";
}
