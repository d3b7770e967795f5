namespace Homeostat.Nir;

/// <summary>Writes the linear map of a route, from the node that hands on to the node that takes in.</summary>
internal sealed class MapWriter(NodeList nodes, ImageShapes shapes)
{
    private readonly Dictionary<string, string> _flat = [];

    public void Add(Route route, string from, UnitNodes units)
    {
        foreach (var entry in units.Entries.TryGetValue(route.Target, out var found) ? found : throw new HomeostatException(
            $"Projection '{route.Projection.Name}' cannot be said in NIR: nothing of population '{route.Post}' depends on '{route.Target.Name}', to which it delivers. Leave it out."))
        {
            Add(route, from, units, entry);
        }
    }

    private void Add(Route route, string from, UnitNodes units, Entry entry)
    {
        var (bias, name) = (units.Bias, units.IsMap ? entry.Node : route.Projection.Name);
        if (Node(route, entry.Factor, ref bias) is not { } node)
        {
            // Nothing but the identity.
            if (!units.IsMap)
            {
                nodes.Connect(from, entry.Node);
                return;
            }

            node = new NirNode("Scale", NodeList.Parameter("scale", entry.Factor, shapes.Of(route.Post)));
        }

        units.Bias = bias;
        if (node.Type is "Affine" or "Linear")
        {
            RequireFlat(route);
            from = Flat(route.Pre, from);
        }

        var (before, after) = Delays(route);
        from = before is null ? from : Delay(from, before, shapes.Of(route.Pre));
        var map = nodes.Add(name, node);
        nodes.Connect(from, map);
        if (after is not null)
        {
            map = Delay(map, after, shapes.Of(route.Post));
        }

        if (!units.IsMap)
        {
            nodes.Connect(map, entry.Node);
        }

        string Delay(string source, double[] delays, int[] shape)
        {
            var delay = nodes.Add($"{route.Projection.Name}_delay", new NirNode("Delay", NodeList.Parameter("delay", delays, shape)));
            nodes.Connect(source, delay);
            return delay;
        }
    }

    // The node of the map; null for the identity. A bias that it can add is taken.
    private NirNode? Node(Route route, double[] factor, ref double[]? bias)
    {
        var (pre, post) = (shapes.Of(route.Pre), shapes.Of(route.Post));
        switch (route.Projection.Connectivity)
        {
            case Convolution c when route.Synapses is null:
                RequireEven(route, factor);
                var filters = bias is null ? new double[c.Filters] : PerFilter(route, bias, c);
                bias = null;
                return new NirNode(
                    "Conv2d", ("input_shape", NirValue.Of(new long[] { c.Height, c.Width })),
                    ("weight", NirValue.Of([.. Enumerable.Range(0, c.Taps).Select(k => factor[0] * route.Weight(k))], c.Filters, c.Channels, c.KernelHeight, c.KernelWidth)),
                    Pair("stride", c.Stride), Pair("padding", c.Padding), Pair("dilation", c.Dilation), ("groups", NirValue.Of(1L)), ("bias", NirValue.Of(filters)));
            case Pooling p when route.Synapses is null:
                RequireEven(route, factor);
                var (weight, window) = (factor[0] * route.Weight(0), p.WindowHeight * p.WindowWidth);
                return new NirNode(
                    weight == 1 ? "SumPool2d" : Math.Abs((weight * window) - 1) < 1e-6 ? "AvgPool2d" : throw new HomeostatException(
                        $"Projection '{route.Projection.Name}' cannot be said in NIR: it pools with the weight {weight}. NIR has sums (weight 1) and means (1/N_pre); put another factor into a projection of its own."),
                    ("kernel_size", NirValue.Of(new long[] { p.WindowHeight, p.WindowWidth })), Pair("stride", p.Stride), Pair("padding", p.Padding));
        }

        var (inputs, outputs) = (GraphShapes.Units(pre), GraphShapes.Units(post));
        if (bias is null && pre.SequenceEqual(post) && route.Synapses!.All(s => s.Pre == s.Post))
        {
            var scale = new double[inputs];
            for (var k = 0; k < route.Synapses!.Count; k++)
            {
                scale[route.Synapses[k].Pre] += factor[route.Synapses[k].Pre] * route.Weight(k);
            }

            return Array.TrueForAll(scale, s => s == 1) ? null : new NirNode("Scale", NodeList.Parameter("scale", scale, post));
        }

        var matrix = new double[inputs * outputs];
        for (var k = 0; k < route.Synapses!.Count; k++)
        {
            var (i, j) = route.Synapses[k];
            matrix[(j * inputs) + i] += factor[j] * route.Weight(k);
        }

        var weights = ("weight", NirValue.Of(matrix, outputs, inputs));
        var node = bias is null ? new NirNode("Linear", weights) : new NirNode("Affine", weights, ("bias", NirValue.Of(bias)));
        bias = null;
        return node;
    }

    private static (string, NirValue) Pair(string name, int value) => (name, NirValue.Of(new long[] { value, value }));

    private static double[] PerFilter(Route route, double[] bias, Convolution c)
    {
        var places = c.OutputHeight * c.OutputWidth;
        return bias.Select((b, k) => b == bias[k / places * places]).All(same => same)
            ? [.. Enumerable.Range(0, c.Filters).Select(f => bias[f * places])]
            : throw new HomeostatException($"Projection '{route.Projection.Name}' cannot be said in NIR: a Conv2d has one bias for each filter, but units of the same filter of '{route.Post}' have different ones. Give them one bias.");
    }

    private static void RequireEven(Route route, double[] factor)
    {
        if (Array.Exists(factor, f => f != factor[0]))
        {
            throw new HomeostatException($"Projection '{route.Projection.Name}' cannot be said in NIR: units of '{route.Post}' take what it delivers with different factors. Give them the same parameters.");
        }
    }

    private void RequireFlat(Route route)
    {
        if (shapes.Of(route.Post) is { Length: > 1 } image)
        {
            throw new HomeostatException(
                $"Projection '{route.Projection.Name}' cannot be said in NIR: it gives one axis of {GraphShapes.Units(image)} units, but '{route.Post}' is an image {GraphShapes.Text(image)}, and NIR cannot fold an axis. Use a convolution, or one axis throughout.");
        }
    }

    // A matrix takes one axis.
    private string Flat(string population, string from)
    {
        if (shapes.Of(population) is not { Length: > 1 } image)
        {
            return from;
        }

        if (!_flat.TryGetValue(from, out var flat))
        {
            flat = _flat[from] = nodes.Add($"{from}_flat", new NirNode(
                "Flatten", ("start_dim", NirValue.Of(0L)), ("end_dim", NirValue.Of(-1L)), ("input_type", NodeList.Lengths(image))));
            nodes.Connect(from, flat);
        }

        return flat;
    }

    private (double[]? Before, double[]? After) Delays(Route route)
    {
        if (route.Delays is not { } delays)
        {
            return (null, null);
        }

        var (before, after) = (new double?[GraphShapes.Units(shapes.Of(route.Pre))], new double?[GraphShapes.Units(shapes.Of(route.Post))]);
        var (ofPre, ofPost) = (true, true);
        for (var k = 0; k < delays.Length; k++)
        {
            var (i, j) = route.Synapses![k];
            ofPre &= (before[i] ??= delays[k]) == delays[k];
            ofPost &= (after[j] ??= delays[k]) == delays[k];
        }

        return ofPost ? (null, Filled(after)) : ofPre ? (Filled(before), null) : throw new HomeostatException(
            $"Projection '{route.Projection.Name}' cannot be said in NIR: each synapse has a delay of its own, and a Delay has one for each unit. Let the delay depend on i alone or on j alone.");

        static double[] Filled(double?[] delays) => [.. delays.Select(d => d ?? 0)];
    }
}
