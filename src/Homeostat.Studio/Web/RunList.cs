namespace Homeostat.Studio.Web;

/// <summary>The runs in the studio's folder. A run is found by comparing its name with those that the folder holds, so that no path leads out of it.</summary>
/// <param name="root">The folder of the runs.</param>
internal sealed class RunList(string root)
{
    private static readonly string[] Shown = [".png"];

    /// <summary>The folders of all runs, the latest first.</summary>
    public IReadOnlyList<DirectoryInfo> All => !Directory.Exists(root) ? []
        : [.. new DirectoryInfo(root).EnumerateDirectories().Where(d => d.LinkTarget is null && File.Exists(Path.Combine(d.FullName, "settings.json")))
            .OrderByDescending(d => d.LastWriteTimeUtc)];

    /// <summary>The folder of a run.</summary>
    /// <exception cref="HomeostatException">There is no such run.</exception>
    public string Find(string name) => All.FirstOrDefault(d => d.Name == name) is { } found ? Path.Combine(root, found.Name)
        : throw new HomeostatException($"There is no run of the name '{(name.Length > 100 ? $"{name[..100]}..." : name)}' in {root}.");

    /// <summary>The path of a picture of a run.</summary>
    /// <exception cref="HomeostatException">There is no such picture.</exception>
    public string Picture(string name, string file) =>
        new DirectoryInfo(Find(name)).EnumerateFiles().FirstOrDefault(f => f.Name == file && f.LinkTarget is null && Shown.Contains(f.Extension))?.FullName
        ?? throw new HomeostatException("The run has no such picture.");

    /// <summary>What a table of runs shows of one.</summary>
    public static object Describe(DirectoryInfo folder)
    {
        try
        {
            using var run = RunFolder.Open(folder.FullName);
            var events = run.Events();
            var (kind, title, settings) = run switch
            {
                RunFolder<LiveSettings> life => ("life", life.Settings.Title, (RunSettings)life.Settings),
                RunFolder<SimulateSettings> network => ("spikes", network.Settings.Title, network.Settings),
                RunFolder<LearnSettings> learner => ("learner", learner.Settings.Title, learner.Settings),
                RunFolder<RecallSettings> memory => ("memory", memory.Settings.Title, memory.Settings),
                _ => ("run", "", null!),
            };
            return new
            {
                folder.Name,
                Kind = kind,
                Title = title,
                settings.Seed,
                Changed = folder.LastWriteTimeUtc,
                State = events switch { [.., Finished] => "done", _ when IsLocked(folder) => "running", _ => "stopped" },
                Result = Result(events),
                Acts = events.OfType<Acted>().Count(),
                Pictures = folder.EnumerateFiles("*.png").Select(f => f.Name).Order(StringComparer.Ordinal),
            };
        }
        catch (HomeostatException e)
        {
            return new { folder.Name, Kind = "damaged", Title = "", Changed = folder.LastWriteTimeUtc, State = "damaged", Result = e.Message, Pictures = Array.Empty<string>() };
        }
    }

    private static string Result(IReadOnlyList<RunEvent> events) =>
        events.OfType<Ended>().LastOrDefault() is { } ended ? ended.CauseOfDeath is { } cause ? $"died at {ended.Age}: {cause}" : $"alive at {ended.Age}"
        : events.OfType<Found>().LastOrDefault() is { } found ? $"{Words.Time(found.Time)}, {string.Join(", ", found.Groups.Select(g => $"{g.Name} {Words.Number(g.Rate)} Hz"))}"
        : events.OfType<Tested>().LastOrDefault() is { } tested ? tested.Accuracy is { } accuracy ? Words.Percent(accuracy) : $"free energy {Words.Number(tested.FreeEnergy)}"
        : "";

    private static bool IsLocked(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, RunLock.FileName));
}
