namespace Homeostat.Nir;

/// <summary>
/// Checks a graph node by node and edge by edge, and in lenient mode repairs it: unknown fields, missing parameters, edges that name absent nodes,
/// shapes of inputs and outputs that do not fit.
/// </summary>
internal static class GraphCheck
{
    // Deeper graphs are refused: they are walked by recursion.
    private const int Depth = 32;

    /// <returns>The graph, with its repairs.</returns>
    public static NirGraph Checked(NirGraph graph, Faults faults)
    {
        var whole = Fields(graph, "", 0, faults);
        var shapes = new GraphShapes(FlatGraph.Of(whole, faults), faults);
        return shapes.Mended.Count == 0 ? whole : Mend(whole, "", shapes.Mended);
    }

    private static NirGraph Fields(NirGraph graph, string prefix, int depth, Faults faults)
    {
        if (depth > Depth)
        {
            throw faults.Error($"node '{prefix.TrimEnd('/')}'", $"subgraphs are nested more than {Depth} deep, or a graph contains itself", "Flatten the graph.");
        }

        if (graph.Nodes.Count == 0)
        {
            throw faults.Error(prefix.Length == 0 ? "the root" : $"node '{prefix.TrimEnd('/')}'", "the graph has no nodes", "Give it an Input, an Output and what is between.");
        }

        var nodes = new Dictionary<string, NirNode>();
        foreach (var (name, node) in graph.Nodes)
        {
            nodes[name] = node is NirGraph inner ? Fields(inner, $"{prefix}{name}/", depth + 1, faults) : Fields(node, $"node '{prefix}{name}'", faults);
        }

        var edges = new List<NirEdge>();
        foreach (var edge in graph.Edges)
        {
            if (End(edge.From, edge) is { } from && End(edge.To, edge) is { } to)
            {
                edges.Add(new NirEdge(from, to));
            }
        }

        return graph with { Nodes = nodes, Edges = edges };

        string? End(string name, NirEdge edge)
        {
            if (nodes.ContainsKey(name))
            {
                return name;
            }

            var meant = Meant(name, nodes.Keys);
            faults.Add(
                prefix.Length == 0 ? $"edge '{edge}'" : $"edge '{edge}' of the subgraph '{prefix.TrimEnd('/')}'",
                $"there is no node '{name}'; the nodes are {string.Join(", ", nodes.Keys.Order(StringComparer.Ordinal).Take(20).Select(n => $"'{n}'"))}",
                "Rename the node or the end of the edge in the tool that wrote the file.",
                meant is null ? "the edge is left out" : $"'{meant}' is taken for it");
            return meant;
        }
    }

    // The only node whose name goes on where the missing one ends, or the other way round, or the one spelled alike.
    private static string? Meant(string name, IEnumerable<string> names)
    {
        var alike = names.Where(n => name.Length > 0 && (n.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(n, StringComparison.Ordinal))).ToArray();
        return alike.Length == 1 ? alike[0] : Spelling.Nearest(name, names);
    }

    private static NirNode Fields(NirNode node, string place, Faults faults)
    {
        if (!NirPrimitive.All.TryGetValue(node.Type, out var primitive))
        {
            throw faults.Error(place, string.Join(
                ". ",
                new[] { $"there is no primitive '{node.Type}'", Spelling.Suggest(node.Type, NirPrimitive.All.Keys)?.TrimEnd('.') }.OfType<string>()),
                $"The primitives are {string.Join(", ", NirPrimitive.All.Keys)} and NIRGraph.");
        }

        var fields = new Dictionary<string, NirValue>();
        foreach (var (name, value) in node.Fields)
        {
            if (primitive[name] is not { } field)
            {
                faults.Add(
                    place, $"a {node.Type} has no field '{name}'; its fields are {string.Join(", ", primitive.Fields.Select(f => f.Name))}", "Remove the field, or put it into 'metadata'.",
                    "the field is left out");
                continue;
            }

            Content(value, field.Content, $"{place}, field '{name}'", faults);
            fields[name] = value;
        }

        foreach (var field in primitive.Fields.Where(f => !f.IsOptional && !fields.ContainsKey(f.Name)))
        {
            faults.Add(
                place, $"a {node.Type} needs the field '{field.Name}'", $"Export the file anew with it.",
                field.Default is { } value ? $"it is taken as {value}" : null);
            fields[field.Name] = Default(field, fields);
        }

        return node with { Fields = fields };
    }

    // A missing bias has the shape of the outputs, other parameters that of their neighbors.
    private static NirValue Default(NirField field, Dictionary<string, NirValue> fields)
    {
        if (field.Content != NirContent.Numbers)
        {
            return NirValue.Of((long)field.Default!.Value);
        }

        IReadOnlyList<int> shape = field.Name == "bias" ? [fields.TryGetValue("weight", out var weight) && weight.Shape.Count > 0 ? weight.Shape[0] : 1]
            : fields.Values.FirstOrDefault()?.Shape is { Count: > 0 } other ? other : [1];
        return NirValue.Of([.. Enumerable.Repeat(field.Default!.Value, shape.Aggregate((x, y) => x * y))], shape);
    }

    private static void Content(NirValue value, NirContent content, string place, Faults faults)
    {
        if (content == NirContent.Padding && value.Text is { } word)
        {
            if (word is not ("same" or "valid"))
            {
                throw faults.Error(place, $"the padding is '{word}'", "Write whole numbers, 'same' or 'valid'.");
            }

            return;
        }

        if (value.Text is not null)
        {
            throw faults.Error(place, $"it is the text '{value.Text}' and no number", "Write numbers.");
        }

        if (value.Count == 0)
        {
            throw faults.Error(place, "it has no numbers", "Write at least one.");
        }

        if (content is NirContent.Numbers or NirContent.Positive)
        {
            if (value.NotFinite() is { } wrong)
            {
                throw faults.Error(place, $"it has the value {wrong}", "Train or export the network anew; all parameters must be finite.");
            }

            for (var i = 0; content == NirContent.Positive && i < value.Count; i++)
            {
                if (!(value[i] > 0))
                {
                    throw faults.Error(place, $"it has the value {value[i]}", "A time constant is a positive time, in seconds.");
                }
            }

            return;
        }

        var least = content switch { NirContent.Lengths => 1, NirContent.Padding => 0, _ => -64 };
        for (var i = 0; i < value.Count; i++)
        {
            if (value[i] != Math.Floor(value[i]) || value[i] < least || value[i] > int.MaxValue)
            {
                throw faults.Error(place, $"it has the value {value[i]}", $"Write whole numbers from {least} to {int.MaxValue}.");
            }
        }

        if (!value.IsWhole)
        {
            faults.Add(place, $"it has numbers of the type {value.Type}", "Write whole numbers, int64.", "they are taken as whole numbers");
        }
    }

    private static NirGraph Mend(NirGraph graph, string prefix, IReadOnlyDictionary<string, IReadOnlyList<int>> shapes) => graph with
    {
        Nodes = graph.Nodes.ToDictionary(n => n.Key, n => n.Value switch
        {
            NirGraph inner => Mend(inner, $"{prefix}{n.Key}/", shapes),
            var node when shapes.TryGetValue(prefix + n.Key, out var shape) =>
                node with { Fields = new Dictionary<string, NirValue>(node.Fields) { ["shape"] = NirValue.Of(shape.Select(length => (long)length).ToArray()) } },
            var node => node,
        }),
    };
}
