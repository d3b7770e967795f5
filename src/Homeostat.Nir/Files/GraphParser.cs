namespace Homeostat.Nir;

/// <summary>Finds the nodes and edges of a NIR graph in the groups of an HDF5 file. Whether they make sense together is checked later.</summary>
internal static class GraphParser
{
    public static NirGraph Parse(HdfGroup root, Faults faults)
    {
        if (!root.Groups.TryGetValue("node", out var node))
        {
            throw faults.Error("/", "it has no group 'node', so it is no NIR graph", "Export it from the other tool by nir.write.");
        }

        var version = root.Data.TryGetValue("version", out var data) ? data.Value?.Text ?? "" : "";
        return Node(node, "node", "the root", faults) is NirGraph graph
            ? graph with { Version = version }
            : throw faults.Error("the root", "it is a single node and no NIRGraph", "Put the node into a graph with an Input and an Output.");
    }

    private static NirNode Node(HdfGroup group, string path, string place, Faults faults)
    {
        if (!group.Data.TryGetValue("type", out var data) || data.Value?.Text is not { } type)
        {
            throw faults.Error(place, "it has no text 'type', which names its primitive", "Export the file anew; every node needs a type, such as LIF.");
        }

        var metadata = new Dictionary<string, NirValue>();
        if (group.Groups.TryGetValue("metadata", out var described))
        {
            Collect(described, "", metadata);
        }

        if (type == "NIRGraph")
        {
            return Graph(group, path, place, faults) with { Metadata = metadata };
        }

        foreach (var inner in group.Groups.Keys.Where(name => name != "metadata"))
        {
            faults.Add(place, $"it has a group '{inner}', but a {type} has none", "Remove the group, or put it into 'metadata'.", "the group is left out");
        }

        var fields = new Dictionary<string, NirValue>();
        foreach (var (name, field) in group.Data.Where(d => d.Key != "type"))
        {
            fields[name] = field.Value ?? throw faults.Error($"{place}, field '{name}'", "it is a list of texts", "Write numbers.");
        }

        return new NirNode(type, fields) { Metadata = metadata };
    }

    private static NirGraph Graph(HdfGroup group, string path, string place, Faults faults)
    {
        var nodes = new Dictionary<string, NirNode>();
        if (!group.Groups.TryGetValue("nodes", out var inner))
        {
            throw faults.Error(place, "it is a NIRGraph without a group 'nodes'", "Export the file anew.");
        }

        foreach (var (name, content) in inner.Groups)
        {
            nodes[name] = Node(content, $"{path}/nodes/{name}", place == "the root" ? $"node '{name}'" : $"node '{place.Split('\'')[1]}/{name}'", faults);
        }

        if (!group.Data.TryGetValue("edges", out var edges))
        {
            throw faults.Error(place, "it is a NIRGraph without 'edges'", "Export the file anew; edges are a list of pairs of node names.");
        }

        if (edges.Shape.Aggregate(1L, (product, length) => product * length) == 0)
        {
            return new NirGraph(nodes, []);
        }

        return edges.Texts is { } texts && edges.Shape is [_, 2]
            ? new NirGraph(nodes, [.. Enumerable.Range(0, texts.Length / 2).Select(k => new NirEdge(texts[2 * k], texts[(2 * k) + 1]))])
            : throw faults.Error(
                place, $"its 'edges' are {(edges.Texts is null ? "numbers" : "texts")} of shape [{string.Join(", ", edges.Shape)}]", "Write them as texts of shape [n, 2]: from, to.");
    }

    private static void Collect(HdfGroup group, string prefix, Dictionary<string, NirValue> metadata)
    {
        foreach (var (name, data) in group.Data)
        {
            // Lists of texts are kept as one text, a line for each.
            metadata[prefix + name] = data.Value ?? NirValue.Of(string.Join('\n', data.Texts!));
        }

        foreach (var (name, inner) in group.Groups)
        {
            Collect(inner, $"{prefix}{name}/", metadata);
        }
    }
}
