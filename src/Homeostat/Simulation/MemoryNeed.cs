using System.Globalization;

namespace Homeostat;

/// <summary>
/// The memory that a circuit needs: its variables and, of dense projections, the weights packed for products and the sums over a batch. It is computed
/// before any of it is allocated. Without this check, a wrong layer size could exhaust the machine's memory before any exception is thrown.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>The number of bytes of each part, by the name of the variable it holds or is made of.</summary>
    public static IEnumerable<(string Name, double Bytes)> Of(CircuitModel model, int batch, ElementType type)
    {
        var size = type == ElementType.Float32 ? sizeof(float) : sizeof(double);
        (string Name, double Elements)[] parts =
        [
            .. model.Populations.SelectMany(p => p.Variables.Select(v => (v.Symbol.Name, (double)p.Declaration.Size * batch))),
            .. model.Projections.SelectMany(p => p.Variables.Select(v => (v.Symbol.Name, v.Symbol.Axes == Axes.None ? 1 : (double)p.Rows * p.Columns))),
            .. model.Projections.SelectMany(p => Products(p).Select(name => (name, (double)p.Rows * p.Columns))),
            .. model.Synapses.SelectMany(p => p.Variables.Select(v => (v.Symbol.Name, Synapses(p)))),
        ];
        return parts.Select(part => (part.Name, part.Elements * size));
    }

    /// <exception cref="HomeostatException">The machine has less memory than the circuit needs.</exception>
    public static void Require(CircuitModel model, int batch, ElementType type)
    {
        var there = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var parts = Of(model, batch, type).ToArray();
        var total = parts.Sum(part => part.Bytes);

        if (total > there)
        {
            var (name, largest) = parts.MaxBy(part => part.Bytes);
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"Circuit '{model.Circuit.Name}' needs {total / 1e9:N1} GB for batches of {batch}, most of it '{name}' "
                + $"({largest / 1e9:N1} GB), but the machine has {there / 1e9:N1} GB. Take smaller layers or a smaller batch."));
        }
    }

    // A full matrix is packed once for each direction in which it is read, and each sum over the batch has a matrix of its own.
    private static IEnumerable<string> Products(ProjectionModel projection) => projection.Storage is FullMatrix
        ? projection.Deliveries.SelectMany(d => d.Terms.Select(term => (term.Synapse, d.ToPost))).Distinct().Select(read => read.Synapse.Symbol?.Name ?? projection.Name)
            .Concat(projection.BatchSumsOf(projection.Learning).Select(sum => sum.Symbol.Name))
        : [];

    private static double Synapses(SpikingProjectionModel projection) =>
        projection.Declaration.Connectivity.Estimate(projection.PreSlice.Count, projection.PostSlice.Count);
}
