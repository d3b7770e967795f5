using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Homeostat.Cli;

/// <summary>The folder a run leaves: settings, metrics, checkpoint, plots.</summary>
internal abstract class RunFolder
{
    private const string Runs = "runs";
    private const string SettingsName = "settings.json";
    private const string MetricsName = "metrics.jsonl";

    protected RunFolder(string path) => Path = path;

    /// <summary>As short as it can be typed.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Chooses the folder of a new run; nothing is written yet.</summary>
    /// <param name="path">Where; null for <c>runs/DATE-TITLE-seedN</c>.</param>
    /// <param name="settings">What the run was asked for.</param>
    public static RunFolder<T> Create<T>(string? path, T settings)
        where T : RunSettings
    {
        if (path is not null && File.Exists(System.IO.Path.Combine(path, SettingsName)))
        {
            throw new HomeostatException(
                $"{path}: the folder already holds a run. Go on with it by 'homeostat resume {Quoted(path)}', or give another folder.");
        }

        var stamp = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var name = System.IO.Path.Combine(Runs, $"{stamp}-{settings.Title}-seed{settings.Seed}");
        path ??= Enumerable.Range(1, int.MaxValue)
            .Select(n => n == 1 ? name : $"{name}-{n}")
            .First(candidate => !Directory.Exists(candidate));
        return new RunFolder<T>(path, settings);
    }

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <param name="path">The folder, or its name within <c>runs</c>; null for the latest run there.</param>
    public static RunFolder Open(string? path)
    {
        var known = Directory.Exists(Runs)
            ? Directory.GetDirectories(Runs).Where(HasSettings).OrderBy(d => File.GetLastWriteTimeUtc(System.IO.Path.Combine(d, SettingsName))).ToArray()
            : [];
        var found = path is null ? known.LastOrDefault() : new[] { path, System.IO.Path.Combine(Runs, path) }.FirstOrDefault(HasSettings);
        if (found is null)
        {
            var list = known.Length == 0 ? "There is none in runs/ either: start one by 'homeostat learn'."
                : $"The latest in runs/ are {string.Join(", ", known.Reverse().Take(3))}.";
            throw new HomeostatException($"{path ?? Runs}: no run is there (a folder with {SettingsName}). {list}");
        }

        var file = System.IO.Path.Combine(found, SettingsName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), RunJson.Default.RunSettings) switch
            {
                LearnSettings learn => new RunFolder<LearnSettings>(found, learn),
                SimulateSettings simulate => new RunFolder<SimulateSettings>(found, simulate),
                LiveSettings live => new RunFolder<LiveSettings>(found, live),
                _ => throw new JsonException("it holds null"),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{file}: no intact settings: {e.Message.TrimEnd('.')}. Restore the file or start a new run.", e);
        }
    }

    /// <summary>Removes the folder where there is nothing in it but settings.</summary>
    public void DiscardIfEmpty()
    {
        if (Directory.Exists(Path)
            && Directory.GetFileSystemEntries(Path) is [var only] && System.IO.Path.GetFileName(only) == SettingsName)
        {
            Directory.Delete(Path, recursive: true);
        }
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
                events.Add(JsonSerializer.Deserialize(lines[i], RunJson.Default.RunEvent) ?? throw new JsonException("it holds null"));
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

    /// <summary>Keeps some of the events.</summary>
    public void Keep(Func<RunEvent, bool> wanted)
    {
        var text = string.Concat(Events().Where(wanted).Select(Line));
        AtomicFile.Write(this[MetricsName], file => file.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The folder as it is typed in a command.</summary>
    public string Quoted() => Quoted(Path);

    public static string Line(RunEvent happened) => JsonSerializer.Serialize(happened, RunJson.Default.RunEvent) + "\n";

    protected void Save(RunSettings settings) => AtomicFile.Write(this[SettingsName], file => JsonSerializer.Serialize(
        file, settings, new RunJson(new JsonSerializerOptions(RunJson.Default.Options) { WriteIndented = true }).RunSettings));

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static bool HasSettings(string folder) => File.Exists(System.IO.Path.Combine(folder, SettingsName));
}

/// <summary>The folder of a run of which it is known what it was asked for.</summary>
internal sealed class RunFolder<T>(string path, T settings) : RunFolder(path)
    where T : RunSettings
{
    public T Settings => settings;

    /// <summary>The same run with other settings.</summary>
    public RunFolder<T> With(T settings) => new(Path, settings);

    /// <summary>Writes the settings.</summary>
    public void Save() => Save(settings);
}
