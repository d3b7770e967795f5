using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>
/// The conversion of a connectivity: <c>"dense"</c>, <c>"one-to-one"</c>, or an object with one member, whose name is the kind:
/// <c>{ "even-chance": { "p": 0.1, "condition": "" } }</c>.
/// </summary>
internal sealed class ConnectivityJson : JsonConverter<Connectivity>
{
    private static readonly (string Name, Connectivity Value)[] Words =
        [("dense", Connectivity.Dense), ("one-to-one", Connectivity.OneToOne)];

    private static readonly (string Name, Type Type)[] Kinds =
    [
        .. typeof(Connectivity).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Connectivity)) && t != typeof(AllToAll) && t != typeof(SameIndex))
            .Select(t => (JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name), t)),
    ];

    public override Connectivity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var word = reader.GetString();
            return Array.Find(Words, w => w.Name == word).Value ?? throw Unknown(word);
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException("A connectivity is a word or an object of one member.");
        }

        var name = reader.GetString();
        var type = Array.Find(Kinds, k => k.Name == name).Type ?? throw Unknown(name);
        reader.Read();
        var connectivity = (Connectivity?)JsonSerializer.Deserialize(ref reader, type, options);
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject && connectivity is not null
            ? connectivity
            : throw new JsonException("A connectivity is a word or an object of one member.");
    }

    public override void Write(Utf8JsonWriter writer, Connectivity value, JsonSerializerOptions options)
    {
        if (Array.Find(Words, w => w.Value == value).Name is { } word)
        {
            writer.WriteStringValue(word);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName(Array.Find(Kinds, k => k.Type == value.GetType()).Name);
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
        writer.WriteEndObject();
    }

    private static JsonException Unknown(string? name) => new(
        $"The connectivity '{name}' was found; one of {string.Join(", ", Words.Select(w => w.Name).Concat(Kinds.Select(k => k.Name)))} was expected.");
}
