namespace Homeostat.Nir;

/// <summary>A group of an HDF5 file as plain data.</summary>
internal sealed class HdfGroup
{
    /// <summary>The groups within it, by name.</summary>
    public Dictionary<string, HdfGroup> Groups { get; } = [];

    /// <summary>The numbers and texts in it, by name. Of a list of texts the shape is that of the list.</summary>
    public Dictionary<string, HdfData> Data { get; } = [];

    /// <summary>The attributes of the group.</summary>
    public Dictionary<string, HdfData> Attributes { get; } = [];
}

/// <summary>A data set of an HDF5 file: numbers, or texts with their shape.</summary>
/// <param name="Value">The numbers, or a single text; null for a list of texts.</param>
/// <param name="Texts">The texts in row-major order; null for numbers.</param>
/// <param name="Shape">The lengths of the axes.</param>
internal sealed record HdfData(NirValue? Value, string[]? Texts, IReadOnlyList<int> Shape);
