namespace Homeostat.Nir;

/// <summary>The shapes of all signals of a flat graph: inferred along the edges, and compared with what nodes say of themselves.</summary>
internal sealed class GraphShapes
{
    private readonly FlatGraph _graph;
    private readonly Faults _faults;
    private readonly int[]?[] _in;
    private readonly int[]?[] _out;

    public GraphShapes(FlatGraph graph, Faults faults)
    {
        (_graph, _faults) = (graph, faults);
        (_in, _out) = (new int[]?[graph.Nodes.Count], new int[]?[graph.Nodes.Count]);
        Infer();
        for (var k = 0; k < graph.Nodes.Count; k++)
        {
            CheckStated(k);
            CheckEdges(k);
        }
    }

    /// <summary>The shapes of Input and Output nodes that differ from what the file says, by path.</summary>
    public Dictionary<string, IReadOnlyList<int>> Mended { get; } = [];

    /// <summary>The shape of what a node takes in.</summary>
    public int[] In(int node) => _in[node]!;

    /// <summary>The shape of what a node gives out.</summary>
    public int[] Out(int node) => _out[node]!;

    /// <summary>The number of units in a shape.</summary>
    public static int Units(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, length) => product * length);

    // Shapes go along the edges until nothing new is learned; a cycle of nodes without a shape of their own teaches nothing.
    private void Infer()
    {
        var waiting = new Queue<int>(Enumerable.Range(0, _graph.Nodes.Count));
        var targets = _graph.Nodes.Select(_ => new List<int>()).ToArray();
        for (var k = 0; k < targets.Length; k++)
        {
            foreach (var source in _graph.Sources[k])
            {
                targets[source].Add(k);
            }
        }

        while (waiting.TryDequeue(out var k))
        {
            if (_out[k] is not null)
            {
                continue;
            }

            var arriving = _graph.Sources[k].Select(s => _out[s]).FirstOrDefault(shape => shape is not null);
            (_in[k], _out[k]) = Shapes(_graph.Nodes[k], arriving);
            if (_out[k] is { } shape)
            {
                Require(_graph.Nodes[k], shape);
                targets[k].ForEach(waiting.Enqueue);
            }
        }

        for (var k = 0; k < targets.Length; k++)
        {
            // A gate that nothing reaches has the shape that it states.
            if (_out[k] is null && _graph.Nodes[k].IsGate)
            {
                (_in[k], _out[k]) = (Stated(_graph.Nodes[k]), Stated(_graph.Nodes[k]));
            }
            else if (_out[k] is null)
            {
                throw _faults.Error(
                    _graph.Nodes[k].Place, $"the shape of what reaches this {_graph.Nodes[k].Node.Type} is not known", "Connect it to an Input, or store its input_shape or input_type.");
            }
        }
    }

    private void Require(FlatNode node, int[] shape)
    {
        if (shape.Aggregate(1.0, (product, length) => product * length) > int.MaxValue)
        {
            throw _faults.Error(node.Place, $"its shape {Text(shape)} has more units than a population can have, {int.MaxValue:N0}", "Make the network smaller.");
        }
    }

    private (int[]? In, int[]? Out) Shapes(FlatNode node, int[]? arriving)
    {
        var fields = node.Node.Fields;
        switch (node.Node.Type)
        {
            case "Input" when node.IsOutermost:
                return (Stated(node), Stated(node));
            case "Input" or "Output":
                return (arriving, arriving);
            case "Affine" or "Linear":
                return fields["weight"].Shape is [var rows, var columns]
                    ? ([columns], [rows])
                    : throw _faults.Error(node.Place, $"its weight has the shape {Text(fields["weight"].Shape)}", "Store a matrix, [outputs, inputs].");
            case "Conv1d" or "Conv2d":
                return Kernel.Of(node, arriving, _faults) is { } kernel ? (kernel.InputShape, kernel.OutputShape) : (null, null);
            case "SumPool2d" or "AvgPool2d":
                return Kernel.OfPool(node, arriving, _faults) is { } pool ? (pool.InputShape, pool.OutputShape) : (null, null);
            case "Flatten":
                var shape = fields.TryGetValue("input_type", out var given) ? Lengths(given) : arriving;
                return (shape, shape is null ? null : Flattened(node, shape));
            default:
                return Parameters(node, arriving) is { } own ? (own, own) : (null, null);
        }
    }

    // The shape that the parameters of a node share. A single number stands for all units.
    private int[]? Parameters(FlatNode node, int[]? arriving)
    {
        var largest = node.Node.Fields.MaxBy(f => f.Value.Count);
        foreach (var (name, value) in node.Node.Fields)
        {
            if (value.Count != largest.Value.Count || (value.Count > 1 && !value.Shape.SequenceEqual(largest.Value.Shape)))
            {
                _faults.Add(
                    $"{node.Place}, field '{name}'", $"its shape {Text(value.Shape)} differs from {Text(largest.Value.Shape)} of '{largest.Key}'", "Give all parameters of a node one shape.",
                    value.Count == 1 ? "the number is taken for all units" : null);
            }
        }

        if (largest.Value.Shape.Count == 0 || (largest.Value.Count == 1 && arriving is not null && Units(arriving) != 1 && _faults.IsLenient))
        {
            // Stated without axes, as a number: it fits whatever arrives.
            return arriving ?? (largest.Value.Shape.Count == 0 ? null : [.. largest.Value.Shape]);
        }

        return [.. largest.Value.Shape];
    }

    private int[] Flattened(FlatNode node, int[] shape)
    {
        var (start, end) = ((int)node.Node["start_dim"][0], (int)node.Node["end_dim"][0]);
        start = start < 0 ? start + shape.Length : start;
        end = end < 0 ? end + shape.Length : end;
        return start == end + 1 || shape.Length == 0 ? shape
            : start >= 0 && start <= end && end < shape.Length
            ? [.. shape[..start], shape[start..(end + 1)].Aggregate(1, (product, length) => checked(product * length)), .. shape[(end + 1)..]]
            : throw _faults.Error(
                node.Place, $"it flattens the axes {node.Node["start_dim"]} to {node.Node["end_dim"]} of the shape {Text(shape)}", $"Name axes from 0 to {shape.Length - 1}, the first one first.");
    }

    // Input, Output, convolutions and Flatten say of themselves what shape they have.
    private void CheckStated(int k)
    {
        var node = _graph.Nodes[k];
        if (node.Node.Type is "Input" or "Output" && !Stated(node).SequenceEqual(_out[k]!))
        {
            var (stated, found) = (Text(Stated(node)), Text(_out[k]!));
            _faults.Add(
                node.Place, $"this {node.Node.Type} has the shape {stated}, but what reaches it has {found}", $"Store the shape {found} in it.", $"its shape is taken as {found}");
            Mended[node.Path] = _out[k]!;
        }
    }

    private void CheckEdges(int k)
    {
        var node = _graph.Nodes[k];
        foreach (var source in _graph.Sources[k])
        {
            var (arriving, own) = (_out[source]!, _in[k]!);
            if (arriving.SequenceEqual(own))
            {
                continue;
            }

            var from = _graph.Nodes[source];
            if (Units(arriving) == Units(own))
            {
                _faults.Add(
                    $"edge '{from.Path} -> {node.Path}'", $"what comes from it has the shape {Text(arriving)}, but '{node.Path}' takes {Text(own)}",
                    "Put a Flatten between them, or mend the shape.", "the numbers are taken in their order");
            }
            else
            {
                throw _faults.Error(
                    $"edge '{from.Path} -> {node.Path}'", $"'{from.Path}' gives the shape {Text(arriving)}, but '{node.Path}' takes {Text(own)}",
                    "Mend the edge, or the shape of one of the two.");
            }
        }
    }

    internal static string Text(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape)}]";

    internal static int[] Lengths(NirValue value) => [.. value.ToArray().Select(x => (int)x)];

    private static int[] Stated(FlatNode node) => Lengths(node.Node["shape"]);
}
