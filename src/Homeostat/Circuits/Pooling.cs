using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>A pooling: the postsynaptic unit of a channel and window sees the pixels in that window, in that channel alone.</summary>
/// <remarks>
/// The index of a presynaptic unit is <c>(channel*height + row)*width + column</c>, that of a postsynaptic unit
/// <c>(channel*outputHeight + row)*outputWidth + column</c>; both are in the order of PyTorch's tensors (channels first).
/// Windows are placed at every <paramref name="Stride"/>th pixel; pixels at the far edges where no whole window fits are not used.
/// </remarks>
/// <param name="Height">The number of rows of the image.</param>
/// <param name="Width">The number of columns of the image.</param>
/// <param name="Channels">The number of channels of the image, which is also that of the output.</param>
/// <param name="WindowHeight">The number of rows of a window.</param>
/// <param name="WindowWidth">The number of columns of a window.</param>
/// <param name="Stride">The distance between neighboring windows, in pixels.</param>
/// <param name="Padding">The number of rows and columns, on each side, by which a window may extend beyond the image; less than the window has.</param>
public sealed record Pooling(int Height, int Width, int Channels, int WindowHeight, int WindowWidth, int Stride, int Padding) : Connectivity
{
    // This property is initialized last, after all those that the check reads.
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(Height, Width, Channels, WindowHeight, WindowWidth, Stride, Padding);

    /// <summary>The number of rows of the output.</summary>
    [JsonIgnore]
    public int OutputHeight => Windows.Rows.Count;

    /// <summary>The number of columns of the output.</summary>
    [JsonIgnore]
    public int OutputWidth => Windows.Columns.Count;

    /// <summary>The size that the presynaptic population must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>The size that the postsynaptic population must have: output height × output width × channels.</summary>
    [JsonIgnore]
    public int Outputs => WindowAxis.Units(OutputHeight, OutputWidth, Channels);

    /// <inheritdoc/>
    public override string ToString() =>
        $"pooling of {Channels} x {Height} x {Width} over windows of {WindowHeight} x {WindowWidth}, stride {Stride}, "
        + $"padding {Padding}, to {Channels} x {OutputHeight} x {OutputWidth}";

    /// <summary>The part of the image that a postsynaptic unit sees.</summary>
    internal PoolingWindow WindowOf(int unit)
    {
        var (row, x) = Math.DivRem(unit, OutputWidth);
        var (channel, y) = Math.DivRem(row, OutputHeight);
        var (rows, columns) = (Windows.Rows.Positions(y), Windows.Columns.Positions(x));
        return new(channel * Height * Width, Width, rows.First, rows.End, columns.First, columns.End);
    }

    internal override double Estimate(int pre, int post) => (double)Outputs * WindowHeight * WindowWidth;

    private static (WindowAxis Rows, WindowAxis Columns) Checked(
        int height, int width, int channels, int windowHeight, int windowWidth, int stride, int padding)
    {
        WindowAxis.RequirePositive(
            "A pooling", (height, "height"), (width, "width"), (channels, "channels"), (windowHeight, "window height"),
            (windowWidth, "window width"), (stride, "stride"));
        return padding < 0 || padding >= Math.Min(windowHeight, windowWidth) ? throw new HomeostatException(
                $"A pooling over windows of {windowHeight} x {windowWidth} cannot have a padding of {padding}; it is 0 or more, and less than the "
                + "window has rows and columns, so that every window sees a pixel.")
            : windowHeight > height + (2L * padding) || windowWidth > width + (2L * padding) ? throw new HomeostatException(
                $"A window of {windowHeight} x {windowWidth} does not fit an image of {height} x {width}"
                + $"{(padding > 0 ? $" with a padding of {padding}" : "")}. Take a smaller window.")
            : (new(height, windowHeight, stride, padding), new(width, windowWidth, stride, padding));
    }
}

/// <summary>The part of an image that a window covers, as half-open ranges of rows and columns.</summary>
/// <param name="Channel">The index of the first unit of the channel.</param>
/// <param name="Width">The number of columns of the image.</param>
/// <param name="Top">The first row.</param>
/// <param name="Bottom">The row after the last one.</param>
/// <param name="Left">The first column.</param>
/// <param name="Right">The column after the last one.</param>
internal readonly record struct PoolingWindow(int Channel, int Width, int Top, int Bottom, int Left, int Right)
{
    /// <summary>The number of pixels in the window.</summary>
    public int Pixels => (Bottom - Top) * (Right - Left);

    /// <summary>The index of the first unit of the window in an image row.</summary>
    public int Row(int y) => Channel + (y * Width) + Left;
}
