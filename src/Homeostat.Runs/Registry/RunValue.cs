using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>A setting or a result of a run: a number, or a text.</summary>
[JsonConverter(typeof(RunValueJson))]
internal readonly record struct RunValue : IComparable<RunValue>
{
    // More digits than a double has are those of a name, such as a large seed.
    private const int MostDigits = 17;

    private readonly string? _text;

    /// <summary>Creates a number.</summary>
    public RunValue(double number) => Number = number;

    /// <summary>Creates a text, even where it looks like a number.</summary>
    public RunValue(string text) => _text = text;

    /// <summary>The number; null for a text.</summary>
    public double? Number { get; }

    /// <summary>The text, of a number too.</summary>
    public string Text => _text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The value of a text: a number where the text is one that is finite.</summary>
    public static RunValue Of(string text) =>
        text.Length <= MostDigits + 7 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new(number) : new(text);

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
        reader.TokenType == JsonTokenType.Number ? new(reader.GetDouble()) : new(reader.GetString() ?? throw new JsonException("it holds null"));

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
