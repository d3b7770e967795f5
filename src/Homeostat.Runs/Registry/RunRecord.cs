using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The state of a run.</summary>
internal enum RunState
{
    /// <summary>A process is at work on it.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It was stopped, or its process was killed, before its end.</summary>
    Stopped,

    /// <summary>A file of it is missing or cannot be read.</summary>
    Damaged,
}

/// <summary>A run as the registry knows it.</summary>
/// <param name="Name">The path of its folder within the folder of all runs, with '/' between the parts.</param>
/// <param name="Kind">The command that it is of, such as <c>learn</c>; empty where its settings cannot be read.</param>
/// <param name="Title">The title, such as <c>pc-mnist</c>.</param>
/// <param name="Started">The time at which it began.</param>
/// <param name="State">The state.</param>
/// <param name="Settings">The settings by the names of their options; those of a model that were not given have its defaults.</param>
/// <param name="Results">The results so far, such as <c>accuracy</c>.</param>
/// <param name="Tags">The tags that the user gave it.</param>
/// <param name="Note">The user's note.</param>
/// <param name="Fault">What is wrong with a damaged run; null for an intact one.</param>
internal sealed record RunRecord(
    string Name, string Kind, string Title, DateTime Started, RunState State, IReadOnlyDictionary<string, RunValue> Settings, IReadOnlyDictionary<string, RunValue> Results,
    IReadOnlyList<string> Tags, string? Note = null, string? Fault = null)
{
    /// <summary>The names of what every run has beside settings and results.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "kind", "title", "started", "state", "tags", "note"];

    /// <summary>A field, a result or a setting by its name; null where the run has none of the name.</summary>
    public RunValue? this[string name] => name switch
    {
        "name" => new RunValue(Name),
        "kind" => new RunValue(Kind),
        "title" => new RunValue(Title),
        "started" => new RunValue(Started.ToString("s", CultureInfo.InvariantCulture)),
        "state" => new RunValue(Words.Spell(State)),
        "tags" => new RunValue(string.Join(' ', Tags)),
        "note" => Note is null ? null : new RunValue(Note),
        _ => Results.TryGetValue(name, out var result) ? result : Settings.TryGetValue(name, out var setting) ? setting : null,
    };
}

/// <summary>The JSON forms of the registry.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunNotes))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    /// <summary>The JSON of a record, in one line.</summary>
    public static string Text(RunRecord run) => JsonSerializer.Serialize(run, Default.RunRecord);

    /// <summary>The record of a JSON text.</summary>
    public static RunRecord Record(string text) => JsonSerializer.Deserialize(text, Default.RunRecord) ?? throw new JsonException("it holds null");
}
