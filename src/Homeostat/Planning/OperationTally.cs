namespace Homeostat.Planning;

/// <summary>
/// Counts the items of a ledger for one operation. Arithmetic is counted as equations state it, with common parts once; every operand is moved
/// once from its level of memory and every result once to it.
/// </summary>
/// <param name="symbols">The shapes of the symbols.</param>
/// <param name="samples">The number of samples.</param>
/// <param name="elementSize">The size of a number in bytes.</param>
/// <param name="arrived">The symbols that products bring to units.</param>
internal sealed class OperationTally(SymbolTable symbols, int samples, int elementSize, IReadOnlySet<Symbol> arrived)
{
    /// <summary>The tally of an operation carried out once, without what events do.</summary>
    /// <param name="operation">The operation, other than a loop.</param>
    /// <param name="level">The level of memory that holds its operands.</param>
    public ItemTally Of(PlanOperation operation, CostItem level) => operation switch
    {
        Elements elements => Arithmetic(elements.Stores, elements.Domain == ElementDomain.Units ? samples : elements.Rows, elements.Columns) + Updates(elements) + Moved(elements, level),
        Product product => Registers(4 * samples * product.Storage.ProductsPerSample) + Moved(product, level),
        OuterProduct outer => Registers(4 * samples * outer.Storage.ProductsPerSample) + Mean(outer.Target, outer.IsMean) + Moved(outer, level),
        SampleSynapses synapses => (samples * Arithmetic(synapses.Stores, synapses.Rows, synapses.Columns))
            + synapses.Sums.Aggregate(default(ItemTally), (all, sum) => all + Mean(sum.Sum, sum.IsMean)) + Moved(synapses, level),
        Choice choice => Operations(CostItem.Comparison, samples * choice.Storage.ProductsPerSample) + Moved(choice, level),
        Reduce reduce => Operations(reduce.Reduction == Reduction.Sum ? CostItem.Accumulate : CostItem.Comparison, Elements(reduce.Source))
            + Mean(reduce.Target, reduce.IsMean) + Moved(reduce, level),
        Draw draw => default(ItemTally).Plus(CostItem.Draw, Elements(draw.Target)) + Moved(draw, level),
        Assign or Whiten => Moved(operation, level),
        _ => default,
    };

    /// <summary>The tally of statements at one synapse or unit.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="level">The level of memory that holds their operands.</param>
    public ItemTally OfEvent(EventStatements statements, CostItem level)
    {
        var (both, columns, rows, _) = ElementBlock.Split(new ElementProgram(statements.Stores));
        var operands = statements.Operands;
        var added = operands.Count(o => o.Kind == OperandKind.Added);
        var written = operands.Count(o => o.IsWritten);
        var read = operands.Count(o => o.IsRead && o.Kind is OperandKind.Synapse or OperandKind.Pre or OperandKind.Post) + added;
        return Of(both) + Of(columns) + Of(rows) + Operations(CostItem.Accumulate, added) + Moved(read, written, level)
            .Plus(CostItem.Draw, operands.Count(o => o.Kind is OperandKind.Uniform or OperandKind.Normal))
            .Plus(CostItem.WeightUpdate, operands.Any(o => o.Kind == OperandKind.Synapse && o.IsWritten) ? 1 : 0);
    }

    private ItemTally Arithmetic(IReadOnlyList<Store> stores, double count, double columns)
    {
        var (both, ofColumns, ofRows, once) = ElementBlock.Split(new ElementProgram(stores));
        return (count * columns * Of(both)) + (columns * Of(ofColumns)) + (count * Of(ofRows)) + Of(once);
    }

    private ItemTally Of(ElementBlock block) => block.Nodes
        .Where(node => node.Operation != Operation.Load)
        .Aggregate(default(ItemTally), (sum, node) => sum.Plus(ItemOf(node.Operation), 1) + Registers(node.Arguments.Count + 1));

    // A value that is the same for all units is no update of them.
    private ItemTally Updates(Elements elements)
    {
        var (item, count) = elements.Domain == ElementDomain.Units ? (CostItem.UnitUpdate, samples) : (CostItem.WeightUpdate, elements.Rows);
        var kind = elements.Domain == ElementDomain.Units ? SymbolKind.Variable : SymbolKind.Synaptic;
        var targets = elements.Writes.Where(target => target.Axes.HasFlag(Axes.Columns)).ToArray();
        var updates = targets.Any(target => symbols[target].Kind == kind) || (targets.Length > 0 && elements.Reads.Any(arrived.Contains));
        return updates ? default(ItemTally).Plus(item, (double)count * elements.Columns) : default;
    }

    private ItemTally Mean(Symbol target, bool isMean) => isMean ? Operations(CostItem.Division, Elements(target)) : default;

    private ItemTally Moved(PlanOperation operation, CostItem level) => Moved(operation.Reads.Distinct().Sum(Elements), operation.Writes.Distinct().Sum(Elements), level);

    private ItemTally Moved(double read, double written, CostItem level) => default(ItemTally)
        .Plus(level, elementSize * (read + written))
        .Plus(CostItem.ErasedBit, 8 * elementSize * written);

    // Two operands and a result.
    private ItemTally Operations(CostItem item, double count) => Registers(3 * count).Plus(item, count);

    private ItemTally Registers(double numbers) => default(ItemTally).Plus(CostItem.RegisterByte, elementSize * numbers);

    private double Elements(Symbol symbol) => (double)symbols[symbol].Shape.RowsFor(samples) * symbols[symbol].Shape.Columns;

    private static CostItem ItemOf(Operation operation) => operation switch
    {
        Operation.Add or Operation.Subtract => CostItem.Accumulate,
        Operation.Multiply => CostItem.Multiplication,
        Operation.Divide => CostItem.Division,
        Operation.Less or Operation.LessOrEqual or Operation.Equal or Operation.Min or Operation.Max => CostItem.Comparison,
        Operation.Sqrt or Operation.Exp or Operation.Expm1 or Operation.Log or Operation.Sin or Operation.Cos or Operation.Arctan
            or Operation.Tanh or Operation.Sigmoid or Operation.Power => CostItem.Function,
        _ => CostItem.Logic,
    };
}
