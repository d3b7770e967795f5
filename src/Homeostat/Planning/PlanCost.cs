namespace Homeostat.Planning;

/// <summary>Counts what the operations of a plan cost, from the operations themselves.</summary>
internal sealed class PlanCost
{
    private readonly IReadOnlyList<PlanOperation> _operations;
    private readonly SymbolTable _symbols;
    private readonly ElementType _type;
    private readonly LiveSet _live;
    private readonly HashSet<Symbol> _arrived;
    private readonly Dictionary<EventStatements, CostItem> _levels = new(ReferenceEqualityComparer.Instance);

    /// <param name="operations">The operations.</param>
    /// <param name="symbols">The shapes of their symbols.</param>
    /// <param name="batch">The number of samples that memory holds.</param>
    /// <param name="type">The number type of all memory.</param>
    /// <param name="synapses">The number of synapses of a projection that is stored as rows; null where they are not known.</param>
    /// <param name="caches">The sizes of the caches; those of Horowitz if null.</param>
    public PlanCost(
        IReadOnlyList<PlanOperation> operations, SymbolTable symbols, int batch, ElementType type, Func<string, long>? synapses = null, CacheSizes? caches = null)
    {
        (_operations, _symbols, _type) = (operations, symbols, type);
        _live = new LiveSet(symbols, batch, ElementSize, synapses, caches ?? CacheSizes.Horowitz);
        _arrived = [.. Flat(operations).Where(o => o is Product or Choice).SelectMany(o => o.Writes)];
        FindLevels(operations);
    }

    private int ElementSize => _type == ElementType.Float32 ? sizeof(float) : sizeof(double);

    /// <summary>The cost of all operations carried out once for a number of samples, without what events do.</summary>
    public Cost Of(int samples) => Of(_operations, _live.LevelOf(_operations), samples, _ => true);

    /// <summary>The cost of the operations that belong to a population or a projection, carried out once for a number of samples.</summary>
    /// <param name="part">The name of the population or projection.</param>
    /// <param name="samples">The number of samples.</param>
    public Cost OfPart(string part, int samples) => Of(_operations, _live.LevelOf(_operations), samples, operation => PartOf(operation) == part);

    /// <summary>The cost of statements at one synapse or unit; with a synaptic event where it is a synapse.</summary>
    public Cost OfEvent(EventStatements statements, bool isSynapse)
    {
        var operands = statements.Operands.Count(o => o.IsRead && o.Variable is not null) + statements.Operands.Count(o => o.IsWritten);

        // What is added to a variable of the unit is an operation besides those of the statements.
        var additions = statements.Operands.Count(o => o.Kind == OperandKind.Added);
        return new Cost(0, Arithmetic(statements.Stores) + additions, operands * ElementSize, isSynapse ? 1 : 0)
        {
            Tally = TallyOf(1).OfEvent(statements, _levels[statements]),
        };
    }

    private Cost Of(IReadOnlyList<PlanOperation> operations, CostItem level, int samples, Func<PlanOperation, bool> isCounted)
    {
        var tally = TallyOf(samples);
        return operations.Aggregate(default(Cost), (sum, operation) => sum + (operation is Loop loop ? Of(loop, samples, isCounted)
            : isCounted(operation) ? Of(operation, samples) with { Tally = tally.Of(operation, level) }
            : default));
    }

    // What a round of a loop touches, the next round touches again.
    private Cost Of(Loop loop, int samples, Func<PlanOperation, bool> isCounted)
    {
        var level = _live.LevelOf(loop.Operations);
        return Enumerable.Range(0, loop.Bodies.Count).Aggregate(default(Cost), (sum, body) => sum + (loop.TimesOf(body) * Of(loop.Bodies[body], level, samples, isCounted)));
    }

    // The population or projection that an operation belongs to; null for one of the whole circuit.
    private static string? PartOf(PlanOperation operation) => operation switch
    {
        Elements elements => elements.Owner,
        Product product => product.Projection,
        OuterProduct outer => outer.Projection,
        SampleSynapses synapses => synapses.Projection,
        Choice choice => choice.Projection,
        Whiten whiten => whiten.Projection,
        Reduce reduce => reduce.Source.Name.Split('.', ':')[0],
        _ => null,
    };

    private OperationTally TallyOf(int samples) => new(_symbols, samples, ElementSize, _arrived);

    private void FindLevels(IReadOnlyList<PlanOperation> operations, CostItem? around = null)
    {
        var level = around ?? _live.LevelOf(operations);
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case Deliver deliver: _levels[deliver.Statements] = level; break;
                case EverySynapse every: _levels[every.Statements] = level; break;
                case AtEvent at: _levels[at.Statements] = level; break;
                case Loop loop: FindLevels([.. loop.Operations], _live.LevelOf(loop.Operations)); break;
            }
        }
    }

    private static IEnumerable<PlanOperation> Flat(IEnumerable<PlanOperation> operations) =>
        operations.SelectMany(operation => operation is Loop loop ? Flat(loop.Operations) : [operation]);

    private Cost Of(PlanOperation operation, int samples) => operation switch
    {
        Elements { Domain: ElementDomain.Units } units => samples * OfRow(units),
        Elements synapses => synapses.Rows * OfRow(synapses),
        Product product => samples * OfRow(product),
        Choice choice => new Cost(0, samples * choice.Storage.ProductsPerSample, 0),
        OuterProduct outer => new Cost(samples * outer.Storage.ProductsPerSample, 0, 0),
        SampleSynapses synapses => new Cost(0, (double)samples * synapses.Rows * Arithmetic(synapses.Stores) * synapses.Columns, 0),
        Reduce { Axis: ReducedAxis.Units } reduce => samples * new Cost(0, Columns(reduce.Source), (double)Columns(reduce.Source) * ElementSize),
        Reduce { Axis: ReducedAxis.Samples } reduce => new Cost(0, (double)samples * Columns(reduce.Source), 0),
        Reduce reduce => new Cost(0, (double)_symbols[reduce.Source].Shape.Rows * Columns(reduce.Source), 0),
        Whiten whiten => new Cost(2.0 / 6 * Math.Pow(Columns(whiten.Source), 3), 0, 0),
        _ => default,
    };

    private Cost OfRow(Elements elements) => new(
        0,
        Arithmetic(elements.Stores) * elements.Columns,
        new ElementProgram(elements.Stores).Operands.Where(s => s.Axes.HasFlag(Axes.Rows)).Sum(s => (double)Columns(s) * ElementSize));

    private Cost OfRow(Product product) => new(
        product.Storage.ProductsPerSample, 0, ((double)Columns(product.Source) + Columns(product.Target)) * ElementSize);

    private int Columns(Symbol symbol) => _symbols[symbol].Shape.Columns;

    // Operations once functions have become polynomials and products have been fused with sums.
    private double Arithmetic(IReadOnlyList<Store> stores)
    {
        var constants = _type == ElementType.Float32 ? LoweringConstants.Single : LoweringConstants.Double;
        var (both, columns, _, _) = ElementBlock.Split(Lowering.Apply(new ElementProgram(stores), constants));
        return both.Operations + columns.Operations;
    }
}
