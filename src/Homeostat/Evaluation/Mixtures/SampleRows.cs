using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>Samples as the rows of a matrix, read as spans.</summary>
internal readonly record struct SampleRows(double[,] Values)
{
    public int Count => Values.GetLength(0);

    public int Width => Values.GetLength(1);

    public ReadOnlySpan<double> this[int row] => Values.Row(row);

    /// <summary>Checks that there are samples, of a given width, and that all their numbers are finite.</summary>
    public static SampleRows Of(double[,] values, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var rows = new SampleRows(values);
        if (rows.Width == 0 || (width is { } expected && rows.Width != expected))
        {
            throw new HomeostatException(
                $"Samples of {rows.Width} numbers were given to a Gaussian mixture{(width is null ? "" : $" of {width} variables")}. Give a row of "
                + $"{(width is null ? "one number or more" : $"{width} numbers")} for each sample.");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            RequireFinite(rows[i], i);
        }

        return rows;
    }

    /// <summary>Checks that the numbers of a sample are finite.</summary>
    public static void RequireFinite(ReadOnlySpan<double> sample, int index)
    {
        for (var j = 0; j < sample.Length; j++)
        {
            if (!double.IsFinite(sample[j]))
            {
                throw new HomeostatException(FormattableString.Invariant(
                    $"Number {j} of sample {index} is {sample[j]}, and a Gaussian mixture takes finite numbers only. Leave the sample out, or look for where the number comes from."));
            }
        }
    }
}

/// <summary>Rows of matrices as spans.</summary>
internal static class MatrixRows
{
    public static Span<double> Row(this double[,] matrix, int row) => matrix.GetLength(1) == 0
        ? []
        : MemoryMarshal.CreateSpan(ref matrix[row, 0], matrix.GetLength(1));

    public static Span<double> All(this double[,] matrix) => matrix.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
}
