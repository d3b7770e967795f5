using System.Globalization;
using static System.FormattableString;

namespace Homeostat.Cli;

/// <summary>The description of data in words, as <c>homeostat data describe</c> prints it: columns, classes, sizes, and the inputs of a learner.</summary>
/// <param name="terminal">The terminal on which it is written.</param>
/// <param name="reference">The data, with the choices of how to read them.</param>
internal sealed class DataDescription(Terminal terminal, DataReference reference)
{
    private const int MostWords = 5, MostClasses = 20;

    /// <summary>Writes what the file holds, then what a learner is given.</summary>
    /// <exception cref="HomeostatException">The data cannot be read, or a learner cannot be given them as they are; what the file holds has been written by then.</exception>
    public void Tell()
    {
        if (reference.IsTable)
        {
            Tell(DataTable.Read(reference.Name));
        }
        else if (reference.IsArrays)
        {
            Tell(Npz.Read(reference.Name));
        }

        Tell(reference.LoadSource(cancellation: terminal.Stop));
    }

    private void Tell(DataTable table)
    {
        terminal.Out.WriteLine(Invariant($"{table.Name}: a table of {table.Count} rows and {table.Columns.Count} columns."));
        terminal.Table(["column", "holds", ">missing", "values"], table.Columns.Select(column => (string[])
        [
            column.Name, column.IsNumeric ? "numbers" : "words", Missing(column).ToString(CultureInfo.InvariantCulture), column.IsNumeric ? Numbers(column) : Named(column),
        ]));
    }

    private void Tell(IReadOnlyDictionary<string, NpyArray> arrays)
    {
        terminal.Out.WriteLine(Invariant($"{reference.Name}: a file of {arrays.Count} arrays."));
        terminal.Table(["array", "holds", ">shape"], arrays.Select(array => (string[])[array.Key, array.Value.Type.ToString(), string.Join(" × ", array.Value.Shape)]));
    }

    private void Tell(DataSource data)
    {
        var inputs = data.Train[DataSource.Image];
        var form = data.Images is { } images ? $", {ImageForm.Describe(images.Train.Width, images.Train.Height, images.Train.Channels)}" : inputs.Shape.Count > 1 ? $", {string.Join(" × ", inputs.Shape)}" : "";
        var given = SequenceForm.Of(inputs) is { } sequence ? Invariant($"sequences of {sequence}") : Invariant($"{inputs.Size} inputs{form}");
        terminal.Out.WriteLine(Invariant($"A learner is given {given}. {data.Train.Count} samples are for training and {data.Test.Count} for testing."));
        if (data.Target is not { } target)
        {
            terminal.Out.WriteLine($"There are no right answers{(reference.IsTable ? "; name their column by --target" : "")}.");
        }
        else if (data.Train[target].Classes is { } classes)
        {
            Tell(classes, data.Schema?.ClassNames, data.Train[target].Labels, data.Test.Count == 0 ? [] : data.Test[target].Labels);
        }
        else
        {
            var column = data.Schema?.Target;
            terminal.Out.WriteLine(Invariant($"The right answers are numbers, {data.Train[target].Shape[^1]} for each {(data.Train[target].Shape.Count == 2 ? "time point" : "sample")}{(column is { Deviation: not 1 } ? $": '{column.Name}', of mean {Words.Number(column.Mean)} and deviation {Words.Number(column.Deviation)} in the training rows" : "")}."));
        }
    }

    private void Tell(int classes, IReadOnlyList<string>? names, ReadOnlySpan<int> train, ReadOnlySpan<int> test)
    {
        terminal.Out.WriteLine(Invariant($"The right answers are {classes} classes{(classes > MostClasses ? $", the first {MostClasses} of which are" : "")}:"));
        var (learned, held) = (Counts(train, classes), Counts(test, classes));
        terminal.Table([">class", "name", ">training samples", ">test samples"], Enumerable.Range(0, Math.Min(classes, MostClasses)).Select(n => (string[])
            [Invariant($"{n}"), names?[n] ?? "-", Invariant($"{learned[n]}"), Invariant($"{held[n]}")]));
    }

    private static int[] Counts(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    private static int Missing(DataColumn column) => Enumerable.Range(0, column.Count).Count(column.IsMissing);

    private static string Numbers(DataColumn column)
    {
        double[] values = [.. column.Numbers.ToArray().Where(double.IsFinite)];
        return values.Length == 0 ? "none"
            : values.Min() == values.Max() ? $"{Words.Number(values[0])} in all rows: nothing can be learned from it, leave it out (--drop {column.Name})"
            : $"{Words.Number(values.Min())} to {Words.Number(values.Max())}, mean {Words.Number(values.Average())}";
    }

    private static string Named(DataColumn column)
    {
        var counts = Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).CountBy(row => column.Codes[row]).OrderByDescending(count => count.Value).ThenBy(count => count.Key).ToArray();
        var shown = string.Join(", ", counts.Take(MostWords).Select(count => Invariant($"{column.Words[count.Key]} ({count.Value})")));
        return counts.Length > MostWords ? Invariant($"{counts.Length} different: {shown}, ...") : shown;
    }
}
