namespace Homeostat.Studio.Web;

/// <summary>The runs in the studio's folder, by its registry. Only runs that the registry has found there have a path, so that none leads out.</summary>
/// <param name="root">The folder of the runs.</param>
internal sealed class RunList(string root) : IDisposable
{
    private const int MostResults = 3, MostCompared = 20, MostCharacters = 10_000;

    // Opened when there is a folder, beside whose runs the index is kept.
    private readonly Lazy<RunRegistry> _registry = new(() => RunRegistry.Open(root));

    /// <summary>The rows of a table of runs, the latest first.</summary>
    /// <param name="conditions">The conditions that the runs meet, such as <c>model=pc</c>.</param>
    /// <exception cref="HomeostatException">A text is no condition.</exception>
    public IReadOnlyList<object> Table(IEnumerable<string?> conditions)
    {
        RunFilter[] filters = [.. conditions.OfType<string>().Select(text => RunFilter.Parse(text) ?? throw new HomeostatException($"'{text}' is not {RunFilter.Form}."))];
        if (!Directory.Exists(root))
        {
            return [];
        }

        _registry.Value.Update();
        return [.. _registry.Value.Query(new RunQuery { Where = filters, Settings = [] }).Select(run => (object)new
        {
            run.Name,
            run.Kind,
            run.Title,
            run.Started,
            run.State,
            Result = run.Fault ?? string.Join(
                ", ", RunResults.Order.Where(run.Results.ContainsKey).Take(MostResults).Select(name => $"{name.Replace('-', ' ')} {RunResults.Text(name, run.Results[name])}")),
            run.Tags,
            run.Note,
        })];
    }

    /// <summary>The settings, the results and the pictures of a run.</summary>
    /// <exception cref="FileNotFoundException">There is no such run.</exception>
    public RunDescription Describe(string name)
    {
        var (run, folder) = Of(name);
        return RunDescription.Of(run, PicturesIn(folder).Select(f => f.Name));
    }

    /// <summary>Runs side by side.</summary>
    /// <param name="names">The names of at least two runs.</param>
    /// <exception cref="HomeostatException">They are too few or too many.</exception>
    /// <exception cref="FileNotFoundException">There is no such run.</exception>
    public object Compare(IReadOnlyList<string?> names)
    {
        if (names.Count is < 2 or > MostCompared)
        {
            throw new HomeostatException($"{names.Count} runs cannot be compared; choose from 2 to {MostCompared}.");
        }

        var compared = new RunComparison(Of([.. names.OfType<string>().Distinct()]));
        return new
        {
            compared.Names,
            compared.Settings,
            compared.Results,
            compared.Faults,
            compared.Recall,
            Curves = compared.Curves.Select(run => new { run.Name, run.Curve.Measure, run.Curve.Epochs, run.Curve.Values }),
        };
    }

    /// <summary>Keeps tags and a note of the user with a run, in place of those that it has.</summary>
    /// <exception cref="FileNotFoundException">There is no such run.</exception>
    /// <exception cref="HomeostatException">They are too long.</exception>
    public object Note(string name, RunNotes notes)
    {
        if (notes.Tags.Sum(tag => tag.Length) + (notes.Note?.Length ?? 0) > MostCharacters)
        {
            throw new HomeostatException($"Tags and note have more than {MostCharacters} characters in all; keep what is long in a file beside the run.");
        }

        new RunNotes([.. notes.Tags.Distinct()], string.IsNullOrWhiteSpace(notes.Note) ? null : notes.Note.Trim()).Save(Find(name));
        return new { done = true };
    }

    /// <summary>The folder of a run.</summary>
    /// <exception cref="FileNotFoundException">There is no such run.</exception>
    public string Find(string name) => Of(name).Folder;

    /// <summary>The path of a picture of a run.</summary>
    /// <exception cref="FileNotFoundException">There is no such picture.</exception>
    public string Picture(string name, string file) =>
        PicturesIn(Find(name)).FirstOrDefault(f => f.Name == file)?.FullName ?? throw new FileNotFoundException("There is no such picture of the run.");

    /// <summary>The files of the pictures in the folder of a run, in the order of their names.</summary>
    public static IEnumerable<FileInfo> PicturesIn(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*.png").Where(f => f.LinkTarget is null).OrderBy(f => f.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_registry.IsValueCreated)
        {
            _registry.Value.Dispose();
        }
    }

    private (RunRecord Run, string Folder) Of(string name) => Of([name])[0];

    // The folders are looked through once, however many runs are asked for.
    private (RunRecord Run, string Folder)[] Of(IReadOnlyList<string> names)
    {
        if (Directory.Exists(root))
        {
            _registry.Value.Update();
        }

        return [.. names.Select(name => Directory.Exists(root) && _registry.Value.Find(name) is { } run && Path.Combine(root, name) is var folder && new DirectoryInfo(folder).LinkTarget is null
            ? (run, folder)
            : throw new FileNotFoundException($"There is no run of the name '{(name.Length > 100 ? $"{name[..100]}..." : name)}' in {root}."))];
    }
}
