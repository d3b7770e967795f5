using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>
/// A unit for each filter and place sees the pixels below its kernel, in all channels. All places share the variables of the kernels;
/// only where spikes act, or a synapse follows the clock, each synapse has its own, and <see cref="Tap"/> tells which would be shared.
/// </summary>
/// <remarks>
/// The presynaptic units are <c>(channel*height + row)*width + column</c>, the postsynaptic ones
/// <c>(filter*outputHeight + row)*outputWidth + column</c>: both the order of PyTorch's tensors (channels first).
/// Kernels stand at every <paramref name="Stride"/>th pixel; pixels at the far edges where no whole kernel fits are not seen.
/// </remarks>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Pixels from one place of the kernel to the next.</param>
/// <param name="Padding">Rows and columns, on each side, by which the kernel may stand out.</param>
/// <param name="Dilation">Pixels from one weight of the kernel to the next; 1 where the kernel has no gaps.</param>
public sealed record Convolution(
    int Height, int Width, int Channels, int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation = 1) : Connectivity
{
    // The last of the properties to be set up, so it sees all of them.
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(
        Height, Width, Channels, Filters, KernelHeight, KernelWidth, Stride, Padding, Dilation);

    /// <summary>Rows of the output.</summary>
    [JsonIgnore]
    public int OutputHeight => Windows.Rows.Count;

    /// <summary>Columns of the output.</summary>
    [JsonIgnore]
    public int OutputWidth => Windows.Columns.Count;

    /// <summary>Units the presynaptic end must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>Units the postsynaptic end must have: output height × output width × filters.</summary>
    [JsonIgnore]
    public int Outputs => WindowAxis.Units(OutputHeight, OutputWidth, Filters);

    /// <summary>Weights of all kernels: filters × channels × kernel height × kernel width.</summary>
    [JsonIgnore]
    public int Taps => WindowAxis.Units(Filters, Channels, KernelHeight, KernelWidth);

    /// <summary>Which weight of the kernels a synapse stands for: <c>((filter*channels + channel)*kernelHeight + row)*kernelWidth + column</c>.</summary>
    /// <param name="pre">The presynaptic unit.</param>
    /// <param name="post">The postsynaptic unit.</param>
    /// <exception cref="HomeostatException">The one does not reach the other.</exception>
    public int Tap(int pre, int post)
    {
        if ((uint)pre < (uint)Inputs && (uint)post < (uint)Outputs)
        {
            var (channel, y, x) = (pre / (Height * Width), pre / Width % Height, pre % Width);
            var (filter, oy, ox) = (post / (OutputHeight * OutputWidth), post / OutputWidth % OutputHeight, post % OutputWidth);
            var (ky, kx) = (Windows.Rows.Element(oy, y), Windows.Columns.Element(ox, x));
            if (ky >= 0 && kx >= 0)
            {
                return (((((filter * Channels) + channel) * KernelHeight) + ky) * KernelWidth) + kx;
            }
        }

        throw new HomeostatException($"Unit {pre} does not reach unit {post} in a {this}.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"convolution of {Channels} x {Height} x {Width} by {Filters} kernels of {KernelHeight} x {KernelWidth}, stride {Stride}, "
        + $"padding {Padding}{(Dilation > 1 ? $", dilation {Dilation}" : "")}, to {Filters} x {OutputHeight} x {OutputWidth}";

    internal override double Estimate(int pre, int post) => (double)Outputs * Channels * KernelHeight * KernelWidth;

    private static (WindowAxis Rows, WindowAxis Columns) Checked(
        int height, int width, int channels, int filters, int kernelHeight, int kernelWidth, int stride, int padding, int dilation)
    {
        WindowAxis.RequirePositive(
            "A convolution", (height, "height"), (width, "width"), (channels, "channels"), (filters, "filters"),
            (kernelHeight, "kernel height"), (kernelWidth, "kernel width"), (stride, "stride"), (dilation, "dilation"));
        var (rows, columns) = (
            new WindowAxis(height, kernelHeight, stride, padding, dilation), new WindowAxis(width, kernelWidth, stride, padding, dilation));
        return padding < 0 ? throw new HomeostatException($"A convolution cannot have a padding of {padding}; it is 0 or more.")
            : rows.Span > height + (2L * padding) || columns.Span > width + (2L * padding) ? throw new HomeostatException(
                $"A kernel of {kernelHeight} x {kernelWidth}{(dilation > 1 ? $" with a dilation of {dilation}, {rows.Span} x {columns.Span} pixels," : "")} "
                + $"does not fit an input of {height} x {width}{(padding > 0 ? $" with a padding of {padding}" : "")}. "
                + "Take a smaller kernel or more padding.")
            : (rows, columns);
    }
}
