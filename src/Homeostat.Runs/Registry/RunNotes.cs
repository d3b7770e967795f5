using System.Text.Json;

namespace Homeostat.Runs;

/// <summary>The tags and the note that a user gave a run, kept as <c>notes.json</c> in its folder.</summary>
/// <param name="Tags">The tags, in the order in which they were given.</param>
/// <param name="Note">The note; null for none.</param>
internal sealed record RunNotes(IReadOnlyList<string> Tags, string? Note)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "notes.json";

    /// <summary>No tags and no note.</summary>
    public static RunNotes None { get; } = new([], null);

    /// <summary>Reads the notes of a run; none where there is no file.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="HomeostatException">The file is damaged.</exception>
    public static RunNotes Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RegistryJson.Default.RunNotes) ?? None : None;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: no intact tags and note: {e.Message.TrimEnd('.')}. Correct the file or remove it.", e);
        }
    }

    /// <summary>Writes the notes into the folder of a run.</summary>
    /// <param name="folder">The folder of the run.</param>
    public void Save(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, RegistryJson.Default.RunNotes) + "\n");

    /// <summary>The notes with more tags, each once.</summary>
    public RunNotes With(IEnumerable<string> tags) => this with { Tags = [.. Tags.Concat(tags).Distinct()] };

    /// <summary>The notes without some tags.</summary>
    public RunNotes Without(IEnumerable<string> tags) => this with { Tags = [.. Tags.Except(tags)] };
}
