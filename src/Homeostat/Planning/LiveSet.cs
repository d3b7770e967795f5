namespace Homeostat.Planning;

/// <summary>The values that operations touch again and again, whose size decides where their bytes come from.</summary>
/// <param name="symbols">The shapes of all symbols.</param>
/// <param name="batch">The number of samples that memory holds.</param>
/// <param name="elementSize">The size of a number in bytes.</param>
/// <param name="synapses">The number of synapses of a projection that is stored as rows; null where they are not known.</param>
/// <param name="caches">The sizes of the caches.</param>
internal sealed class LiveSet(SymbolTable symbols, int batch, int elementSize, Func<string, long>? synapses, CacheSizes caches)
{
    /// <summary>The level of memory that holds everything that operations read or write.</summary>
    public CostItem LevelOf(IEnumerable<PlanOperation> operations) => caches.LevelOf(operations
        .SelectMany(operation => operation.Reads.Concat(operation.Writes))
        .Select(symbol => symbol.Name)
        .Distinct()
        .Where(symbols.Contains)
        .Sum(name => SizeOf(symbols[name].Shape)));

    private double SizeOf(Shape shape) =>
        (double)elementSize * (shape.SynapsesOf is { } projection ? synapses?.Invoke(projection) ?? 0 : (double)shape.RowsFor(batch) * shape.Columns);
}
