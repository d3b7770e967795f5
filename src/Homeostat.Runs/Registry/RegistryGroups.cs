using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Homeostat.Runs;

/// <summary>
/// Puts the rows of a query into groups. A row has the results of a run as JSON, the values by which runs are grouped, and then values that are counted as results are.
/// Thousands of runs are put into groups in a fraction of the time that their records take to be made.
/// </summary>
internal static class RegistryGroups
{
    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="common">The number of values by which runs are grouped.</param>
    /// <param name="counted">The names of the values that are counted as results are.</param>
    /// <returns>The groups, in the order of the first run of each.</returns>
    public static IReadOnlyList<RunGroup> Read(SqliteDataReader rows, int common, IReadOnlyList<string> counted)
    {
        var groups = new List<Group>();
        var known = new Dictionary<string, Group>(StringComparer.Ordinal);
        var key = new StringBuilder();
        while (rows.Read())
        {
            key.Clear();
            for (var column = 1; column <= common; column++)
            {
                // A number and a text that looks like it are not the same.
                key.Append(rows.IsDBNull(column) ? "-" : IsNumber(rows, column) ? "#" : "'").Append(CultureInfo.InvariantCulture, $"{rows.GetValue(column)}\n");
            }

            if (!known.TryGetValue(key.ToString(), out var group))
            {
                group = new Group([.. Enumerable.Range(1, common).Select(column => Value(rows, column))]);
                known.Add(key.ToString(), group);
                groups.Add(group);
            }

            group.Count++;
            AddResults(rows.GetString(0), group, counted);
            for (var n = 0; n < counted.Count; n++)
            {
                if (IsNumber(rows, 1 + common + n))
                {
                    group.Add(counted[n], rows.GetDouble(1 + common + n));
                }
            }
        }

        return [.. groups.Select(group => new RunGroup(group.Values, group.Count, group.Results))];
    }

    private static void AddResults(string json, Group group, IReadOnlyList<string> counted)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
            }
            else if (reader.TokenType == JsonTokenType.Number && !counted.Contains(name))
            {
                group.Add(name, reader.GetDouble());
            }
        }
    }

    private static bool IsNumber(SqliteDataReader rows, int column) => !rows.IsDBNull(column) && rows.GetFieldType(column) != typeof(string);

    private static RunValue? Value(SqliteDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : IsNumber(rows, column) ? new RunValue(rows.GetDouble(column)) : new RunValue(rows.GetString(column));

    private sealed class Group(IReadOnlyList<RunValue?> values)
    {
        private readonly Dictionary<string, List<double>> _results = new(StringComparer.Ordinal);

        public IReadOnlyList<RunValue?> Values { get; } = values;

        public int Count { get; set; }

        public IReadOnlyDictionary<string, IReadOnlyList<double>> Results => _results.ToDictionary(result => result.Key, result => (IReadOnlyList<double>)result.Value);

        public void Add(string name, double number)
        {
            if (!_results.TryGetValue(name, out var numbers))
            {
                _results.Add(name, numbers = []);
            }

            numbers.Add(number);
        }
    }
}
