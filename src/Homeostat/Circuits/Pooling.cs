using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>A unit for each channel and window of an image sees the pixels in the window, in its own channel.</summary>
/// <remarks>
/// The presynaptic units are <c>(channel*height + row)*width + column</c>, the postsynaptic ones
/// <c>(channel*outputHeight + row)*outputWidth + column</c>: both the order of PyTorch's tensors (channels first).
/// Windows stand at every <paramref name="Stride"/>th pixel; pixels at the far edges where no whole window fits are not seen.
/// </remarks>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="Channels">Channels of the image and of the output.</param>
/// <param name="WindowHeight">Rows of a window.</param>
/// <param name="WindowWidth">Columns of a window.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Rows and columns, on each side, by which a window may stand out; less than the window has.</param>
public sealed record Pooling(int Height, int Width, int Channels, int WindowHeight, int WindowWidth, int Stride, int Padding) : Connectivity
{
    // The last of the properties to be set up, so it sees all of them.
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(Height, Width, Channels, WindowHeight, WindowWidth, Stride, Padding);

    /// <summary>Rows of the output.</summary>
    [JsonIgnore]
    public int OutputHeight => Windows.Rows.Count;

    /// <summary>Columns of the output.</summary>
    [JsonIgnore]
    public int OutputWidth => Windows.Columns.Count;

    /// <summary>Units the presynaptic end must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>Units the postsynaptic end must have: output height × output width × channels.</summary>
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

/// <summary>The part of an image that a window covers: from the first row and column to before the last ones.</summary>
/// <param name="Channel">The first unit of the channel.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="Top">The first row.</param>
/// <param name="Bottom">The row to stop before.</param>
/// <param name="Left">The first column.</param>
/// <param name="Right">The column to stop before.</param>
internal readonly record struct PoolingWindow(int Channel, int Width, int Top, int Bottom, int Left, int Right)
{
    /// <summary>How many units the window has.</summary>
    public int Pixels => (Bottom - Top) * (Right - Left);

    /// <summary>The first unit of the window in a row.</summary>
    public int Row(int y) => Channel + (y * Width) + Left;
}
