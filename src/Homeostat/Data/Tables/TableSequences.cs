namespace Homeostat;

/// <summary>Sequences in a table: rows with the same name in a column, in the order in which they stand.</summary>
internal static class TableSequences
{
    /// <summary>The rows of each sequence, in the order in which sequences begin.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column that names the sequences.</param>
    /// <param name="rows">The rows that are grouped.</param>
    /// <exception cref="HomeostatException">Sequences differ in length; the message names two of them.</exception>
    public static int[][] Of(DataTable table, DataColumn column, IEnumerable<int> rows)
    {
        int[][] sequences = [.. rows.GroupBy(row => TableData.WordOf(column, row)).Select(sequence => sequence.ToArray())];
        if (sequences.FirstOrDefault(sequence => sequence.Length != sequences[0].Length) is { } other)
        {
            throw new HomeostatException(
                $"{table.Name}, line {column.Lines[other[0]]}: the sequence '{TableData.WordOf(column, other[0])}' has {other.Length} rows, but '{TableData.WordOf(column, sequences[0][0])}' has {sequences[0].Length}. "
                + "All sequences must have one length: cut the longer ones, or fill the shorter ones up with rows.");
        }

        return sequences;
    }

    /// <summary>Finds out whether a number changes within a sequence, so that there is a right answer for each time point.</summary>
    public static bool Changes(DataColumn target, int[][] sequences) => target.IsNumeric && sequences.Any(sequence => sequence.Any(row => target.Numbers[row] != target.Numbers[sequence[0]]));

    /// <summary>Checks that a sequence has one class.</summary>
    /// <exception cref="HomeostatException">Its rows have several; the message names the line.</exception>
    public static void RequireOneClass(DataTable table, DataColumn target, int[][] sequences)
    {
        foreach (var row in sequences.SelectMany(sequence => sequence.Where(row => TableData.WordOf(target, row) != TableData.WordOf(target, sequence[0])).Take(1)))
        {
            throw new HomeostatException(
                $"{table.Name}, line {target.Lines[row]}: the class changes to '{TableData.WordOf(target, row)}' within a sequence, but a sequence has one class. "
                + "Give all its rows the same, or let numbers be predicted at each time point (--target-kind numbers).");
        }
    }
}
