using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>
/// A convolution: the postsynaptic unit of a filter and position sees the pixels under its kernel, in all channels. All positions share the
/// variables of the kernels. Where spikes act, or synapses have equations that follow the clock, each synapse has its own variables, and
/// <see cref="Tap"/> tells which of them belong to the same weight of a kernel.
/// </summary>
/// <remarks>
/// The index of a presynaptic unit is <c>(channel*height + row)*width + column</c>, that of a postsynaptic unit
/// <c>(filter*outputHeight + row)*outputWidth + column</c>; both are in the order of PyTorch's tensors (channels first).
/// Kernels are placed at every <paramref name="Stride"/>th pixel; pixels at the far edges where no whole kernel fits are not used.
/// </remarks>
/// <param name="Height">The number of rows of the input.</param>
/// <param name="Width">The number of columns of the input.</param>
/// <param name="Channels">The number of channels of the input.</param>
/// <param name="Filters">The number of kernels, which is the number of channels of the output.</param>
/// <param name="KernelHeight">The number of rows of the kernel.</param>
/// <param name="KernelWidth">The number of columns of the kernel.</param>
/// <param name="Stride">The distance between neighboring positions of the kernel, in pixels.</param>
/// <param name="Padding">The number of rows and columns of zeros around the image, on each side.</param>
/// <param name="Dilation">The distance between neighboring weights of the kernel, in pixels; 1 for a kernel without gaps.</param>
public sealed record Convolution(
    int Height, int Width, int Channels, int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation = 1) : Connectivity
{
    // This property is initialized last, after all those that the check reads.
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(
        Height, Width, Channels, Filters, KernelHeight, KernelWidth, Stride, Padding, Dilation);

    /// <summary>The number of rows of the output.</summary>
    [JsonIgnore]
    public int OutputHeight => Windows.Rows.Count;

    /// <summary>The number of columns of the output.</summary>
    [JsonIgnore]
    public int OutputWidth => Windows.Columns.Count;

    /// <summary>The size that the presynaptic population must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>The size that the postsynaptic population must have: output height × output width × filters.</summary>
    [JsonIgnore]
    public int Outputs => WindowAxis.Units(OutputHeight, OutputWidth, Filters);

    /// <summary>The number of weights of all kernels: filters × channels × kernel height × kernel width.</summary>
    [JsonIgnore]
    public int Taps => WindowAxis.Units(Filters, Channels, KernelHeight, KernelWidth);

    /// <summary>The number of weights of one kernel: channels × kernel height × kernel width.</summary>
    internal int TapsPerKernel => Channels * KernelHeight * KernelWidth;

    /// <summary>The number of positions of a kernel: output height × output width.</summary>
    internal int Places => OutputHeight * OutputWidth;

    /// <summary>The index of the kernel weight of a synapse: <c>((filter*channels + channel)*kernelHeight + row)*kernelWidth + column</c>.</summary>
    /// <param name="pre">The presynaptic unit.</param>
    /// <param name="post">The postsynaptic unit.</param>
    /// <exception cref="HomeostatException">The presynaptic unit does not reach the postsynaptic one.</exception>
    public int Tap(int pre, int post)
    {
        if ((uint)pre < (uint)Inputs && (uint)post < (uint)Outputs)
        {
            var (channel, y, x) = (pre / (Height * Width), pre / Width % Height, pre % Width);
            var (filter, oy, ox) = (post / Places, post / OutputWidth % OutputHeight, post % OutputWidth);
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

    internal override double Estimate(int pre, int post) => (double)Outputs * TapsPerKernel;

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
