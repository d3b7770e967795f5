using System.Globalization;

namespace Homeostat;

/// <summary>
/// The memory that a circuit needs: its variables and, of dense projections, the weights packed for products and the sums over a batch. It is computed
/// before any of it is allocated. Without this check, a wrong layer size could exhaust the machine's memory before any exception is thrown.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>The number of bytes of each part, by the name of the variable it holds or is made of.</summary>
    public static IReadOnlyList<(string Name, double Bytes)> Of(CircuitModel model, int batch, ElementType type)
    {
        // Written as loops: a query over pairs of values is compiled anew in every process, which takes longer than the rest of the check.
        var size = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        var parts = new List<(string, double)>();
        foreach (var population in model.Populations)
        {
            foreach (var variable in population.Variables)
            {
                parts.Add((variable.Symbol.Name, (double)population.Declaration.Size * batch * size));
            }
        }

        foreach (var projection in model.Projections)
        {
            var bytes = (double)projection.Rows * projection.Columns * size;
            foreach (var variable in projection.Variables)
            {
                parts.Add((variable.Symbol.Name, variable.Symbol.Axes == Axes.None ? size : variable.IsPerSample ? batch * bytes : bytes));
            }

            foreach (var name in Products(projection))
            {
                parts.Add((name, bytes));
            }
        }

        foreach (var projection in model.Synapses)
        {
            foreach (var variable in projection.Variables)
            {
                parts.Add((variable.Symbol.Name, Synapses(projection) * size));
            }
        }

        return parts;
    }

    /// <exception cref="HomeostatException">The machine has less memory than the circuit needs.</exception>
    public static void Require(CircuitModel model, int batch, ElementType type)
    {
        var there = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var (largest, name, total) = (0.0, "", 0.0);
        foreach (var (part, bytes) in Of(model, batch, type))
        {
            total += bytes;
            (largest, name) = bytes > largest ? (bytes, part) : (largest, name);
        }

        if (total > there)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"Circuit '{model.Circuit.Name}' needs {total / 1e9:N1} GB for batches of {batch}, most of it '{name}' "
                + $"({largest / 1e9:N1} GB), but the machine has {there / 1e9:N1} GB. Take smaller layers or a smaller batch."));
        }
    }

    // A full matrix is packed once for each direction in which it is read, and each sum over the batch has a matrix of its own.
    private static List<string> Products(ProjectionModel projection)
    {
        var names = new List<string>();
        if (projection.Storage is not FullMatrix)
        {
            return names;
        }

        var read = new List<(Node Synapse, bool ToPost)>();
        foreach (var delivery in projection.Deliveries)
        {
            foreach (var term in delivery.Terms)
            {
                if (!read.Contains((term.Synapse, delivery.ToPost)))
                {
                    read.Add((term.Synapse, delivery.ToPost));
                    names.Add(term.Synapse.Symbol?.Name ?? projection.Name);
                }
            }
        }

        foreach (var sum in projection.BatchSumsOf(projection.Learning))
        {
            names.Add(sum.Symbol.Name);
        }

        return names;
    }

    private static double Synapses(SpikingProjectionModel projection) =>
        projection.Declaration.Connectivity.Estimate(projection.PreSlice.Count, projection.PostSlice.Count);
}
