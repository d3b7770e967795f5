namespace Homeostat.Nir;

/// <summary>Puts a graph into groups as NIR files have them.</summary>
internal static class GraphWriter
{
    public static HdfGroup Groups(NirGraph graph)
    {
        var root = new HdfGroup();
        root.Data["version"] = Data(NirValue.Of(graph.Version.Length > 0 ? graph.Version : NirFile.Version));
        root.Groups["node"] = Group(graph);
        return root;
    }

    public static HdfData Data(NirValue value) => new(value, value.Text is { } text ? [text] : null, value.Shape);

    private static HdfGroup Group(NirNode node)
    {
        var group = new HdfGroup();
        group.Data["type"] = Data(NirValue.Of(node.Type));
        foreach (var (name, value) in node.Fields)
        {
            group.Data[name] = Data(value);
        }

        if (node is NirGraph graph)
        {
            group.Data["edges"] = new HdfData(null, [.. graph.Edges.SelectMany(e => new[] { e.From, e.To })], [graph.Edges.Count, 2]);
            var nodes = group.Groups["nodes"] = new HdfGroup();
            foreach (var (name, inner) in graph.Nodes)
            {
                nodes.Groups[name] = Group(inner);
            }
        }

        if (node.Metadata.Count > 0)
        {
            group.Groups["metadata"] = Metadata(node.Metadata);
        }

        return group;
    }

    private static HdfGroup Metadata(IReadOnlyDictionary<string, NirValue> metadata)
    {
        var root = new HdfGroup();
        foreach (var (path, value) in metadata)
        {
            var (group, names) = (root, path.Split('/'));
            foreach (var name in names[..^1])
            {
                group = group.Groups.TryGetValue(name, out var inner) ? inner : group.Groups[name] = new HdfGroup();
            }

            group.Data[names[^1]] = Data(value);
        }

        return root;
    }
}
