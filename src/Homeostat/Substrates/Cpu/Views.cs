namespace Homeostat.Substrates;

/// <summary>
/// Checks that a kernel only reaches memory that its matrices have. It is asked once, when a call is made; a run then needs to
/// check nothing but its range of rows.
/// </summary>
internal static class Views
{
    /// <summary>Requires a matrix of at least so many rows and exactly so many columns, of a number type.</summary>
    public static Matrix Require(Matrix matrix, string name, int rows, int columns, ElementType type) =>
        matrix.Rows >= rows && matrix.Columns == columns && matrix.Type == type ? matrix : throw new InvalidOperationException(
            $"'{name}' has {matrix.Rows} x {matrix.Columns} elements of {matrix.Type}, and a kernel asks for {rows} x {columns} of {type}.");

    /// <summary>Requires that a block of rows lies within the rows there are.</summary>
    public static void RequireRows(int first, int count, int rows)
    {
        if (first < 0 || count < 0 || first > rows - count)
        {
            throw new InvalidOperationException($"Rows {first} to {first + count} were to be computed; there are {rows}.");
        }
    }
}
