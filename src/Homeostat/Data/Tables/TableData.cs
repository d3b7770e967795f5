using System.Globalization;

namespace Homeostat;

/// <summary>Data made of a table: rows are drawn for training and testing, and each column becomes inputs as its training rows tell.</summary>
internal static class TableData
{
    private const int LargestClassNumber = 19;
    private const int MostWords = 64;

    public static DataSource Of(DataTable table, TableOptions options)
    {
        var target = options.Target is { } name ? table[name] : null;
        var naming = options.Sequence is { } named ? table[named] : null;
        DataColumn[] dropped = [.. options.Drop.Select(column => table[column])];
        DataColumn[] inputs = [.. table.Columns.Where(column => column != target && column != naming && !dropped.Contains(column))];
        if (inputs.Length == 0)
        {
            throw new HomeostatException($"{table.Name}: no column is left to learn from. It has {string.Join(", ", table.Columns.Select(c => c.Name))}.");
        }

        var fills = options.Missing == MissingValues.Mean;
        DataColumn[] needed = [.. fills ? [] : inputs, .. new[] { target, naming }.OfType<DataColumn>()];
        if (options.Missing == MissingValues.Refuse)
        {
            RequireAll(table, needed, Enumerable.Range(0, table.Count));
        }

        int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => !needed.Any(column => column.IsMissing(row)))];
        var classes = target is null ? null : ClassesOf(table, target, options.Kind, rows);
        var sequences = naming is null ? null : TableSequences.Of(table, naming, rows);
        if (sequences is not null && classes is not null)
        {
            TableSequences.RequireOneClass(table, target!, sequences);
        }

        int[] samples = sequences is null ? rows : [.. Enumerable.Range(0, sequences.Length)];
        var (first, held) = HeldOut.Draw(table.Name, samples, classes is null ? null : n => ClassOf(target!, classes, sequences is null ? n : sequences[n][0]), options.Test, options.Seed);
        int[] train = sequences is null ? first : [.. first.SelectMany(n => sequences[n])], test = sequences is null ? held : [.. held.SelectMany(n => sequences[n])];
        var schema = new DataSchema
        {
            Inputs = [.. inputs.Select(column => InputOf(table, column, train, rows))],
            Target = target is null ? null : classes is not null ? new TargetColumn(target.Name, 0, 1, classes)
                : MomentsOf(table, target, train) is var (mean, deviation) ? new TargetColumn(target.Name, mean, deviation, null) : null,
            FillsMissing = fills,
        };
        if (sequences is not null)
        {
            var follows = target is not null && classes is null && TableSequences.Changes(target, sequences);
            schema = schema with { Sequence = new SequenceForm(sequences[0].Length, schema.Inputs.Sum(input => input.Units), naming!.Name, follows) };
        }

        return new DataSource(table.Name)
        {
            Train = PartOf(table, schema, train),
            Test = PartOf(table, schema, test),
            Target = target is null ? null : DataSource.Label,
            Schema = schema,
        };
    }

    /// <summary>The rows of a table as a learner sees them; with right answers if the table has their column.</summary>
    /// <exception cref="HomeostatException">A column is missing or holds other values than those of the training rows.</exception>
    public static DataPart PartOf(DataTable table, DataSchema schema, IReadOnlyList<int>? rows = null)
    {
        rows ??= [.. Enumerable.Range(0, table.Count)];
        var times = 1;
        if (schema.Sequence is { Column: { } naming })
        {
            RequireAll(table, [table[naming]], rows);
            var sequences = TableSequences.Of(table, table[naming], rows);
            (rows, times) = ([.. sequences.SelectMany(sequence => sequence)], sequences.Length > 0 ? sequences[0].Length : schema.Sequence.Times);
        }

        if (!schema.FillsMissing)
        {
            RequireAll(table, schema.Inputs!.Select(input => table[input.Name]), rows);
        }

        var width = schema.Inputs!.Sum(input => input.Units);
        var values = new float[(long)rows.Count * width];
        var offset = 0;
        foreach (var input in schema.Inputs!)
        {
            var column = table[input.Name];
            for (var n = 0; n < rows.Count; n++)
            {
                Write(table, column, input, rows[n], values.AsSpan((n * width) + offset, input.Units));
            }

            offset += input.Units;
        }

        var part = new DataPart { [DataSource.Image] = schema.Sequence is null ? DataArray.Of<float>(values, width) : DataArray.Of<float>(values, times, width) };
        if (schema.Target is { } target && table.Columns.FirstOrDefault(column => column.Name == target.Name) is { } answers && rows.All(row => !answers.IsMissing(row)))
        {
            // A sequence has the answer of its first row, unless there is one for each of its rows.
            var follows = schema.Sequence is { Follows: true };
            rows = follows ? rows : [.. rows.Where((_, n) => n % times == 0)];
            part[DataSource.Label] = target.Classes is { } classes
                ? DataArray.OfClasses(rows.Select(row => ClassOf(answers, classes, row) is >= 0 and var c ? c : throw Unknown(table, answers, row, "class", classes)).ToArray(), classes.Count)
                : DataArray.Of<float>(rows.Select(row => (float)((NumberOf(table, answers, row) - target.Mean) / target.Deviation)).ToArray(), follows ? [times, 1] : [1]);
        }

        return part;
    }

    private static void Write(DataTable table, DataColumn column, InputColumn input, int row, Span<float> units)
    {
        if (input.Words is { } words)
        {
            units.Clear();
            if (!column.IsMissing(row))
            {
                var word = IndexOf(words, WordOf(column, row));
                units[word >= 0 ? word : throw Unknown(table, column, row, "word", words)] = 1;
            }

            return;
        }

        units[0] = column.IsMissing(row) ? 0 : (float)((NumberOf(table, column, row) - input.Mean) / input.Deviation);
    }

    private static void RequireAll(DataTable table, IEnumerable<DataColumn> needed, IEnumerable<int> rows)
    {
        foreach (var column in needed)
        {
            foreach (var row in rows)
            {
                if (column.IsMissing(row))
                {
                    throw new HomeostatException(
                        $"{table.Name}, line {column.Lines[row]}: the value of '{column.Name}' is missing, as are {Enumerable.Range(0, column.Count).Count(column.IsMissing)} in this column. "
                        + $"Leave such rows out ({nameof(MissingValues)}.{nameof(MissingValues.Drop)}, --missing drop), or take the mean ({nameof(MissingValues)}.{nameof(MissingValues.Mean)}, --missing mean).");
                }
            }
        }
    }

    private static InputColumn InputOf(DataTable table, DataColumn column, IReadOnlyList<int> train, IReadOnlyList<int> rows)
    {
        if (column.IsNumeric)
        {
            var (mean, deviation) = MomentsOf(table, column, train);
            return new InputColumn(column.Name, mean, deviation, null);
        }

        // A rare word may stand in test rows alone, and is an input all the same.
        string[] words = [.. rows.Where(row => !column.IsMissing(row)).Select(row => WordOf(column, row)).Distinct().Order(StringComparer.Ordinal)];
        return words.Length is > 1 and <= MostWords ? new InputColumn(column.Name, 0, 1, words) : throw new HomeostatException(words.Length > MostWords
            ? $"{table.Name}: the column '{column.Name}' holds {words.Length} different words, such as '{words[0]}' and '{words[1]}'; at most {MostWords} become inputs. If it should hold numbers, mend them; leave it out otherwise (Drop, --drop {column.Name})."
            : $"{table.Name}: the column '{column.Name}' holds {(words.Length == 0 ? "no value" : $"'{words[0]}' alone")}, from which nothing can be learned. Leave it out (Drop, --drop {column.Name}).");
    }

    private static (double Mean, double Deviation) MomentsOf(DataTable table, DataColumn column, IReadOnlyList<int> rows)
    {
        if (!column.IsNumeric)
        {
            throw new HomeostatException($"{table.Name}: the column '{column.Name}' was to hold numbers, but it holds words, such as '{column.Words[0]}'. Mend them, or ask for classes.");
        }

        double[] values = [.. rows.Where(row => !column.IsMissing(row)).Select(row => column.Numbers[row])];
        var mean = values.Length == 0 ? 0 : values.Average();
        var deviation = values.Length == 0 ? 0 : Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
        return deviation > 1e-12 * Math.Abs(mean) ? (mean, deviation) : throw new HomeostatException(
            $"{table.Name}: the column '{column.Name}' is {(values.Length == 0 ? "missing" : string.Create(CultureInfo.InvariantCulture, $"{mean}"))} in all training rows, from which nothing can be learned. Leave it out (Drop, --drop {column.Name}).");
    }

    // The names of the classes, or null for numbers.
    private static string[]? ClassesOf(DataTable table, DataColumn target, TargetKind kind, int[] rows)
    {
        if (kind == TargetKind.Numbers || (kind == TargetKind.Automatic && target.IsNumeric && !rows.All(row => target.Numbers[row] is >= 0 and <= LargestClassNumber and var x && x == Math.Floor(x))))
        {
            return null;
        }

        var words = rows.Select(row => WordOf(target, row)).Distinct();
        string[] classes = target.IsNumeric ? [.. words.OrderBy(word => double.Parse(word, CultureInfo.InvariantCulture))] : [.. words.Order(StringComparer.Ordinal)];
        return classes.Length is >= 2 and <= ClassArray.MostClasses ? classes : throw new HomeostatException(
            $"{table.Name}: the target '{target.Name}' has {classes.Length} classes; 2 to {ClassArray.MostClasses} were expected. {(target.IsNumeric ? "If it holds numbers to be predicted, ask for numbers (--target-kind numbers)." : "Choose another column.")}");
    }

    private static int ClassOf(DataColumn target, IReadOnlyList<string> classes, int row) => IndexOf(classes, WordOf(target, row));

    private static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (var n = 0; n < words.Count; n++)
        {
            if (words[n] == word)
            {
                return n;
            }
        }

        return -1;
    }

    internal static string WordOf(DataColumn column, int row) => column.IsNumeric ? column.Numbers[row].ToString("R", CultureInfo.InvariantCulture) : column.Words[column.Codes[row]];

    private static double NumberOf(DataTable table, DataColumn column, int row) => column.IsNumeric ? column.Numbers[row] : throw new HomeostatException(
        $"{table.Name}, line {column.Lines[row]}: the column '{column.Name}' holds words, such as '{column.Words[0]}', where the training rows held numbers. Mend the file.");

    private static HomeostatException Unknown(DataTable table, DataColumn column, int row, string what, IReadOnlyList<string> known) => new(
        $"{table.Name}, line {column.Lines[row]}: '{WordOf(column, row)}' in the column '{column.Name}' is a {what} that the rows learned from do not have; they have {string.Join(", ", known.Take(8))}{(known.Count > 8 ? ", ..." : "")}. Leave the row out.");
}
