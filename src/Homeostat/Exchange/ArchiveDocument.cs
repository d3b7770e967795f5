using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The manifest of an archive: its content except the arrays, as JSON. It holds only data, never types or code.</summary>
/// <typeparam name="T">The type of the further content of an archive of this kind.</typeparam>
/// <param name="Format">The version of the format.</param>
/// <param name="Kind">The kind of object that is saved: a training, a life, a simulation, digits.</param>
/// <param name="Content">The further content of an archive of this kind, besides its states.</param>
/// <param name="States">The states, by the prefix of the names of their arrays.</param>
/// <param name="Arrays">The file that holds the arrays, if the manifest is a separate file.</param>
/// <param name="Sha256">The checksum of all other members.</param>
internal sealed record ArchiveDocument<T>(
    string Format, string Kind, T Content, IReadOnlyDictionary<string, StateDocument> States, ArraysDocument? Arrays, string Sha256)
{
    /// <summary>The text of the document as it is written to a file, with the checksum of all other members.</summary>
    public byte[] Write() => Serialize(this with { Sha256 = Checksum() });

    public static ArchiveDocument<T> Read(ReadOnlySpan<byte> json, string place, string kind)
    {
        try
        {
            ArchiveDocument.RequireFormat(json, place, kind);
            var document = JsonSerializer.Deserialize<ArchiveDocument<T>>(json, ArchiveJson.Options) ?? throw new JsonException("it holds null");

            // The serializer does not know whether a member of a generic type may be null.
            _ = document.Content ?? throw new JsonException("its content is null");
            var checksum = document.Checksum();
            return document.Sha256 == checksum
                ? document
                : throw new HomeostatException(
                    $"{place}: the content has sha256 {checksum}, but {document.Sha256} was noted when it was written. It is damaged "
                    + "or was changed by hand; take another file, or change settings through the program.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException
            || (e is HomeostatException && !e.Message.StartsWith(place, StringComparison.Ordinal)))
        {
            throw new HomeostatException(
                $"{place}: no intact {kind}: {e.Message.TrimEnd('.')}. It is damaged, was cut short or was changed by hand; start anew or "
                + "take another file.",
                e);
        }
    }

    // The checksum is of the content, not of the text, so that only white space may change.
    private string Checksum() => Convert.ToHexStringLower(SHA256.HashData(Serialize(this with { Sha256 = "" })));

    private static byte[] Serialize(ArchiveDocument<T> document) => JsonSerializer.SerializeToUtf8Bytes(document, ArchiveJson.Options);
}

/// <summary>The description of a state in a manifest. Its names are those of the arrays that hold the variables and the spikes.</summary>
internal sealed record StateDocument(
    string Circuit, double TimeStep, ulong Seed, ElementType Type, long Step, long Runs, IReadOnlyList<string> Variables, IReadOnlyList<string> Spikes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Remainder = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Device = null)
{
    public static StateDocument Of(Snapshot snapshot) => new(
        snapshot.Circuit, snapshot.TimeStep, snapshot.Seed, snapshot.Type, snapshot.Step, snapshot.Runs, [.. snapshot.Variables.Keys], [.. snapshot.Spikes.Keys], snapshot.Remainder, snapshot.Device);
}

/// <summary>The reference of a manifest to the file that holds its arrays.</summary>
internal sealed record ArraysDocument(string File, string Sha256);

/// <summary>The format of manifests, which is the same for all kinds of archives.</summary>
internal static class ArchiveDocument
{
    public const string Format = "homeostat archive 2";

    /// <summary>Checks the format and the kind before the other members are read.</summary>
    public static void RequireFormat(ReadOnlySpan<byte> json, string place, string kind)
    {
        var (format, found) = (default(string), default(string));
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                var isFormat = reader.ValueTextEquals("format");
                var isKind = reader.ValueTextEquals("kind");
                reader.Read();
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                (format, found) = (isFormat ? text : format, isKind ? text : found);
                reader.Skip();
            }
        }

        if (format != Format)
        {
            throw new HomeostatException(
                $"{place}: the format '{format}' was found, '{Format}' was expected. Another version of Homeostat wrote it, and what that "
                + "version saved cannot be gone on with; start anew, or go on with that version.");
        }

        if (found != kind)
        {
            throw new HomeostatException($"{place}: a saved '{found}' was found in it, a saved '{kind}' was expected. Give the file of a {kind}.");
        }
    }
}
