using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>A setting or a result of a run: a number, or a text.</summary>
/// <param name="Number">The number; null for a text.</param>
/// <param name="Text">The text, of a number too.</param>
[JsonConverter(typeof(RunValueJson))]
internal readonly record struct RunValue(double? Number, string Text) : IComparable<RunValue>
{
    /// <summary>The value of a text: a number where the text is one that is finite.</summary>
    public static RunValue Of(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new(number, text) : new(null, text);

    public static implicit operator RunValue(double number) => Of(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Numbers in their order, then texts in theirs.</summary>
    public int CompareTo(RunValue other) => (Number, other.Number) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(Text, other.Text),
    };

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The JSON form of a value: a number or a text.</summary>
internal sealed class RunValueJson : JsonConverter<RunValue>
{
    public override RunValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : new RunValue(null, reader.GetString() ?? throw new JsonException("it holds null"));

    public override void Write(Utf8JsonWriter writer, RunValue value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
