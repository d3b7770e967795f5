using CsCheck;
using Homeostat.Nir;

namespace Homeostat.Tests.Nir;

/// <summary>Graphs for tests: nodes in short, random graphs, comparisons.</summary>
internal static class NirGraphs
{
    public static NirNode Input(params int[] shape) => new("Input", ("shape", Lengths(shape)));

    public static NirNode Output(params int[] shape) => new("Output", ("shape", Lengths(shape)));

    public static NirNode Node(string type, int[] shape, params (string Name, double Value)[] parameters) =>
        new(type, [.. parameters.Select(p => (p.Name, NirValue.Of([.. Enumerable.Repeat(p.Value, GraphShapes.Units(shape))], shape)))]);

    public static NirNode Lif(params int[] shape) => Node("LIF", shape, ("tau", .01), ("r", 1), ("v_leak", 0), ("v_threshold", 1));

    public static NirNode Linear(int outputs, int inputs) => new("Linear", ("weight", NirValue.Of([.. Enumerable.Range(0, outputs * inputs).Select(k => .5 + (k % 3))], outputs, inputs)));

    public static NirValue Lengths(params int[] shape) => NirValue.Of(shape.Select(n => (long)n).ToArray());

    /// <summary>A graph of nodes one after the other.</summary>
    public static NirGraph Chain(params (string Name, NirNode Node)[] nodes) =>
        new(nodes, [.. nodes.Zip(nodes.Skip(1)).Select(pair => new NirEdge(pair.First.Name, pair.Second.Name))]);

    /// <summary>The norse file of the NIR paper, built from its numbers.</summary>
    public static NirGraph Norse { get; } = Chain(
        ("input", Input(1)), ("0", new NirNode("Affine", ("weight", NirValue.Of([1f], 1, 1)), ("bias", NirValue.Of([0f])))),
        ("1", new NirNode("LIF", ("tau", NirValue.Of([.0025f])), ("r", NirValue.Of([1f])), ("v_leak", NirValue.Of([0f])), ("v_threshold", NirValue.Of([.1f])))), ("output", Output(1)));

    public static void AssertSame(NirNode expected, NirNode actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        AssertSame(expected.Fields, actual.Fields);
        AssertSame(expected.Metadata, actual.Metadata);
        if (expected is NirGraph graph)
        {
            var other = Assert.IsType<NirGraph>(actual);
            Assert.Equal((graph.Version, string.Join(';', graph.Edges)), (other.Version, string.Join(';', other.Edges)));
            Assert.Equal(graph.Nodes.Keys.Order(StringComparer.Ordinal), other.Nodes.Keys.Order(StringComparer.Ordinal));
            foreach (var (name, node) in graph.Nodes)
            {
                AssertSame(node, other.Nodes[name]);
            }
        }
    }

    private static void AssertSame(IReadOnlyDictionary<string, NirValue> expected, IReadOnlyDictionary<string, NirValue> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, field => Assert.True(field.Value.IsSameAs(actual[field.Key]), $"{field.Key}: {field.Value} and {actual[field.Key]}"));
    }

    /// <summary>Random graphs: a chain of all kinds of nodes, some of them in a subgraph or with a recurrent map.</summary>
    public static Gen<NirGraph> Any { get; } = Gen.Int[1, 1_000_000].Select(seed => Random(new Random(seed)));

    private static NirGraph Random(Random random)
    {
        var nodes = new List<(string, NirNode)>();
        var edges = new List<NirEdge>();
        int[] shape = random.Next(2) == 0 ? [random.Next(1, 6)] : [random.Next(1, 3), random.Next(4, 7), random.Next(4, 7)];
        var last = "in.0";
        nodes.Add((last, Input(shape)));
        var layers = random.Next(1, 7);
        for (var k = 0; k < layers; k++)
        {
            // The last one holds values, so that something is compared.
            var (node, next) = Layer(random, shape, isLast: k == layers - 1);
            var name = $"{k}";
            if (random.Next(5) == 0)
            {
                node = new NirGraph([("input", Input(shape)), ("inner", node), ("output", Output(next))], new NirEdge("input", "inner"), new NirEdge("inner", "output"));
            }
            else if (next.Length == 1 && NirPrimitive.IsNeuron(node.Type) && random.Next(2) == 0)
            {
                nodes.Add(($"{k}.rec", Weighted(random, next[0], next[0])));
                edges.AddRange([new NirEdge(name, $"{k}.rec"), new NirEdge($"{k}.rec", name)]);
            }

            nodes.Add((name, node));
            edges.Add(new NirEdge(last, name));
            if (random.Next(6) == 0 && shape.SequenceEqual(next))
            {
                // A second way round the node before.
                edges.Add(new NirEdge(last, name));
            }

            (last, shape) = (name, next);
        }

        nodes.Add(("out", Output(shape)));
        edges.Add(new NirEdge(last, "out"));
        return new NirGraph(nodes, [.. edges.OrderBy(_ => random.Next())]);
    }

    private static (NirNode Node, int[] Shape) Layer(Random random, int[] shape, bool isLast)
    {
        var units = GraphShapes.Units(shape);
        switch (isLast ? 0 : random.Next(7))
        {
            case 1 when shape.Length == 1:
                var outputs = random.Next(1, 6);
                return (Weighted(random, outputs, units), [outputs]);
            case 1 or 2 when shape.Length == 3:
                return Convolved(random, shape);
            case 3 when shape.Length == 3:
                int[] window = [Math.Min(shape[1], random.Next(1, 3)), Math.Min(shape[2], random.Next(1, 3))];
                var (stride, padding) = (new[] { random.Next(1, 3), random.Next(1, 3) }, new[] { random.Next(window[0]), random.Next(window[1]) });
                return (
                    new NirNode(random.Next(2) == 0 ? "SumPool2d" : "AvgPool2d", ("kernel_size", Lengths(window)), ("stride", Lengths(stride)), ("padding", Lengths(padding))),
                    [shape[0], ((shape[1] + (2 * padding[0]) - window[0]) / stride[0]) + 1, ((shape[2] + (2 * padding[1]) - window[1]) / stride[1]) + 1]);
            case 4 when shape.Length == 3:
                return (new NirNode("Flatten", ("start_dim", NirValue.Of(0L)), ("end_dim", NirValue.Of(-1L)), ("input_type", Lengths(shape))), [units]);
            case 5:
                return (new NirNode("Delay", ("delay", Numbers(shape, () => 1e-3 * random.Next(4)))), shape);
            case 6:
                return random.Next(2) == 0
                    ? (new NirNode("Scale", ("scale", Numbers(shape, () => random.NextDouble() * 2))), shape)
                    : (new NirNode("Threshold", ("threshold", Numbers(shape, () => random.NextDouble() - .3))), shape);
            default:
                string[] types = ["I", "IF", "LI", "LIF", "CubaLI", "CubaLIF"];
                var type = types[random.Next(6)];
                var isEven = random.Next(2) == 0;
                return (new NirNode(type, [.. NirPrimitive.All[type].Fields.Where(f => !f.IsOptional || random.Next(2) == 0).Select(f =>
                {
                    var common = Parameter(f.Name);
                    return (f.Name, Numbers(shape, () => isEven ? common : Parameter(f.Name)));
                })]), shape);
        }

        double Parameter(string name) => name switch
        {
            "tau" or "tau_mem" or "tau_syn" => .003 + (.02 * random.NextDouble()),
            "r" => 20 + (200 * random.NextDouble()),
            "v_threshold" => .2 + (.8 * random.NextDouble()),
            "w_in" => .5 + random.NextDouble(),
            _ => -.2 * random.NextDouble(),
        };
    }

    private static (NirNode, int[]) Convolved(Random random, int[] shape)
    {
        var groups = shape[0] == 2 && random.Next(3) == 0 ? 2 : 1;
        var (filters, word) = (2 * random.Next(1, 3), random.Next(5) == 0);
        var most = Math.Min(shape[1], shape[2]);
        int[] length = [Math.Min(most, random.Next(1, 4)), Math.Min(most, random.Next(1, 4))], stride = word ? [1, 1] : [random.Next(1, 3), random.Next(1, 3)], padding = [random.Next(2), random.Next(2)];
        if (random.Next(2) == 0)
        {
            (length[1], stride[1], padding[1]) = (length[0], stride[0], padding[0]);
        }

        var node = new NirNode(
            "Conv2d", ("weight", Numbers([filters, shape[0] / groups, .. length], () => random.NextDouble() - .4)), ("stride", Lengths(stride)),
            ("padding", word ? NirValue.Of("same") : Lengths(padding)), ("dilation", Lengths(1, 1)), ("groups", NirValue.Of(groups)), ("bias", Numbers([filters], () => .2 * random.NextDouble())));
        return (node, word ? [filters, shape[1], shape[2]]
            : [filters, ((shape[1] + (2 * padding[0]) - length[0]) / stride[0]) + 1, ((shape[2] + (2 * padding[1]) - length[1]) / stride[1]) + 1]);
    }

    private static NirNode Weighted(Random random, int outputs, int inputs) => random.Next(2) == 0
        ? new NirNode("Linear", ("weight", Numbers([outputs, inputs], () => random.NextDouble() - .3)))
        : new NirNode("Affine", ("weight", Numbers([outputs, inputs], () => random.NextDouble() - .3)), ("bias", Numbers([outputs], () => .3 * random.NextDouble())));

    private static NirValue Numbers(int[] shape, Func<double> draw) => NirValue.Of([.. Enumerable.Range(0, GraphShapes.Units(shape)).Select(_ => draw())], shape);
}
