namespace Homeostat.Substrates;

internal sealed unsafe partial class DenseProduct
{
    private const int TasksAWorker = 4;

    /// <summary>
    /// C = A·B of any two matrices, each of them transposed or not, on several threads. It packs and therefore allocates, so it is meant for
    /// occasional products; for products in every step, keep a <see cref="PackedMatrix"/>.
    /// </summary>
    /// <param name="a">A [m × k], or [k × m] when <paramref name="transposeA"/>.</param>
    /// <param name="transposeA">Whether to multiply by the transpose of <paramref name="a"/>.</param>
    /// <param name="b">B [k × n], or [n × k] when <paramref name="transposeB"/>.</param>
    /// <param name="transposeB">Whether to multiply by the transpose of <paramref name="b"/>.</param>
    /// <param name="c">C [m × n], a matrix other than A and B.</param>
    /// <param name="workers">The threads; the result is the same for any number of them.</param>
    /// <param name="width">The vector width; the widest of this machine by default.</param>
    /// <exception cref="ArgumentException">The shapes or element types do not fit together.</exception>
    public static void Multiply(
        Matrix a, bool transposeA, Matrix b, bool transposeB, Matrix c, Workers workers, VectorWidth? width = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(workers);
        var (m, k) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        var (depth, n) = transposeB ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (depth != k || c.Rows != m || c.Columns != n || a.Type != b.Type || a.Type != c.Type || c == a || c == b)
        {
            throw new ArgumentException(
                $"A ({m} x {k} of {a.Type}) times B ({depth} x {n} of {b.Type}) can't go to C ({c.Rows} x {c.Columns} of {c.Type}): "
                + "A's columns must be B's rows, C as A is high and B wide, of the same type, and a matrix of its own.");
        }

        var product = For(a.Type, width);
        using var packed = new PackedMatrix(k, n, a.Type, product.Width);
        var panelTasks = Math.Min(packed.Panels, workers.Count * TasksAWorker);
        workers.Run(
            (task, _) =>
            {
                var (first, count) = Part(packed.Panels, panelTasks, task);
                packed.Pack(b, transposeB, first, count);
            },
            panelTasks);
        var rowTasks = Math.Min((m + product.TileRows - 1) / product.TileRows, workers.Count * TasksAWorker);
        if (transposeA)
        {
            workers.Run(
                (task, _) =>
                {
                    var (first, count) = Part(m, rowTasks, task);
                    product.MultiplyTransposed(a, packed, k, 1, c, first, count, accumulate: false);
                },
                rowTasks);
        }
        else if (rowTasks >= workers.Count)
        {
            workers.Run(
                (task, _) =>
                {
                    var (first, count) = Part(m, rowTasks, task);
                    product.Multiply(a.At(first), a.Stride, count, packed, c.At(first), c.Stride, null, 0);
                },
                rowTasks);
        }
        else
        {
            workers.Run(
                (task, _) =>
                {
                    var (first, count) = Part(packed.Panels, panelTasks, task);
                    product.Multiply(a.Pointer, a.Stride, m, packed, c.Pointer, c.Stride, null, 0, first, count);
                },
                panelTasks);
        }
    }

    private static (int First, int Count) Part(int total, int parts, int part)
    {
        var first = (int)((long)total * part / parts);
        return (first, (int)((long)total * (part + 1) / parts) - first);
    }
}
