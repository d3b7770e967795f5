using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>What a run was asked for; kept as <c>settings.json</c> in its folder.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "run")]
[JsonDerivedType(typeof(LearnSettings), "learn")]
[JsonDerivedType(typeof(SimulateSettings), "simulate")]
[JsonDerivedType(typeof(LiveSettings), "live")]
internal abstract record RunSettings
{
    public required ulong Seed { get; init; }

    /// <summary>Threads; null for all processors.</summary>
    public int? Threads { get; init; }

    /// <summary>What the run is about, as part of a file name.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>The setting that says how far the run goes, by its name in the file: the one that may be changed later.</summary>
    [JsonIgnore]
    public abstract string Extent { get; }
}
