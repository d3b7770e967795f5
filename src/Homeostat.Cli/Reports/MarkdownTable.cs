namespace Homeostat.Cli;

/// <summary>A table as Markdown.</summary>
internal static class MarkdownTable
{
    /// <param name="columns">The titles of the columns; those of numbers begin with <c>&gt;</c>.</param>
    /// <param name="rows">The cells, row after row.</param>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => string.Concat(rows
        .Prepend([.. columns.Select(column => column.StartsWith('>') ? "---:" : "---")])
        .Prepend([.. columns.Select(column => column.TrimStart('>'))])
        .Select(cells => $"| {string.Join(" | ", cells)} |\n"));
}
