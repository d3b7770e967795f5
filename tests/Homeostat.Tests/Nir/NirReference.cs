using Homeostat.Nir;

namespace Homeostat.Tests.Nir;

/// <summary>
/// What a NIR graph does, computed node by node and step by step from the definitions of the primitives, in the plainest way: forward Euler, a neuron hands
/// on what it was at the end of the last step.
/// </summary>
internal sealed class NirReference(FlatGraph graph, GraphShapes shapes, NirOptions options, Func<int, int, int, double> input)
{
    private readonly double _dt = options.TimeStep!.Value.Value;
    private readonly double[][] _v = [.. Enumerable.Range(0, graph.Nodes.Count).Select(k => new double[GraphShapes.Units(shapes.Out(k))])];
    private readonly double[][] _i = [.. Enumerable.Range(0, graph.Nodes.Count).Select(k => new double[GraphShapes.Units(shapes.Out(k))])];
    private readonly double[][] _given = [.. Enumerable.Range(0, graph.Nodes.Count).Select(k => new double[GraphShapes.Units(shapes.Out(k))])];
    private readonly List<double[][]> _history = [];

    /// <summary>The output of each node in each step, [steps][nodes][units].</summary>
    public IReadOnlyList<double[][]> Outputs => _history;

    public void Run(int steps)
    {
        for (var n = 0; n < steps; n++)
        {
            var outputs = new double[]?[graph.Nodes.Count];
            var arriving = Enumerable.Range(0, graph.Nodes.Count).Select(k => NirPrimitive.IsNeuron(Type(k)) ? Sum(k, outputs, n) : []).ToArray();
            _history.Add([.. Enumerable.Range(0, graph.Nodes.Count).Select(k => Output(k, outputs, n))]);
            for (var k = 0; k < graph.Nodes.Count; k++)
            {
                Update(k, arriving[k]);
            }
        }
    }

    private string Type(int k) => graph.Nodes[k].Node.Type;

    private double[] Sum(int k, double[]?[] outputs, int n)
    {
        var sum = new double[GraphShapes.Units(shapes.In(k))];
        foreach (var source in graph.Sources[k])
        {
            var values = Output(source, outputs, n);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += values[i];
            }
        }

        return sum;
    }

    private double[] Output(int k, double[]?[] outputs, int n) => outputs[k] ??= Compute(k, outputs, n);

    private double[] Compute(int k, double[]?[] outputs, int n)
    {
        var node = graph.Nodes[k].Node;
        if (NirPrimitive.IsNeuron(node.Type))
        {
            return [.. _given[k]];
        }

        if (node.Type == "Input" && graph.Nodes[k].IsOutermost)
        {
            return [.. Enumerable.Range(0, _v[k].Length).Select(i => input(k, n, i))];
        }

        if (node.Type == "Delay")
        {
            return [.. Enumerable.Range(0, _v[k].Length).Select(i =>
            {
                var steps = (int)Math.Round(At(node["delay"], i) / _dt);
                return graph.Sources[k].Sum(s => steps == 0 ? Output(s, outputs, n)[i] : n - steps >= 0 ? _history[n - steps][s][i] : 0);
            })];
        }

        var x = Sum(k, outputs, n);
        switch (node.Type)
        {
            case "Affine" or "Linear":
                return [.. Enumerable.Range(0, _v[k].Length).Select(j => x.Select((value, i) => value * node["weight"][(j * x.Length) + i]).Sum() + (node.Fields.TryGetValue("bias", out var bias) ? bias[j] : 0))];
            case "Scale":
                return [.. x.Select((value, i) => value * At(node["scale"], i))];
            case "Threshold":
                return [.. x.Select((value, i) => value > At(node["threshold"], i) ? 1.0 : 0)];
            case "Conv1d" or "Conv2d":
                return Windows(Kernel.Of(graph.Nodes[k], shapes.In(k), new Faults("test", false))!, x, node["weight"], node["bias"], 1);
            case "SumPool2d" or "AvgPool2d":
                var pool = Kernel.OfPool(graph.Nodes[k], shapes.In(k), new Faults("test", false))!;
                return Windows(pool, x, null, null, node.Type == "SumPool2d" ? 1 : 1.0 / (pool.Rows.Length * pool.Columns.Length));
            default:
                return x;
        }
    }

    private static double[] Windows(Kernel kernel, double[] x, NirValue? weight, NirValue? bias, double factor)
    {
        var (rows, columns, own) = (kernel.Rows, kernel.Columns, kernel.Channels / kernel.Groups);
        var y = new double[kernel.Filters * rows.Count * columns.Count];
        for (var unit = 0; unit < y.Length; unit++)
        {
            var (f, oy, ox) = (unit / (rows.Count * columns.Count), unit / columns.Count % rows.Count, unit % columns.Count);
            y[unit] = bias?[f] ?? 0;
            for (var tap = 0; tap < own * rows.Length * columns.Length; tap++)
            {
                var (c, ky, kx) = (tap / (rows.Length * columns.Length), tap / columns.Length % rows.Length, tap % columns.Length);
                var (iy, ix) = ((oy * rows.Stride) + (ky * rows.Dilation) - rows.Before, (ox * columns.Stride) + (kx * columns.Dilation) - columns.Before);
                if (iy >= 0 && iy < rows.Size && ix >= 0 && ix < columns.Size)
                {
                    var channel = (f / (kernel.Filters / kernel.Groups) * own) + c;
                    y[unit] += x[(((channel * rows.Size) + iy) * columns.Size) + ix] * (weight?[(f * own * rows.Length * columns.Length) + tap] ?? factor);
                }
            }
        }

        return y;
    }

    private void Update(int k, double[] x)
    {
        var node = graph.Nodes[k].Node;
        if (!NirPrimitive.IsNeuron(node.Type))
        {
            return;
        }

        for (var u = 0; u < x.Length; u++)
        {
            double P(string name, double missing = 0) => node.Fields.TryGetValue(name, out var value) ? At(value, u) : missing;
            var drive = x[u];
            if (node.Type.StartsWith("Cuba", StringComparison.Ordinal))
            {
                var before = _i[k][u];
                _i[k][u] += _dt * ((P("w_in", 1) * x[u]) - before) / P("tau_syn");
                drive = options.Current == NirCurrent.Present ? _i[k][u] : before;
            }

            var tau = node.Type is "I" or "IF" ? double.NaN : P(node.Type.StartsWith("Cuba", StringComparison.Ordinal) ? "tau_mem" : "tau");
            _v[k][u] += _dt * (double.IsNaN(tau) ? P("r") * drive : (P("v_leak") - _v[k][u] + (P("r") * drive)) / tau);
            _given[k][u] = _v[k][u];
            if (NirPrimitive.Fires(node.Type))
            {
                var fires = _v[k][u] > P("v_threshold");
                _given[k][u] = fires ? 1 : 0;
                _v[k][u] = !fires ? _v[k][u] : options.Reset == NirReset.Subtract ? _v[k][u] - (P("v_threshold") - P("v_reset")) : P("v_reset");
            }
        }
    }

    private static double At(NirValue value, int unit) => value[value.Count == 1 ? 0 : unit];
}
