namespace Homeostat.Substrates;

/// <summary>
/// Checks that a kernel uses only memory that its matrices have. The check is made once, when a call is created; a run then checks only
/// its range of rows.
/// </summary>
internal static class Views
{
    /// <summary>Requires a matrix with at least the given rows, exactly the given columns and the given element type.</summary>
    public static Matrix Require(Matrix matrix, string name, int rows, int columns, ElementType type) =>
        matrix.Rows >= rows && matrix.Columns == columns && matrix.Type == type ? matrix : throw new InvalidOperationException(
            $"'{name}' has {matrix.Rows} x {matrix.Columns} elements of {matrix.Type}, and a kernel asks for {rows} x {columns} of {type}.");

    /// <summary>Requires that a block of rows lies within the rows of the matrices.</summary>
    public static void RequireRows(int first, int count, int rows)
    {
        if (first < 0 || count < 0 || first > rows - count)
        {
            throw new InvalidOperationException($"Rows {first} to {first + count} were to be computed; there are {rows}.");
        }
    }
}
