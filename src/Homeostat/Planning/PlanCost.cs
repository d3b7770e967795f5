namespace Homeostat.Planning;

/// <summary>Counts what operations cost, from the operations themselves.</summary>
/// <param name="symbols">The shapes of their symbols.</param>
/// <param name="batch">The number of samples.</param>
/// <param name="type">The number type of all memory.</param>
internal sealed class PlanCost(SymbolTable symbols, int batch, ElementType type)
{
    private int ElementSize => type == ElementType.Float32 ? sizeof(float) : sizeof(double);

    /// <summary>The cost of operations carried out once, without what events do.</summary>
    public Cost Of(IEnumerable<PlanOperation> operations) => operations.Aggregate(default(Cost), (sum, operation) => sum + Of(operation));

    /// <summary>The cost of statements at one synapse or unit; with a synaptic event where it is a synapse.</summary>
    public Cost OfEvent(EventStatements statements, bool isSynapse)
    {
        var operands = statements.Operands.Count(o => o.IsRead && o.Variable is not null) + statements.Operands.Count(o => o.IsWritten);

        // What is added to a variable of the unit is an operation besides those of the statements.
        var additions = statements.Operands.Count(o => o.Kind == OperandKind.Added);
        return new Cost(0, Arithmetic(statements.Stores) + additions, operands * ElementSize, isSynapse ? 1 : 0);
    }

    private Cost Of(PlanOperation operation) => operation switch
    {
        Elements { Domain: ElementDomain.Units } units => batch * OfRow(units),
        Elements synapses => synapses.Rows * OfRow(synapses),
        Product product => batch * OfRow(product),
        Choice choice => new Cost(0, batch * choice.Storage.ProductsPerSample, 0),
        OuterProduct outer => new Cost(batch * outer.Storage.ProductsPerSample, 0, 0),
        Reduce { Axis: ReducedAxis.Units } reduce => batch * new Cost(0, Columns(reduce.Source), (double)Columns(reduce.Source) * ElementSize),
        Reduce { Axis: ReducedAxis.Samples } reduce => new Cost(0, (double)batch * Columns(reduce.Source), 0),
        Reduce reduce => new Cost(0, (double)symbols[reduce.Source].Shape.Rows * Columns(reduce.Source), 0),
        Whiten whiten => new Cost(2.0 / 6 * Math.Pow(Columns(whiten.Source), 3), 0, 0),
        Loop loop => Enumerable.Range(0, loop.Bodies.Count).Aggregate(default(Cost), (sum, body) => sum + (loop.TimesOf(body) * Of(loop.Bodies[body]))),
        _ => default,
    };

    private Cost OfRow(Elements elements) => new(
        0,
        Arithmetic(elements.Stores) * elements.Columns,
        new ElementProgram(elements.Stores).Operands.Where(s => s.Axes.HasFlag(Axes.Rows)).Sum(s => (double)Columns(s) * ElementSize));

    private Cost OfRow(Product product) => new(
        product.Storage.ProductsPerSample, 0, ((double)Columns(product.Source) + Columns(product.Target)) * ElementSize);

    private int Columns(Symbol symbol) => symbols[symbol].Shape.Columns;

    // Operations once functions have become polynomials and products have been fused with sums.
    private double Arithmetic(IReadOnlyList<Store> stores)
    {
        var constants = type == ElementType.Float32 ? LoweringConstants.Single : LoweringConstants.Double;
        var (both, columns, _, _) = ElementBlock.Split(Lowering.Apply(new ElementProgram(stores), constants));
        return both.Operations + columns.Operations;
    }
}
