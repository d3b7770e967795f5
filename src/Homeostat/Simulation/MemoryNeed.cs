using System.Globalization;

namespace Homeostat;

/// <summary>
/// The memory that the variables of a circuit need, computed before any of it is allocated. Without this check, a wrong layer size could
/// exhaust the machine's memory before any exception is thrown.
/// </summary>
internal static class MemoryNeed
{
    /// <exception cref="HomeostatException">The machine has less memory than the variables of the circuit need.</exception>
    public static void Require(CircuitModel model, int batch, ElementType type)
    {
        var there = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var (largest, name, total) = (0.0, "", 0.0);
        var sizes = model.Populations
            .SelectMany(p => p.Variables.Select(v => (Name: v.Symbol.Name, Elements: (double)p.Declaration.Size * batch)))
            .Concat(model.Projections.SelectMany(p => p.Variables.Select(v => (v.Symbol.Name, (double)p.Rows * p.Columns))))
            .Concat(model.Synapses.SelectMany(p => p.Variables.Select(v => (v.Symbol.Name, Synapses(p)))));
        foreach (var (variable, elements) in sizes)
        {
            var bytes = elements * (type == ElementType.Float32 ? sizeof(float) : sizeof(double));
            total += bytes;
            (largest, name) = bytes > largest ? (bytes, variable) : (largest, name);
        }

        if (total > there)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"Circuit '{model.Circuit.Name}' needs {total / 1e9:N1} GB for batches of {batch}, most of it '{name}' "
                + $"({largest / 1e9:N1} GB), but the machine has {there / 1e9:N1} GB. Take smaller layers or a smaller batch."));
        }
    }

    private static double Synapses(SpikingProjectionModel projection) =>
        projection.Declaration.Connectivity.Estimate(projection.PreSlice.Count, projection.PostSlice.Count);
}
