using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Homeostat.Runs;

/// <summary>The SQLite file of the registry: a table with the record of each run in SQLite's binary form of JSON, and a text that tells whether the run has changed since.</summary>
internal sealed class RegistryFile : IDisposable
{
    // The code of SQLite for a file that another process is writing.
    private const int Busy = 5;

    // Names and defaults of settings are those of this program: another one makes the index anew.
    private static readonly int s_version = HashCode(typeof(RegistryFile).Module.ModuleVersionId, typeof(Model).Module.ModuleVersionId);

    private readonly string? _path;
    private readonly SqliteConnection _connection;

    private RegistryFile(string? path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA synchronous = OFF");
            if (Convert.ToInt32(Command("PRAGMA user_version").ExecuteScalar(), CultureInfo.InvariantCulture) != s_version)
            {
                using var change = _connection.BeginTransaction();
                Execute("DROP TABLE IF EXISTS run");
                Execute("CREATE TABLE run (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, started TEXT NOT NULL, record BLOB NOT NULL)");
                Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {s_version}"));
                change.Commit();
            }
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file, which is made anew where it is damaged; in memory where it cannot be used.</summary>
    /// <param name="path">The path; null for memory.</param>
    public static RegistryFile Open(string? path)
    {
        try
        {
            return new RegistryFile(path);
        }
        catch (SqliteException e) when (path is not null)
        {
            return e.SqliteErrorCode != Busy && Removed(path) ? Open(path) : new RegistryFile(null);
        }
    }

    /// <summary>An empty file in place of this one.</summary>
    public RegistryFile Anew()
    {
        Dispose();
        return _path is not null && Removed(_path) ? Open(_path) : new RegistryFile(null);
    }

    /// <summary>The texts that tell whether a run has changed, by the names of the runs.</summary>
    public Dictionary<string, string> Stamps()
    {
        var stamps = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = Command("SELECT name, stamp FROM run").ExecuteReader();
        while (reader.Read())
        {
            stamps.Add(reader.GetString(0), reader.GetString(1));
        }

        return stamps;
    }

    /// <summary>Writes records in place of those of the same names, and removes others, all or nothing.</summary>
    /// <param name="records">The records, each with the text that tells whether the run has changed.</param>
    /// <param name="gone">The names of the runs that are removed.</param>
    public void Replace(IEnumerable<(string Stamp, RunRecord Run)> records, IEnumerable<string> gone)
    {
        using var change = _connection.BeginTransaction();
        using var put = Command("INSERT OR REPLACE INTO run VALUES ($name, $stamp, $started, jsonb($record))");
        foreach (var (stamp, run) in records)
        {
            Run(put, ("$name", run.Name), ("$stamp", stamp), ("$started", run.Started.ToString("O", CultureInfo.InvariantCulture)), ("$record", RegistryJson.Text(run)));
        }

        using var remove = Command("DELETE FROM run WHERE name = $name");
        foreach (var name in gone)
        {
            Run(remove, ("$name", name));
        }

        change.Commit();
    }

    /// <summary>The records that a question asks for, each as a line of JSON.</summary>
    public IReadOnlyList<string> Query(RunQuery query)
    {
        using var select = Command("");
        Set(select, $"SELECT {Record(query.Settings, select)}{From(query, select)}");
        var texts = new List<string>();
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>The records that a question asks for, in groups that have the same values.</summary>
    /// <param name="query">The question; the settings that it names are counted as results are, where they are numbers.</param>
    /// <param name="names">The names by whose values they are grouped.</param>
    public IReadOnlyList<RunGroup> Groups(RunQuery query, IReadOnlyList<string> names)
    {
        using var select = Command("");
        string[] counted = [.. (query.Settings ?? []).Distinct()];
        Set(select, $"SELECT json_extract(record, '$.results'){string.Concat(names.Select(name => $", {Shown(name, select)}").Concat(counted.Select(name => $", {Value(name, select)}")))}{From(query, select)}");
        using var reader = select.ExecuteReader();
        return RegistryGroups.Read(reader, names.Count, counted);
    }

    /// <summary>The number of records that fulfill all conditions.</summary>
    public int Count(IReadOnlyList<RunFilter> conditions)
    {
        using var select = Command("");
        Set(select, $"SELECT count(*) FROM run{Where(conditions, select)}");
        return Convert.ToInt32(select.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether any record has a setting, a result or a field of a name.</summary>
    public bool Has(string name)
    {
        using var select = Command("");
        Set(select, $"SELECT EXISTS (SELECT 1 FROM run WHERE {Value(name, select)} IS NOT NULL)");
        return Convert.ToBoolean(select.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>The names of the settings and results of all records.</summary>
    public IReadOnlyList<string> Names()
    {
        using var select = Command("SELECT DISTINCT key FROM run, json_each(record, '$.results') UNION SELECT DISTINCT key FROM run, json_each(record, '$.settings')");
        using var reader = select.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    public void Dispose() => _connection.Dispose();

    private static string From(RunQuery query, SqliteCommand select)
    {
        var limit = query.Limit is { } most ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {most}") : "";
        return $" FROM run{Where(query.Where, select)} ORDER BY {Order(query, select)}{limit}";
    }

    private static string Where(IReadOnlyList<RunFilter> conditions, SqliteCommand select) =>
        string.Concat(conditions.Select((condition, n) => $"{(n == 0 ? " WHERE " : " AND ")}{Sql(condition, select)}"));

    // Numbers come before texts, and what has no value last.
    private static string Order(RunQuery query, SqliteCommand select)
    {
        var (up, down) = query.Reverse ? ("DESC", "ASC") : ("ASC", "DESC");
        if (query.Sort is null)
        {
            return $"started {down}, name";
        }

        var value = Value(query.Sort, select);
        return $"{value} IS NULL, typeof({value}) = 'text' {up}, CASE WHEN typeof({value}) = 'text' THEN 0 ELSE {value} END {down}, {value} {up}, started DESC, name";
    }

    private static string Record(IReadOnlyList<string>? settings, SqliteCommand select)
    {
        if (settings is null)
        {
            return "json(record)";
        }

        // A setting that a run does not have is no null, which no value is.
        var kept = settings.Distinct().Where(name => !RunRecord.Fields.Contains(name)).Select(name => $"{Bound(name, select)}, json_extract(record, {Bound(PathOf("settings", name), select)})");
        return $"json(jsonb_set(record, '$.settings', jsonb_patch('{{}}', jsonb_object({string.Join(", ", kept)}))))";
    }

    // A missing value fulfills nothing but 'is not'; a text is neither above nor below a number.
    private static string Sql(RunFilter condition, SqliteCommand select)
    {
        var literal = Bound(Literal(condition), select);
        if (condition.Name != "tags")
        {
            return Compare(Value(condition.Name, select), condition.Operator, literal);
        }

        // Each tag is a value of its own.
        var isNot = condition.Operator == "!=";
        return $"{(isNot ? "NOT " : "")}EXISTS (SELECT 1 FROM json_each(record, '$.tags') WHERE {Compare("value", isNot ? "=" : condition.Operator, literal)})";
    }

    private static string Value(string name, SqliteCommand select) => RunRecord.Fields.Contains(name)
        ? $"json_extract(record, '$.{name}')"
        : $"coalesce(json_extract(record, {Bound(PathOf("results", name), select)}), json_extract(record, {Bound(PathOf("settings", name), select)}))";

    // A value as a record shows it.
    private static string Shown(string name, SqliteCommand select) => name switch
    {
        "started" => "substr(json_extract(record, '$.started'), 1, 19)",
        "state" => "lower(json_extract(record, '$.state'))",
        "tags" => "(SELECT coalesce(group_concat(value, ' '), '') FROM json_each(record, '$.tags'))",
        _ => Value(name, select),
    };

    private static string PathOf(string part, string name) => $"$.{part}.\"{name.Replace("\"", "", StringComparison.Ordinal)}\"";

    private static string Bound(object value, SqliteCommand select)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"$p{select.Parameters.Count}");
        select.Parameters.AddWithValue(name, value);
        return name;
    }

    private static string Compare(string value, string comparison, string literal) => comparison switch
    {
        "~" => $"instr(lower({value}), lower({literal})) > 0",
        "=" => $"{value} = {literal}",
        "!=" => $"{value} IS NOT {literal}",
        "<" or "<=" or ">" or ">=" => $"({value} {comparison} {literal} AND (typeof({value}) = 'text') = (typeof({literal}) = 'text'))",
        _ => throw new NotSupportedException(comparison),
    };

    // Fields are texts, even where they look like numbers; a state is written as an enumeration is in JSON.
    private static object Literal(RunFilter condition) => condition.Operator == "~" ? condition.Value.Text
        : condition.Name == "state" && Enum.TryParse<RunState>(condition.Value.Text, ignoreCase: true, out var state) ? state.ToString()
        : condition.Value.Number is { } number && !RunRecord.Fields.Contains(condition.Name) ? number
        : condition.Value.Text;

    private static bool Removed(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete($"{path}-journal");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        Set(command, sql);
        return command;
    }

#pragma warning disable CA2100 // Every text is written in this file; names and values are parameters.
    private static void Set(SqliteCommand command, string sql) => command.CommandText = sql;
#pragma warning restore CA2100

    private static int HashCode(Guid a, Guid b)
    {
        Span<byte> bytes = stackalloc byte[32];
        a.TryWriteBytes(bytes);
        b.TryWriteBytes(bytes[16..]);
        return BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(bytes)) & int.MaxValue;
    }
}
