using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Homeostat.Runs;

/// <summary>
/// The index of the runs in a folder. The folders of the runs are the truth: the index, a SQLite file beside them, is brought up to date by what changed in them, and it is made anew where
/// it was deleted, is damaged or was written by another version. Where no file can be written the index is kept in memory.
/// </summary>
/// <remarks>An instance can be used by several threads.</remarks>
internal sealed class RunRegistry : IDisposable
{
    /// <summary>The name of the file of the index.</summary>
    public const string FileName = ".registry.sqlite";

    private readonly Lock _one = new();
    private readonly string _folder;
    private RegistryFile _file;

    private RunRegistry(string folder) => (_folder, _file) = (folder, RegistryFile.Open(Directory.Exists(folder) ? Path.Combine(folder, FileName) : null));

    /// <summary>Opens the index of a folder; what it holds is not brought up to date yet.</summary>
    /// <param name="folder">The folder of the runs, which need not exist.</param>
    public static RunRegistry Open(string folder = RunFolder.Runs) => new(folder);

    /// <summary>Brings the index up to date with the folders.</summary>
    /// <returns>The number of runs that were new, changed or gone.</returns>
    public int Update()
    {
        lock (_one)
        {
            return Guarded(Refresh);
        }
    }

    /// <summary>The runs that fulfill all conditions, the latest first.</summary>
    /// <param name="conditions">The conditions.</param>
    public IReadOnlyList<RunRecord> Query(params IReadOnlyList<RunFilter> conditions) => Query(new RunQuery { Where = conditions });

    /// <summary>The runs that a question asks for.</summary>
    /// <param name="query">The question.</param>
    public IReadOnlyList<RunRecord> Query(RunQuery query)
    {
        lock (_one)
        {
            return Guarded(() => (IReadOnlyList<RunRecord>)[.. _file.Query(query).AsParallel().AsOrdered().Select(RegistryJson.Record)]);
        }
    }

    /// <summary>The runs that a question asks for, each as a line of JSON.</summary>
    /// <param name="query">The question.</param>
    public IReadOnlyList<string> Json(RunQuery query)
    {
        lock (_one)
        {
            return Guarded(() => _file.Query(query));
        }
    }

    /// <summary>The runs that a question asks for, in groups that have the same values. A group is where its first run would be.</summary>
    /// <param name="query">The question; the settings that it names are counted as results are, where they are numbers.</param>
    /// <param name="names">The names of the settings, results or fields by whose values the runs are grouped.</param>
    public IReadOnlyList<RunGroup> Groups(RunQuery query, IReadOnlyList<string> names)
    {
        lock (_one)
        {
            return Guarded(() => _file.Groups(query, names));
        }
    }

    /// <summary>The number of runs that fulfill all conditions.</summary>
    /// <param name="conditions">The conditions.</param>
    public int Count(params IReadOnlyList<RunFilter> conditions)
    {
        lock (_one)
        {
            return Guarded(() => _file.Count(conditions));
        }
    }

    /// <summary>Whether any run has a setting, a result or a field of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name)
    {
        lock (_one)
        {
            return Guarded(() => _file.Has(name));
        }
    }

    /// <summary>The names of the settings and results that some runs have, and of the fields of all.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_one)
        {
            return [.. Guarded(_file.Names), .. RunRecord.Fields];
        }
    }

    /// <summary>A run by its name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public RunRecord? Find(string name) => Query(new RunFilter("name", "=", new RunValue(name))) is [var run] ? run : null;

    public void Dispose() => _file.Dispose();

    private int Refresh()
    {
        if (!Directory.Exists(_folder))
        {
            return 0;
        }

        var gone = _file.Stamps();
        var changed = new List<(string Name, string Stamp)>();
        foreach (var (name, stamp) in RunReader.Find(_folder))
        {
            if (!gone.Remove(name, out var known) || known != stamp)
            {
                changed.Add((name, stamp));
            }
        }

        if (changed.Count + gone.Count > 0)
        {
            var read = changed.AsParallel().Select(run => (run.Stamp, RunReader.Read(_folder, run.Name)));
            _file.Replace(read, gone.Keys);
        }

        return changed.Count + gone.Count;
    }

    // A damaged index is made anew; one that cannot be used at all is replaced by one in memory.
    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is SqliteException or JsonException or InvalidCastException)
        {
            _file = _file.Anew();
        }

        try
        {
            Refresh();
            return action();
        }
        catch (SqliteException)
        {
            _file.Dispose();
            _file = RegistryFile.Open(null);
            Refresh();
            return action();
        }
    }
}
