using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a run, kept as <c>settings.json</c> in its folder, where none may be missing: a default is not guessed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "run")]
[JsonDerivedType(typeof(LearnSettings), "learn")]
[JsonDerivedType(typeof(RecallSettings), "recall")]
[JsonDerivedType(typeof(SimulateSettings), "simulate")]
[JsonDerivedType(typeof(LiveSettings), "live")]
internal abstract record RunSettings
{
    public required ulong Seed { get; init; }

    /// <summary>The number of threads; null for one a processor.</summary>
    public int? Threads { get; init; }

    /// <summary>The title of the run, as part of a file name.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>The name in the file of the setting that says how far the run goes: the one that may be changed later.</summary>
    public abstract string Extent();
}
