using System.Globalization;

namespace Homeostat.Runs;

/// <summary>Reads folders of runs for the registry. A folder that cannot be read is described as it is, and is no error.</summary>
internal static class RunReader
{
    // Runs of sweeps and comparisons lie in folders of their own.
    private const int Depth = 4;

    /// <summary>The files from which a record is made.</summary>
    private static readonly string[] s_files = [RunFolder.SettingsName, RunFolder.MetricsName, RunNotes.FileName];

    /// <summary>The folders of runs within a folder, each with a text that changes when the run does.</summary>
    /// <param name="folder">The folder of all runs.</param>
    public static IReadOnlyList<(string Name, string Stamp)> Find(string folder) => [.. Folders(folder).AsParallel().SelectMany(inner => At(inner, Path.GetFileName(inner), Depth))];

    /// <summary>The record of a run by the path of its folder, whose last part is the name.</summary>
    /// <param name="path">The path.</param>
    public static RunRecord Read(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Read(Path.GetDirectoryName(full)!, Path.GetFileName(full));
    }

    /// <summary>The record of a run.</summary>
    /// <param name="folder">The folder of all runs.</param>
    /// <param name="name">The name of the run.</param>
    public static RunRecord Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        var started = File.GetLastWriteTimeUtc(Path.Combine(path, RunFolder.SettingsName));
        var none = new RunRecord(name, "", Path.GetFileName(name), started, RunState.Damaged, Empty, Empty, []);
        try
        {
            using var run = RunFolder.Read(path);
            none = none with { Kind = FlatSettings.KindOf(run.Known), Title = run.Known.Title, Settings = FlatSettings.Of(run.Known) };
            var notes = RunNotes.Read(path);
            none = none with { Tags = notes.Tags, Note = notes.Note };
            var events = run.Events();
            return none with
            {
                Started = events.OfType<Asked>().FirstOrDefault()?.At ?? started,
                State = RunLock.IsHeld(path) ? RunState.Running : events.OfType<Finished>().Any() ? RunState.Done : RunState.Stopped,
                Results = RunResults.Of(run.Known, events),
            };
        }
        catch (Exception e) when (e is HomeostatException or IOException or UnauthorizedAccessException)
        {
            // While a run is at work its files may be between two states.
            return none with { State = RunLock.IsHeld(path) ? RunState.Running : RunState.Damaged, Fault = e.Message };
        }
    }

    private static IReadOnlyDictionary<string, RunValue> Empty { get; } = new Dictionary<string, RunValue>();

    private static IEnumerable<(string Name, string Stamp)> At(string folder, string name, int depth) =>
        StampOf(folder) is { } stamp ? [(name, stamp)]
        : depth > 1 && new DirectoryInfo(folder).LinkTarget is null ? Folders(folder).SelectMany(inner => At(inner, $"{name}/{Path.GetFileName(inner)}", depth - 1))
        : [];

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Null for a folder that holds no run.
    private static string? StampOf(string folder)
    {
        var files = Array.ConvertAll(s_files, name => new FileInfo(Path.Combine(folder, name)));
        return files[0].Exists || files[1].Exists
            ? string.Join('|', files.Select(Stamp).Append(RunLock.IsHeld(folder) ? "held" : ""))
            : null;

        static string Stamp(FileInfo file) => file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}:{file.Length}") : "";
    }
}
