namespace Homeostat.Studio.Web;

/// <summary>The runs in the studio's folder, by its registry. A run is found among the folders that there are, so that no path leads out.</summary>
/// <param name="root">The folder of the runs.</param>
internal sealed class RunList(string root)
{
    private readonly Lock _lock = new();

    /// <summary>The rows of a table of runs, the latest first.</summary>
    /// <param name="conditions">The conditions that the runs meet, such as <c>model=pc</c>.</param>
    /// <exception cref="HomeostatException">A text is no condition.</exception>
    public IReadOnlyList<object> Table(IEnumerable<string?> conditions)
    {
        RunFilter[] filters = [.. conditions.OfType<string>().Select(text => RunFilter.Parse(text) ?? throw new HomeostatException($"'{text}' is not {RunFilter.Form}."))];
        return [.. Runs(filters).OrderByDescending(run => run.Started).Select(run => (object)new
        {
            run.Name,
            run.Kind,
            run.Title,
            run.Started,
            run.State,
            Result = run.Fault ?? string.Join(", ", RunResults.Order.Where(run.Results.ContainsKey).Take(3).Select(name => $"{name.Replace('-', ' ')} {Short(run.Results[name])}")),
            run.Tags,
            run.Note,
        })];
    }

    /// <summary>The settings, the results and the pictures of a run.</summary>
    /// <exception cref="HomeostatException">There is no such run.</exception>
    public object Describe(string name)
    {
        var folder = new DirectoryInfo(Find(name));
        var run = Runs([new RunFilter("name", "=", new RunValue(name))]).Single();
        return new
        {
            run.Name,
            run.Kind,
            run.Title,
            run.Started,
            run.State,
            run.Fault,
            Settings = run.Settings.ToDictionary(s => s.Key, s => s.Value.ToString()),
            Results = run.Results.ToDictionary(r => r.Key, r => r.Value.ToString()),
            run.Tags,
            run.Note,
            Pictures = folder.EnumerateFiles("*.png").Where(f => f.LinkTarget is null).Select(f => f.Name).Order(StringComparer.Ordinal),
        };
    }

    /// <summary>The folder of a run.</summary>
    /// <exception cref="HomeostatException">There is no such run.</exception>
    public string Find(string name) =>
        Directory.Exists(root) && RunReader.Find(root).Any(run => run.Name == name) && new DirectoryInfo(Path.Combine(root, name)).LinkTarget is null
            ? Path.Combine(root, name)
            : throw new HomeostatException($"There is no run of the name '{(name.Length > 100 ? $"{name[..100]}..." : name)}' in {root}.");

    /// <summary>The path of a picture of a run.</summary>
    /// <exception cref="HomeostatException">There is no such picture.</exception>
    public string Picture(string name, string file) =>
        new DirectoryInfo(Find(name)).EnumerateFiles("*.png").FirstOrDefault(f => f.Name == file && f.LinkTarget is null)?.FullName
        ?? throw new HomeostatException("There is no such picture of the run.");

    private IReadOnlyList<RunRecord> Runs(IReadOnlyList<RunFilter> filters)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        lock (_lock)
        {
            using var registry = RunRegistry.Open(root);
            registry.Update();
            return registry.Query(filters);
        }
    }

    private static string Short(RunValue value) => value.Number is { } number ? Words.Number(number) : $"{value}";
}
