using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>An image is cut into patches, and each patch is seen by units of its own.</summary>
/// <remarks>
/// The index of a presynaptic unit is <c>(channel*height + row)*width + column</c>, that of a postsynaptic unit
/// <c>(row*columns + column)*units + n</c>, so that units that see the same patch have neighboring indices.
/// </remarks>
/// <param name="Height">The number of rows of the image.</param>
/// <param name="Width">The number of columns of the image.</param>
/// <param name="Channels">The number of channels of the image; a patch includes all of them.</param>
/// <param name="Patch">The number of rows and of columns of a patch.</param>
/// <param name="Stride">The distance between neighboring patches, in pixels; patches overlap where it is less than their size.</param>
/// <param name="Units">The number of units that see the same patch.</param>
public sealed record Patches(int Height, int Width, int Channels, int Patch, int Stride, int Units) : Connectivity
{
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(Height, Width, Channels, Patch, Stride, Units);

    /// <summary>The number of patches from top to bottom.</summary>
    [JsonIgnore]
    public int Rows => Windows.Rows.Count;

    /// <summary>The number of patches from left to right.</summary>
    [JsonIgnore]
    public int Columns => Windows.Columns.Count;

    /// <summary>The size that the presynaptic population must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>The size that the postsynaptic population must have: rows × columns × units.</summary>
    [JsonIgnore]
    public int Outputs => WindowAxis.Units(Rows, Columns, Units);

    /// <inheritdoc/>
    public override string ToString() =>
        $"patches of {Patch} x {Patch}, stride {Stride}, of {Channels} x {Height} x {Width}, to {Rows} x {Columns} x {Units}";

    internal override double Estimate(int pre, int post) => (double)Outputs * Channels * Patch * Patch;

    private static (WindowAxis Rows, WindowAxis Columns) Checked(int height, int width, int channels, int patch, int stride, int units)
    {
        WindowAxis.RequirePositive(
            "A cut into patches", (height, "height"), (width, "width"), (channels, "channels"), (patch, "patch"), (stride, "stride"), (units, "units"));
        return patch > height || patch > width || (height - patch) % stride != 0 || (width - patch) % stride != 0
            ? throw new HomeostatException(
                $"Patches of {patch} x {patch} at every {stride} pixels do not fit an image of {height} x {width}: pixels at its edge would be seen by no "
                + $"unit. The size less the patch must be a multiple of the stride.")
            : (new(height, patch, stride), new(width, patch, stride));
    }
}
