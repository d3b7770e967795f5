namespace Homeostat;

/// <summary>
/// A table of named columns, each of numbers or of words. <see cref="Read"/> reads it from a CSV file; <see cref="DataSource.Of(DataTable, TableOptions)"/> makes data of it, on which learners are trained.
/// </summary>
/// <param name="Name">The name of the table in messages, such as that of its file.</param>
/// <param name="Columns">The columns, each with as many values as the others.</param>
public sealed record DataTable(string Name, IReadOnlyList<DataColumn> Columns)
{
    /// <summary>The number of rows.</summary>
    public int Count => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>
    /// Reads a CSV file: a line of column names, then a line for each row. Values are separated by commas, semicolons, tabs or bars, whichever the first line has; values that contain a separator stand in
    /// quotation marks. Numbers have a decimal point, or all a decimal comma where commas do not separate values. Empty values and <c>NA</c>, <c>NaN</c>, <c>?</c>, <c>null</c> are missing.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file is missing, empty or ragged; the message names the line and says what to do.</exception>
    public static DataTable Read(string path) => new TableFile(path).Read();

    /// <summary>The column of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message names those that there are.</exception>
    public DataColumn this[string column] => Columns.FirstOrDefault(c => c.Name == column) ?? throw new HomeostatException(string.Join(
        ' ',
        new[] { $"{Name}: there is no column '{column}'.", Spelling.Suggest(column, Columns.Select(c => c.Name)), $"The columns are {string.Join(", ", Columns.Select(c => c.Name))}." }.OfType<string>()));
}

/// <summary>A column of a table.</summary>
public sealed class DataColumn
{
    private readonly double[]? _numbers;
    private readonly int[]? _codes;

    private DataColumn(string name, double[]? numbers, int[]? codes, IReadOnlyList<string> words, IReadOnlyList<long> lines) =>
        (Name, _numbers, _codes, Words, Lines) = (name, numbers, codes, words, lines);

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The different words of the column in the order of the alphabet; empty for a column of numbers.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The number of values.</summary>
    public int Count => _numbers?.Length ?? _codes!.Length;

    /// <summary>Whether the values are numbers.</summary>
    public bool IsNumeric => _numbers is not null;

    /// <summary>The numbers; not a number (NaN) where a value is missing.</summary>
    /// <exception cref="HomeostatException">The column holds words.</exception>
    public ReadOnlySpan<double> Numbers => _numbers ?? throw new HomeostatException($"The column '{Name}' holds words, such as '{Words[0]}', and no numbers.");

    /// <summary>The word of each row as its index in <see cref="Words"/>; -1 where it is missing.</summary>
    /// <exception cref="HomeostatException">The column holds numbers.</exception>
    public ReadOnlySpan<int> Codes => _codes ?? throw new HomeostatException($"The column '{Name}' holds numbers and no words.");

    /// <summary>The first line of each row in its file, from 1; row numbers of a table that was not read from a file.</summary>
    internal IReadOnlyList<long> Lines { get; }

    /// <summary>Whether a value is missing.</summary>
    /// <param name="row">The index of the row.</param>
    public bool IsMissing(int row) => _numbers is { } numbers ? double.IsNaN(numbers[row]) : _codes![row] < 0;

    /// <summary>Creates a column of numbers.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="numbers">The numbers; NaN where a value is missing.</param>
    public static DataColumn Of(string name, double[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new DataColumn(name, numbers, null, [], RowNumbers(numbers.Length));
    }

    /// <summary>Creates a column of words.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="words">The words; null where a value is missing.</param>
    public static DataColumn Of(string name, string?[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Coded(name, words, RowNumbers(words.Length));
    }

    internal static DataColumn Of(string name, double[] numbers, IReadOnlyList<long> lines) => new(name, numbers, null, [], lines);

    internal static DataColumn Coded(string name, IReadOnlyList<string?> words, IReadOnlyList<long> lines)
    {
        string[] different = [.. words.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var codes = different.Index().ToDictionary(word => word.Item, word => word.Index);
        return new DataColumn(name, null, [.. words.Select(word => word is null ? -1 : codes[word])], different, lines);
    }

    private static IReadOnlyList<long> RowNumbers(int count) => [.. Enumerable.Range(1, count).Select(row => (long)row)];
}
