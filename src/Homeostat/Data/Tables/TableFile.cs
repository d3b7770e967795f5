using System.Globalization;
using nietras.SeparatedValues;

namespace Homeostat;

/// <summary>
/// The reader of a CSV file. Columns are read as numbers first; columns that turn out to hold words are read again, so that no text is kept of the many columns that hold numbers.
/// </summary>
/// <param name="path">The path of the file.</param>
internal sealed class TableFile(string path)
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Missing =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "", "na", "nan", "n/a", "?", "null" }.GetAlternateLookup<ReadOnlySpan<char>>();

    private char _separator;

    private delegate void RowFound(SepReader.Row row);

    public DataTable Read()
    {
        if (!File.Exists(path))
        {
            throw new HomeostatException($"{path}: there is no such file. Give the path of a CSV file with a line of column names.");
        }

        try
        {
            return ReadColumns();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Text.DecoderFallbackException)
        {
            throw new HomeostatException($"{path}: not a readable CSV file: {e.Message.TrimEnd('.')}. Save it again as CSV in UTF-8.", e);
        }
    }

    private DataTable ReadColumns()
    {
        var lines = new List<long>();
        var (names, numbers) = (Array.Empty<string>(), Array.Empty<NumberList>());
        Walk(row =>
        {
            if (names.Length == 0)
            {
                names = new string[row.ColCount];
                for (var column = 0; column < names.Length; column++)
                {
                    names[column] = row[column].Span.Trim().ToString();
                }

                RequireNames(names, row.LineNumberFrom);
                numbers = [.. names.Select(_ => new NumberList())];
                return;
            }

            lines.Add(row.LineNumberFrom);
            for (var column = 0; column < numbers.Length; column++)
            {
                numbers[column].Add(row[column].Span.Trim());
            }
        });
        if (lines.Count == 0)
        {
            throw new HomeostatException($"{path}: {(names.Length == 0 ? "the file is empty" : "there is no row below the column names")}. A CSV file has a line of column names, then a line for each row.");
        }

        // Decimal commas are only told from separators of thousands where commas separate no values and the whole file has no decimal point.
        var hasCommas = _separator != ',' && numbers.All(list => !list.HasPoint) && numbers.Any(list => list.HasComma);
        var words = numbers.Index().Where(list => list.Item.HasWords || (list.Item.HasComma && !hasCommas)).ToDictionary(list => list.Index, _ => new List<string?>());
        if (words.Count > 0)
        {
            var isHeader = true;
            Walk(row =>
            {
                foreach (var (column, list) in isHeader ? [] : words)
                {
                    var word = row[column].Span.Trim();
                    list.Add(Missing.Contains(word) ? null : string.Intern(word.ToString()));
                }

                isHeader = false;
            });
        }

        return new DataTable(Path.GetFileName(path), [
            .. names.Select((name, column) => words.TryGetValue(column, out var text)
                ? DataColumn.Coded(name, text, lines)
                : DataColumn.Of(name, numbers[column].ToArray(), lines)),
        ]);
    }

    private void Walk(RowFound found)
    {
        using var text = new StreamReader(path, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var reader = Sep.Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
        _separator = reader.Spec.Sep.Separator;
        var columns = 0;
        foreach (var row in reader)
        {
            // An empty line is no row, unless there is only one column, whose value is missing there.
            if (columns != 1 && row.ColCount == 1 && row[0].Span.IsWhiteSpace())
            {
                continue;
            }

            if (columns > 0 && row.ColCount != columns)
            {
                throw new HomeostatException(
                    $"{path}, line {row.LineNumberFrom}: {row.ColCount} values were found, but the first line names {columns} columns. Mend the line: a value that contains a separator stands in quotation marks.");
            }

            if (row.LineNumberToExcl - row.LineNumberFrom > 1)
            {
                throw new HomeostatException($"{path}, line {row.LineNumberFrom}: a quotation mark opens a value that does not end in this line. Close it.");
            }

            columns = row.ColCount;
            found(row);
        }
    }

    private void RequireNames(string[] names, long line)
    {
        if (names.Index().FirstOrDefault(name => name.Item.Length == 0) is { Item: not null } nameless)
        {
            throw new HomeostatException($"{path}, line {line}: column {nameless.Index + 1} has no name. The first line of a CSV file names each column.");
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new HomeostatException($"{path}, line {line}: {twice.Count()} columns are named '{twice.Key}'. Give each column a name of its own.");
        }

        if (names.FirstOrDefault(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number != Math.Floor(number)) is { } value)
        {
            throw new HomeostatException($"{path}, line {line}: the first line holds values, such as {value}, and no column names. Put a line such as {string.Join(',', names.Select((_, n) => Invariant($"x{n + 1}")).Take(3))} above it.");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The numbers of a column so far, in blocks, so that a long column is not copied while it grows.</summary>
    private sealed class NumberList
    {
        private const int Block = 1 << 14;
        private const int LongestNumber = 64;
        private readonly List<double[]> _blocks = [];
        private int _count;

        public bool HasWords { get; private set; }

        public bool HasComma { get; private set; }

        public bool HasPoint { get; private set; }

        public void Add(ReadOnlySpan<char> text)
        {
            if (HasWords)
            {
                return;
            }

            var value = double.NaN;
            if (!Missing.Contains(text))
            {
                HasPoint |= text.Contains('.');
                HasComma |= text.Contains(',');
                HasWords = text.Length > LongestNumber || !Parse(text, out value);
            }

            if (_count % Block == 0)
            {
                _blocks.Add(new double[Block]);
            }

            _blocks[^1][_count++ % Block] = value;
        }

        private static bool Parse(ReadOnlySpan<char> text, out double value)
        {
            Span<char> pointed = stackalloc char[LongestNumber];
            text.Replace(pointed, ',', '.');
            return double.TryParse(pointed[..text.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }

        public double[] ToArray()
        {
            var all = new double[_count];
            for (var block = 0; block < _blocks.Count; block++)
            {
                _blocks[block].AsSpan(0, Math.Min(Block, _count - (block * Block))).CopyTo(all.AsSpan(block * Block));
                _blocks[block] = [];
            }

            return all;
        }
    }
}
