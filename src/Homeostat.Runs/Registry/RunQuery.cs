namespace Homeostat.Runs;

/// <summary>A question to the registry: which runs, in which order, and what of them.</summary>
internal sealed record RunQuery
{
    /// <summary>The conditions, all of which the runs fulfill.</summary>
    public IReadOnlyList<RunFilter> Where { get; init; } = [];

    /// <summary>The name of the setting, result or field by which the runs are sorted, the largest number first, texts from A to Z; null for the latest first.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether the order is turned around. Runs without the value by which they are sorted come last in any case.</summary>
    public bool Reverse { get; init; }

    /// <summary>The largest number of runs; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The names of the settings that are of interest, others are left out; null for all. Of many runs, few settings are read more quickly.</summary>
    public IReadOnlyList<string>? Settings { get; init; }
}
