using System.Text;

namespace Homeostat;

/// <summary>
/// A schedule as a list of operations over symbols: it says what is computed, in which order, and nothing about how. It holds no
/// memory; a simulation loads it onto a substrate, which carries it out.
/// </summary>
public sealed class Plan
{
    internal Plan(
        IReadOnlyList<PlanOperation> operations, SymbolTable symbols, IReadOnlyDictionary<string, Symbol> streams, IReadOnlyList<Symbol> energies)
    {
        (Operations, Symbols, Streams, Energies) = (operations, symbols, streams, energies);
        Steps = operations.OfType<Loop>().Sum(loop => loop.Steps);
    }

    /// <summary>The time steps that pass in one run.</summary>
    public int Steps { get; }

    internal IReadOnlyList<PlanOperation> Operations { get; }

    /// <summary>The symbols of the circuit, with their shapes.</summary>
    internal SymbolTable Symbols { get; }

    /// <summary>The data that a run supplies, by name.</summary>
    internal IReadOnlyDictionary<string, Symbol> Streams { get; }

    /// <summary>The terms of the free energy after a <see cref="Measure"/> phase, one value a sample each.</summary>
    internal IReadOnlyList<Symbol> Energies { get; }

    /// <summary>
    /// The cost of one run, if no sample is dropped early. The cost of events depends on their number and is not part of it
    /// (<see cref="Simulation.Spent"/> counts it).
    /// </summary>
    /// <param name="batch">The number of samples.</param>
    /// <param name="type">The number type of all memory.</param>
    /// <param name="caches">The sizes of the caches, which decide the level of memory from which bytes come; those of Horowitz if null.</param>
    public Cost CostOf(int batch, ElementType type = ElementType.Float32, CacheSizes? caches = null) =>
        new PlanCost(Operations, Symbols, batch, type, caches: caches).Of(batch);

    /// <summary>The cost of one run by the populations and projections to which its operations belong; parts without cost are left out.</summary>
    /// <param name="circuit">The circuit of the plan.</param>
    /// <param name="batch">The number of samples.</param>
    internal IReadOnlyDictionary<string, Cost> CostOfParts(Circuit circuit, int batch)
    {
        var cost = new PlanCost(Operations, Symbols, batch, ElementType.Float32);
        return circuit.Populations.Select(p => p.Name).Concat(circuit.Projections.Select(p => p.Name))
            .Select(part => (part, Cost: cost.OfPart(part, batch))).Where(p => p.Cost != default).ToDictionary(p => p.part, p => p.Cost);
    }

    /// <summary>The number of values that one run keeps for each sample of the batch: inputs, states, activities, errors.</summary>
    public long ValuesPerSample => Operations
        .SelectMany(operation => operation.Reads.Concat(operation.Writes))
        .Where(symbol => Symbols.Contains(symbol.Name) && Symbols[symbol].Shape is { PerSample: true } or { IsRepeated: true })
        .DistinctBy(symbol => symbol.Name)
        .Sum(symbol => (long)Symbols[symbol].Shape.Rows * Symbols[symbol].Shape.Columns);

    /// <summary>The plan as a person reads it, a line an operation.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in Operations.SelectMany(operation => operation.Lines))
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }
}
