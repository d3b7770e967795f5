using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Homeostat.Cli;

/// <summary>A folder of trials that keeps the settings with which they were begun.</summary>
internal static class TrialFolder
{
    /// <summary>Writes the settings into a new folder, or checks that those in it are the same.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the kind of trials, such as <c>comparison</c>, and of the file without its extension.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="type">The form of the settings in JSON.</param>
    /// <exception cref="HomeostatException">The folder holds other settings.</exception>
    public static void SaveOrRequire<T>(string folder, string name, T settings, JsonTypeInfo<T> type)
    {
        var path = Path.Combine(folder, $"{name}.json");
        var text = JsonSerializer.Serialize(settings, type);
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, text);
        }
        else if (File.ReadAllText(path) != text)
        {
            throw new HomeostatException($"{path}: the folder holds a {name} with other settings. Give the same settings to go on with it, or another folder by --out.");
        }
    }
}
