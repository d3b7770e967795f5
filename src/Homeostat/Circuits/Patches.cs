using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>An image is cut into patches, and each is seen by units of its own.</summary>
/// <remarks>
/// The presynaptic units are <c>(channel*height + row)*width + column</c>, the postsynaptic ones
/// <c>(row*columns + column)*units + n</c>: those that see the same patch stand side by side.
/// </remarks>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="Channels">Channels of the image; a patch has all of them.</param>
/// <param name="Patch">Rows and columns of a patch.</param>
/// <param name="Stride">Pixels from one patch to the next; patches overlap where it is less than their size.</param>
/// <param name="Units">Units that see the same patch.</param>
public sealed record Patches(int Height, int Width, int Channels, int Patch, int Stride, int Units) : Connectivity
{
    internal (WindowAxis Rows, WindowAxis Columns) Windows { get; } = Checked(Height, Width, Channels, Patch, Stride, Units);

    /// <summary>Patches one below the other.</summary>
    [JsonIgnore]
    public int Rows => Windows.Rows.Count;

    /// <summary>Patches side by side.</summary>
    [JsonIgnore]
    public int Columns => Windows.Columns.Count;

    /// <summary>Units the presynaptic end must have: height × width × channels.</summary>
    [JsonIgnore]
    public int Inputs => WindowAxis.Units(Height, Width, Channels);

    /// <summary>Units the postsynaptic end must have: rows × columns × units.</summary>
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
