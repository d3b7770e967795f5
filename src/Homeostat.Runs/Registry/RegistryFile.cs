using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Homeostat.Runs;

/// <summary>The SQLite file of the registry: a table with the record of each run as JSON, and a text that tells whether the run has changed since.</summary>
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
                Execute("CREATE TABLE run (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, started TEXT NOT NULL, record TEXT NOT NULL)");
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
        using var put = Command("INSERT OR REPLACE INTO run VALUES ($name, $stamp, $started, $record)");
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

    /// <summary>The records that fulfill all conditions, the latest first.</summary>
    public IReadOnlyList<RunRecord> Query(IReadOnlyList<RunFilter> conditions)
    {
        using var select = Command("");
        var where = new StringBuilder();
        for (var n = 0; n < conditions.Count; n++)
        {
            where.Append(n == 0 ? " WHERE " : " AND ").Append(Sql(conditions[n], n, select));
        }

#pragma warning disable CA2100 // Names and values are parameters.
        select.CommandText = $"SELECT record FROM run{where} ORDER BY started DESC, name";
#pragma warning restore CA2100
        var found = new List<RunRecord>();
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            found.Add(RegistryJson.Record(reader.GetString(0)));
        }

        return found;
    }

    public void Dispose() => _connection.Dispose();

    // A missing value fulfills nothing but 'is not'; a text is neither above nor below a number.
    private static string Sql(RunFilter condition, int n, SqliteCommand select)
    {
        var value = RunRecord.Fields.Contains(condition.Name) ? $"json_extract(record, $a{n})" : $"coalesce(json_extract(record, $a{n}), json_extract(record, $b{n}))";
        if (condition.Name == "tags")
        {
            // Each tag is a value of its own.
            var inner = condition with { Name = "name", Operator = condition.Operator == "!=" ? "=" : condition.Operator };
            var holds = $"EXISTS (SELECT 1 FROM json_each(record, '$.tags') WHERE {Compare("value", inner, n)})";
            Bind();
            return condition.Operator == "!=" ? $"NOT {holds}" : holds;
        }

        var quoted = condition.Name.Replace("\"", "", StringComparison.Ordinal);
        select.Parameters.AddWithValue($"$a{n}", RunRecord.Fields.Contains(condition.Name) ? $"$.{quoted}" : $"$.results.\"{quoted}\"");
        select.Parameters.AddWithValue($"$b{n}", $"$.settings.\"{quoted}\"");
        Bind();
        return Compare(value, condition, n);

        void Bind() => select.Parameters.AddWithValue($"$v{n}", Literal(condition));
    }

    private static string Compare(string value, RunFilter condition, int n) => condition.Operator switch
    {
        "~" => $"instr(lower({value}), lower($v{n})) > 0",
        "=" => $"{value} = $v{n}",
        "!=" => $"{value} IS NOT $v{n}",
        "<" or "<=" or ">" or ">=" => $"({value} {condition.Operator} $v{n} AND (typeof({value}) = 'text') = (typeof($v{n}) = 'text'))",
        _ => throw new NotSupportedException(condition.Operator),
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
#pragma warning disable CA2100 // Every text is written in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static int HashCode(Guid a, Guid b)
    {
        Span<byte> bytes = stackalloc byte[32];
        a.TryWriteBytes(bytes);
        b.TryWriteBytes(bytes[16..]);
        return BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(bytes)) & int.MaxValue;
    }
}
