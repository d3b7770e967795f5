using System.Globalization;

namespace Homeostat.Nir;

/// <summary>The projection that a linear map becomes.</summary>
/// <param name="Connectivity">Which unit reaches which.</param>
/// <param name="Values">The weights in the order in which the simulation stores them; null if all are <paramref name="Factor"/>.</param>
/// <param name="Factor">What all synapses multiply by, an expression; empty for 1.</param>
internal sealed record MapWeights(Connectivity Connectivity, double[]? Values, string Factor = "")
{
    // More synapses with a weight of their own than this take longer to list than any such network is worth.
    private const double MostPairs = 50_000_000;

    /// <param name="variable">The presynaptic variable.</param>
    public string Equations(string variable) => Values is null
        ? $"drive_post = {variable}_pre{Factor} : 1 (summed)"
        : $"w : 1 (weight)\ndrive_post = w*{variable}_pre : 1 (summed)";

    public static MapWeights Of(FlatNode node, GraphShapes shapes, int index)
    {
        var faults = new Faults(node.Path, isLenient: false);
        switch (node.Node.Type)
        {
            case "Affine" or "Linear":
                return new(Connectivity.Dense, node.Node["weight"].ToArray());
            case "Scale":
                var (scale, units) = (node.Node["scale"].ToArray(), GraphShapes.Units(shapes.Out(index)));
                return new(Connectivity.OneToOne, scale.Length == units ? scale : [.. Enumerable.Repeat(scale[0], units)]);
            case "SumPool2d" or "AvgPool2d":
                var pool = Kernel.OfPool(node, shapes.In(index), faults)!;
                var (rows, columns) = (pool.Rows, pool.Columns);
                var window = (long)rows.Length * columns.Length;
                return rows.Stride == columns.Stride && rows.Before == columns.Before && rows.Before < Math.Min(rows.Length, columns.Length)
                    ? new(Connectivity.Pooling(rows.Size, columns.Size, rows.Length, pool.Channels, rows.Stride, rows.Before, columns.Length), null, node.Node.Type == "AvgPool2d" ? "/N_pre" : "")
                    : Unrolled(node, pool, null, node.Node.Type == "AvgPool2d" ? $"/{window.ToString(CultureInfo.InvariantCulture)}" : "");
            default:
                var kernel = Kernel.Of(node, shapes.In(index), faults)!;
                var (r, c) = (kernel.Rows, kernel.Columns);
                var isEven = kernel.Groups == 1 && c.Before == c.After && r.Before == r.After
                    && (kernel.IsFlat ? c.Before == 0 : r.Before == c.Before && r.Stride == c.Stride && r.Dilation == c.Dilation);
                return isEven
                    ? new(Connectivity.Convolution(r.Size, c.Size, r.Length, kernel.Filters, kernel.Channels, c.Stride, c.Before, c.Length, c.Dilation), node.Node["weight"].ToArray())
                    : Unrolled(node, kernel, node.Node["weight"].ToArray());
        }
    }

    // Windows that differ along the two axes, or groups of channels: each synapse is listed.
    private static MapWeights Unrolled(FlatNode node, Kernel kernel, double[]? weight, string factor = "")
    {
        var (rows, columns, channels) = (kernel.Rows, kernel.Columns, kernel.Channels / kernel.Groups);
        var most = (double)kernel.Filters * rows.Count * columns.Count * channels * rows.Length * columns.Length;
        if (most > MostPairs)
        {
            throw new HomeostatException(
                $"Node '{node.Path}' needs {most:G3} synapses with weights of their own, as it has groups, or strides or paddings that differ between rows and columns; "
                + $"{MostPairs:N0} are possible. Use square strides and paddings without groups, or a smaller image.");
        }

        var synapses = new List<(int Pre, int Post, double Weight)>();
        for (var filter = 0; filter < kernel.Filters; filter++)
        {
            var first = filter / (kernel.Filters / kernel.Groups) * channels;
            for (var place = 0; place < rows.Count * columns.Count; place++)
            {
                for (var tap = 0; tap < channels * rows.Length * columns.Length; tap++)
                {
                    var (channel, ky, kx) = (tap / (rows.Length * columns.Length), tap / columns.Length % rows.Length, tap % columns.Length);
                    var (y, x) = (rows.Position(place / columns.Count, ky), columns.Position(place % columns.Count, kx));
                    if (y >= 0 && y < rows.Size && x >= 0 && x < columns.Size)
                    {
                        synapses.Add((
                            (int)(((((long)(first + channel) * rows.Size) + y) * columns.Size) + x), (filter * rows.Count * columns.Count) + place,
                            weight?[(filter * channels * rows.Length * columns.Length) + tap] ?? 1));
                    }
                }
            }
        }

        synapses.Sort((a, b) => (a.Pre, a.Post).CompareTo((b.Pre, b.Post)));
        return new(
            Connectivity.Pairs([.. synapses.Select(s => s.Pre)], [.. synapses.Select(s => s.Post)]), weight is null ? null : [.. synapses.Select(s => s.Weight)], factor);
    }
}
