namespace Homeostat.Nir;

/// <summary>
/// The geometry of a convolution or pooling node: windows over the rows and columns of an image with channels. One with a single axis is
/// an image of one row.
/// </summary>
/// <param name="Channels">The number of channels of the input.</param>
/// <param name="Filters">The number of channels of the output.</param>
/// <param name="Groups">The number of groups: a filter sees the channels of its group alone.</param>
/// <param name="Rows">The windows along the rows.</param>
/// <param name="Columns">The windows along the columns.</param>
/// <param name="IsFlat">Whether the image has one axis.</param>
internal sealed record Kernel(int Channels, int Filters, int Groups, KernelAxis Rows, KernelAxis Columns, bool IsFlat)
{
    public int[] InputShape => IsFlat ? [Channels, Columns.Size] : [Channels, Rows.Size, Columns.Size];

    public int[] OutputShape => IsFlat ? [Filters, Columns.Count] : [Filters, Rows.Count, Columns.Count];

    /// <summary>The geometry of a convolution; null while the shape of its input is unknown.</summary>
    public static Kernel? Of(FlatNode node, int[]? arriving, Faults faults)
    {
        var (fields, isFlat) = (node.Node, node.Node.Type == "Conv1d");
        var weight = fields["weight"].Shape;
        if (weight.Count != (isFlat ? 3 : 4))
        {
            throw faults.Error(
                node.Place, $"its weight has the shape {GraphShapes.Text(weight)}", $"Store [filters, channels{(isFlat ? ", length]" : ", rows, columns]")}.");
        }

        var groups = Numbers(node, "groups", 1, faults)[0];
        var channels = (double)weight[1] * groups;
        if (channels > int.MaxValue || weight[0] % groups != 0)
        {
            throw faults.Error(node.Place, $"it has {weight[0]} filters of {weight[1]} channels in {groups} groups", "Make the number of filters a multiple of the groups.");
        }

        if (fields["bias"].Count != weight[0])
        {
            throw faults.Error($"{node.Place}, field 'bias'", $"it has {fields["bias"].Count} numbers for {weight[0]} filters", "Store one for each filter.");
        }

        var axes = isFlat ? 1 : 2;
        var size = fields.Fields.TryGetValue("input_shape", out _) ? Numbers(node, "input_shape", axes, faults)
            : arriving?.Length == axes + 1 ? arriving[1..]
            : arriving is null ? null
            : throw faults.Error(node.Place, $"what reaches it has the shape {GraphShapes.Text(arriving)}", $"A {node.Node.Type} takes {(isFlat ? "[channels, length]" : "[channels, rows, columns]")}.");
        if (size is null)
        {
            return null;
        }

        int[] length = [.. weight.Skip(2)];
        var (stride, dilation) = (Numbers(node, "stride", axes, faults), Numbers(node, "dilation", axes, faults));
        var (rows, columns) = (KernelAxis.Single, Axis(axes - 1));
        return new((int)channels, weight[0], groups, isFlat ? rows : Axis(0), columns, isFlat);

        KernelAxis Axis(int k)
        {
            var word = fields["padding"].Text;
            if (word == "same" && stride[k] != 1)
            {
                throw faults.Error(node.Place, $"its padding is 'same' with a stride of {stride[k]}", "Store the padding as numbers; 'same' needs a stride of 1.");
            }

            var reach = dilation[k] * (length[k] - 1L);
            var padding = word is null ? Numbers(node, "padding", axes, faults)[k] : 0;
            return KernelAxis.Of(
                node, faults, size[k], length[k], stride[k], dilation[k], word == "same" ? reach / 2 : padding, word == "same" ? reach - (reach / 2) : padding);
        }
    }

    /// <summary>The geometry of a pooling; null while the shape of its input is unknown.</summary>
    public static Kernel? OfPool(FlatNode node, int[]? arriving, Faults faults)
    {
        if (arriving is null)
        {
            return null;
        }

        if (arriving.Length != 3)
        {
            throw faults.Error(node.Place, $"what reaches it has the shape {GraphShapes.Text(arriving)}", $"A {node.Node.Type} takes [channels, rows, columns].");
        }

        if (node.Node["padding"].Text is { } word)
        {
            throw faults.Error($"{node.Place}, field 'padding'", $"it is '{word}'", "Store whole numbers; only convolutions take a word.");
        }

        var (length, stride, padding) = (
            Numbers(node, "kernel_size", 2, faults), Numbers(node, "stride", 2, faults), Numbers(node, "padding", 2, faults));
        return new(arriving[0], arriving[0], arriving[0], Axis(0), Axis(1), IsFlat: false);

        KernelAxis Axis(int k) => KernelAxis.Of(node, faults, arriving[k + 1], length[k], stride[k], 1, padding[k], padding[k]);
    }

    // One number stands for all axes.
    private static int[] Numbers(FlatNode node, string field, int axes, Faults faults)
    {
        var value = GraphShapes.Lengths(node.Node[field]);
        return value.Length == axes ? value
            : value.Length == 1 ? [.. Enumerable.Repeat(value[0], axes)]
            : throw faults.Error($"{node.Place}, field '{field}'", $"it has {value.Length} numbers", $"Store one, or one for each of {axes} axes.");
    }
}

/// <summary>Windows along one axis: element t of window n stands at n·stride + t·dilation − before.</summary>
/// <param name="Size">The number of positions of the axis.</param>
/// <param name="Length">The number of elements of a window.</param>
/// <param name="Stride">The distance between windows.</param>
/// <param name="Dilation">The distance between elements.</param>
/// <param name="Before">The padding before the first position.</param>
/// <param name="After">The padding after the last position.</param>
/// <param name="Count">The number of windows.</param>
internal readonly record struct KernelAxis(int Size, int Length, int Stride, int Dilation, int Before, int After, int Count)
{
    /// <summary>An axis of one position.</summary>
    public static KernelAxis Single { get; } = new(1, 1, 1, 1, 0, 0, 1);

    public static KernelAxis Of(FlatNode node, Faults faults, int size, int length, int stride, int dilation, long before, long after)
    {
        var (span, padded) = (((length - 1L) * dilation) + 1, size + before + after);
        return span <= padded && padded <= int.MaxValue
            ? new(size, length, stride, dilation, (int)before, (int)after, (int)((padded - span) / stride) + 1)
            : throw faults.Error(
                node.Place, $"a window that spans {span:N0} pixels does not fit {size:N0} pixels with a padding of {before:N0}", "Mend the kernel, the padding or the shape of the input.");
    }

    /// <summary>The position of an element of a window; outside of the axis where it is on the padding.</summary>
    public long Position(int window, int element) => ((long)window * Stride) + ((long)element * Dilation) - Before;
}
