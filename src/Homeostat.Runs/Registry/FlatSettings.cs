using System.Text.Json;
using System.Text.Json.Nodes;

namespace Homeostat.Runs;

/// <summary>The settings of a run as names and values, spelled as their options are.</summary>
internal static class FlatSettings
{
    private const string Kind = "run";

    /// <summary>The command that settings are of, such as <c>learn</c>.</summary>
    public static string KindOf(RunSettings settings) => Json(settings)[Kind]!.GetValue<string>();

    /// <summary>Every setting that has a value. Those of a model that were not given have its defaults.</summary>
    public static IReadOnlyDictionary<string, RunValue> Of(RunSettings settings)
    {
        var flat = new Dictionary<string, RunValue>(StringComparer.Ordinal);
        foreach (var (name, value) in ModelSettings(settings))
        {
            flat[name] = RunValue.Of(value);
        }

        Add("", Json(settings));
        return flat;

        // The name of the data is that of their option, and what else is told of them has an option of its own, as the settings of a model have.
        void Add(string path, JsonObject fields)
        {
            foreach (var (field, value) in fields)
            {
                var name = JsonNamingPolicy.KebabCaseLower.ConvertName(field);
                name = (path, name) switch
                {
                    ("", _) => name,
                    ("data", "name") => "data",
                    ("data" or "settings", _) => name,
                    _ => $"{path}.{name}",
                };
                if (value is JsonObject inner)
                {
                    Add(name, inner);
                }
                else if (value is not null && name != Kind)
                {
                    flat[name] = RunValue.Of(Text(value));
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> ModelSettings(RunSettings settings)
    {
        var (name, given) = settings switch
        {
            LearnSettings learn => (learn.Model, learn.Settings),
            RecallSettings recall => (recall.Model, recall.Settings),
            _ => (null, null),
        };
        if (name is null || !ModelCatalog.All.Names.Contains(name))
        {
            return [];
        }

        var model = ModelCatalog.Find(name);
        return Setting.Of(model.Configure(given!)).Select(setting => (setting.Name, setting.Default));
    }

    private static string Text(JsonNode value) => value is JsonArray list ? string.Join(',', list.Select(item => item is null ? "" : Text(item)))
        : value is JsonObject ? value.ToJsonString()
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static JsonObject Json(RunSettings settings) => JsonSerializer.SerializeToNode(settings, RunJson.Default.RunSettings)!.AsObject();
}
