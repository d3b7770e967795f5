namespace Homeostat.Substrates;

/// <summary>
/// Conductances of an array as they act from the ends of its lines, with wires that have resistance. The drivers are at output 0 of the input lines, and the virtual
/// grounds are after the last input of the output lines; there is a segment of wire before each cell and after the last cell of an output line. The array is linear, so a matrix of
/// effective conductances describes it: its element (k, j) is the current that flows to the grounded driver j when 1 V is applied at the end of output line k,
/// which by reciprocity is the current at output k for 1 V at driver j. All nodes are solved exactly.
/// </summary>
internal static class WireResistance
{
    /// <summary>The effective conductances, in S: [outputs × inputs].</summary>
    /// <param name="g">The conductances of the cells, in S: [outputs × inputs].</param>
    /// <param name="input">The resistance of a segment of an input line, in ohm.</param>
    /// <param name="output">The resistance of a segment of an output line, in ohm.</param>
    public static double[,] Effective(double[,] g, double input, double output) => (input, output) switch
    {
        (0, 0) => g,
        (0, _) => Ladders(g, output),
        (_, 0) => Mirrored(Ladders(Mirrored(g), input)),
        _ when g.GetLength(0) > g.GetLength(1) => Mirrored(Nodes(Mirrored(g), 1 / output, 1 / input)),
        _ => Nodes(g, 1 / input, 1 / output),
    };

    // Only output lines have resistance: each is a ladder of its own, with a tridiagonal system of nodes.
    private static double[,] Ladders(double[,] g, double resistance)
    {
        var (outputs, inputs, wire) = (g.GetLength(0), g.GetLength(1), 1 / resistance);
        var effective = new double[outputs, inputs];
        var pivots = new double[inputs];
        for (var k = 0; k < outputs; k++)
        {
            for (var j = 0; j < inputs; j++)
            {
                // The first node has no wire before it that leads anywhere.
                pivots[j] = g[k, j] + wire + (j == 0 ? 0 : wire - (wire * wire / pivots[j - 1]));
            }

            var next = 1.0;
            for (var j = inputs - 1; j >= 0; j--)
            {
                next *= wire / pivots[j];
                effective[k, j] = g[k, j] * next;
            }
        }

        return effective;
    }

    // The ladder of an input line begins at its driver, as that of an output line ends at its ground.
    private static double[,] Mirrored(double[,] g)
    {
        var (rows, columns) = (g.GetLength(0), g.GetLength(1));
        var mirrored = new double[columns, rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                mirrored[columns - 1 - j, rows - 1 - i] = g[i, j];
            }
        }

        return mirrored;
    }

    // Input after input is eliminated, which takes inputs · outputs³ operations, so that the outputs should be the fewer. The nodes of an input line are a tridiagonal system, those of the output lines at an input are connected only to their neighbors at the
    // inputs before and after.
    private static double[,] Nodes(double[,] g, double input, double output)
    {
        var (outputs, inputs) = (g.GetLength(0), g.GetLength(1));
        var firsts = new double[inputs][];
        var inverses = new double[inputs][,];
        for (var j = 0; j < inputs; j++)
        {
            var line = new double[outputs, outputs];
            for (var k = 0; k < outputs; k++)
            {
                line[k, k] = g[k, j] + input + (k < outputs - 1 ? input : 0);
                if (k > 0)
                {
                    line[k, k - 1] = line[k - 1, k] = -input;
                }
            }

            var t = Inverse(line);
            firsts[j] = [.. Enumerable.Range(0, outputs).Select(k => t[0, k] * g[k, j])];
            var block = new double[outputs, outputs];
            for (var k = 0; k < outputs; k++)
            {
                for (var l = 0; l < outputs; l++)
                {
                    block[k, l] = -(g[k, j] * t[k, l] * g[l, j]) - (j == 0 ? 0 : output * output * inverses[j - 1][k, l]);
                }

                block[k, k] += g[k, j] + output + (j == 0 ? 0 : output);
            }

            inverses[j] = Inverse(block);
        }

        // Potentials of the output lines at an input, a column for each line whose end is at 1 V.
        var potentials = new double[outputs, outputs];
        for (var k = 0; k < outputs; k++)
        {
            potentials[k, k] = 1;
        }

        var effective = new double[outputs, inputs];
        for (var j = inputs - 1; j >= 0; j--)
        {
            potentials = Product(inverses[j], potentials, output);
            for (var end = 0; end < outputs; end++)
            {
                var first = 0.0;
                for (var k = 0; k < outputs; k++)
                {
                    first += firsts[j][k] * potentials[k, end];
                }

                effective[end, j] = input * first;
            }
        }

        return effective;
    }

    private static double[,] Product(double[,] a, double[,] b, double factor)
    {
        var n = a.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                var x = factor * a[i, k];
                for (var j = 0; j < n; j++)
                {
                    product[i, j] += x * b[k, j];
                }
            }
        }

        return product;
    }

    // The inverse of a symmetric matrix whose diagonal dominates, by elimination in place, which then needs no exchange of rows.
    private static double[,] Inverse(double[,] a)
    {
        var n = a.GetLength(0);
        for (var p = 0; p < n; p++)
        {
            var pivot = 1 / a[p, p];
            a[p, p] = 1;
            for (var j = 0; j < n; j++)
            {
                a[p, j] *= pivot;
            }

            for (var i = 0; i < n; i++)
            {
                if (i == p)
                {
                    continue;
                }

                var factor = a[i, p];
                a[i, p] = 0;
                for (var j = 0; j < n; j++)
                {
                    a[i, j] -= factor * a[p, j];
                }
            }
        }

        return a;
    }
}
