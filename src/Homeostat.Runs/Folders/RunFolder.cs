using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Homeostat.Runs;

/// <summary>
/// The folder a run leaves: settings, metrics, checkpoint, plots. One process at a time writes into it: the one that holds its lock.
/// </summary>
internal abstract class RunFolder : IDisposable
{
    /// <summary>The folder of all runs, unless another is given.</summary>
    public const string Runs = "runs";

    /// <summary>The name of the file of the settings.</summary>
    public const string SettingsName = "settings.json";

    /// <summary>The name of the file of the events.</summary>
    public const string MetricsName = "metrics.jsonl";

    private RunLock? _lock;
    private bool _isNew;
    private bool _isSaved;

    protected RunFolder(string path) => Path = path;

    /// <summary>The path as it was given: as short as it can be typed.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Chooses the folder of a new run; nothing is written yet.</summary>
    /// <param name="path">The folder; null for <c>DATE-TITLE-seedN</c> among all runs.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="runs">The folder of all runs.</param>
    public static RunFolder<T> Create<T>(string? path, T settings, string runs = Runs)
        where T : RunSettings
    {
        RequireName(path);
        if (path is not null && HasSettings(path))
        {
            throw Taken(path);
        }

        var stamp = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var name = System.IO.Path.Combine(runs, $"{stamp}-{settings.Title}-seed{settings.Seed}");
        path ??= Enumerable.Range(1, int.MaxValue)
            .Select(n => n == 1 ? name : $"{name}-{n}")
            .First(candidate => !Directory.Exists(candidate));
        return new RunFolder<T>(path, settings) { _isNew = true };
    }

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <param name="path">The folder, or its name within <c>runs</c>; null for the latest run there.</param>
    public static RunFolder Open(string? path)
    {
        RequireName(path);
        var found = path is null ? Latest().FirstOrDefault() : new[] { path, System.IO.Path.Combine(Runs, path) }.FirstOrDefault(HasSettings);
        if (found is null)
        {
            string[] latest = [.. Latest().Take(3)];
            var list = latest.Length == 0 ? "There is none in runs/ either: start one by 'homeostat learn'." : $"The latest in runs/ are {string.Join(", ", latest)}.";
            throw new HomeostatException($"{path ?? Runs}: no run is there (a folder with {SettingsName}). {list}");
        }

        return Read(found);
    }

    /// <summary>Reads the settings in the folder of a run.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="HomeostatException">The settings are missing or damaged.</exception>
    public static RunFolder Read(string folder)
    {
        var file = System.IO.Path.Combine(folder, SettingsName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RunJson.Reading<RunSettings>()) switch
            {
                LearnSettings learn => new RunFolder<LearnSettings>(folder, learn),
                RecallSettings recall => new RunFolder<RecallSettings>(folder, recall),
                SimulateSettings simulate => new RunFolder<SimulateSettings>(folder, simulate),
                LiveSettings live => new RunFolder<LiveSettings>(folder, live),
                _ => throw new JsonException("it holds null"),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{file}: no intact settings: {e.Message.TrimEnd('.')}. Restore the file or start a new run.", e);
        }
    }

    /// <summary>The settings of the run, of whatever kind it is.</summary>
    public abstract RunSettings Known { get; }

    /// <summary>Takes the right to write into the folder, until it is disposed of; another process may not have it.</summary>
    public void Lock() => _lock ??= RunLock.Take(Path);

    /// <summary>Removes the folder where there is nothing in it but the settings that this run wrote.</summary>
    public void DiscardIfEmpty()
    {
        if (!_isNew || _lock is null)
        {
            return;
        }

        string[] own = [SettingsName, MetricsName, RunLock.FileName];
        var entries = Directory.GetFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)!).ToArray();
        if (entries.Except(own).Any() || !Events().All(e => e is Asked))
        {
            return;
        }

        foreach (var name in entries.Intersect([SettingsName, MetricsName]))
        {
            File.Delete(this[name]);
        }

        Dispose();
        if (Directory.GetFileSystemEntries(Path).Length == 0)
        {
            Directory.Delete(Path);
        }
    }

    /// <summary>Gives the right to write back.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Adds a line to the metrics.</summary>
    public void Append(RunEvent happened)
    {
        try
        {
            File.AppendAllText(this[MetricsName], Line(happened));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{this[MetricsName]}: could not be written: {e.Message.TrimEnd('.')}. The last checkpoint is intact.", e);
        }
    }

    /// <summary>Every event noted so far. A last line that a crash cut short is left out.</summary>
    public IReadOnlyList<RunEvent> Events()
    {
        if (!File.Exists(this[MetricsName]))
        {
            return [];
        }

        var lines = File.ReadAllLines(this[MetricsName]);
        var events = new List<RunEvent>();
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                events.Add(JsonSerializer.Deserialize(lines[i], RunJson.Reading<RunEvent>()) ?? throw new JsonException("it holds null"));
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                if (i < lines.Length - 1)
                {
                    throw new HomeostatException($"{this[MetricsName]}: line {i + 1} is no event: {e.Message.TrimEnd('.')}. Remove the line.", e);
                }
            }
        }

        return events;
    }

    /// <summary>Keeps some of the events, and the settings the run began with.</summary>
    public void Keep(Func<RunEvent, bool> wanted)
    {
        var text = string.Concat(Events().Where(e => e is Asked || wanted(e)).Select(Line));
        AtomicFile.Write(this[MetricsName], text);
    }

    /// <summary>A sentence about a setting that was edited in its file after the run began; null if none was.</summary>
    public abstract string? Edited { get; }

    /// <summary>The folder as it is typed in a command.</summary>
    public string Quoted() => Quoted(Path);

    public static string Line(RunEvent happened) => JsonSerializer.Serialize(happened, RunJson.Default.RunEvent) + "\n";

    /// <summary>The name of a setting that was changed in its file since the run began, with both values; null if there is none.</summary>
    protected (string Name, string Before, string Now)? Changed(RunSettings settings)
    {
        if (Events().OfType<Asked>().LastOrDefault() is not { } asked || asked.Settings.GetType() != settings.GetType())
        {
            return null;
        }

        var (before, now) = (Fields(asked.Settings), Fields(settings));
        foreach (var (name, value) in now)
        {
            if (!JsonNode.DeepEquals(before[name], value))
            {
                return (name, before[name]?.ToJsonString() ?? "unset", value?.ToJsonString() ?? "unset");
            }
        }

        return null;

        // Results do not depend on the number of threads; where the data are is checked by what they are.
        JsonObject Fields(RunSettings of)
        {
            var fields = JsonSerializer.SerializeToNode(of, RunJson.Default.RunSettings)!.AsObject();
            fields.Remove(settings.Extent());
            fields.Remove("title");
            fields.Remove("threads");
            (fields["data"] as JsonObject)?.Remove("name");
            return fields;
        }
    }

    protected void Save(RunSettings settings)
    {
        Lock();
        var isFirst = _isNew && !_isSaved;
        if (isFirst && HasSettings(Path))
        {
            throw Taken(Path);
        }

        AtomicFile.Write(this[SettingsName], file => JsonSerializer.Serialize(
            file, settings, new RunJson(new JsonSerializerOptions(RunJson.Default.Options) { WriteIndented = true }).RunSettings));
        if (isFirst)
        {
            Append(new Asked(settings) { At = DateTime.UtcNow });
        }

        _isSaved = true;
    }

    protected void TakeLockOf(RunFolder other) => (_lock, other._lock) = (other._lock, null);

    private static IEnumerable<string> Latest() => Directory.Exists(Runs)
        ? Directory.GetDirectories(Runs).Where(HasSettings).OrderByDescending(d => File.GetLastWriteTimeUtc(System.IO.Path.Combine(d, SettingsName)))
        : [];

    private static HomeostatException Taken(string path) => new(
        $"{path}: the folder already holds a run. Go on with it by 'homeostat resume {Quoted(path)}', or give another folder.");

    private static void RequireName(string? path)
    {
        if (path is not null && string.IsNullOrWhiteSpace(path))
        {
            throw new HomeostatException("The name given for the run's folder is empty. Give a folder, such as runs/mine, or leave it out.");
        }
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static bool HasSettings(string folder) => File.Exists(System.IO.Path.Combine(folder, SettingsName));
}

/// <summary>The folder of a run with its settings.</summary>
internal sealed class RunFolder<T>(string path, T settings) : RunFolder(path)
    where T : RunSettings
{
    public T Settings => settings;

    public override RunSettings Known => settings;

    /// <summary>The same run with other settings.</summary>
    public RunFolder<T> With(T settings)
    {
        var changed = new RunFolder<T>(Path, settings);
        changed.TakeLockOf(this);
        return changed;
    }

    public override string? Edited => Changed(settings) is var (name, before, now)
        ? $"{this["settings.json"]}: '{name}' was changed after the run began, from {before} to {now}; what the run has reached came from {before}. "
            + "Put the old value back, or start a new run with the new one."
        : null;

    /// <summary>Makes sure that the settings are those the run began with, all but how far it goes.</summary>
    /// <exception cref="HomeostatException">One was changed in the file.</exception>
    public void RequireAsAsked()
    {
        if (Edited is { } message)
        {
            throw new HomeostatException(message);
        }
    }

    /// <summary>Writes the settings.</summary>
    public void Save() => Save(settings);
}
