namespace Homeostat.Planning;

/// <summary>The state of planning at a point of the schedule: the operations so far, and the facts that hold at this point.</summary>
internal sealed class PlanState
{
    private List<PlanOperation> _operations = [];
    private readonly Dictionary<string, int> _draws = new(StringComparer.Ordinal);
    private readonly HashSet<Node> _kept = [];

    public PlanState(CircuitModel model, SymbolTable symbols)
    {
        (Model, Symbols) = (model, symbols);
        Fresh = new Freshness(symbols.Derived);
    }

    public CircuitModel Model { get; }

    public NodeFactory Factory => Model.Factory;

    public SymbolTable Symbols { get; }

    /// <summary>The derived symbols that hold what they should.</summary>
    public Freshness Fresh { get; }

    /// <summary>The variables that are held by data.</summary>
    public HashSet<Symbol> Clamped { get; } = [];

    /// <summary>The projections whose gradient waits for the optimizer's step.</summary>
    public HashSet<ProjectionModel> Pending { get; } = [];

    /// <summary>Whether time steps pass here, so that what is drawn is drawn for the step.</summary>
    public bool IsInStep { get; set; }

    /// <summary>The number of time points of the loop around; 0 outside of one.</summary>
    public int Times { get; set; }

    public IReadOnlyList<PlanOperation> Operations => _operations;

    public void Add(PlanOperation operation) => _operations.Add(operation);

    /// <summary>Adds a symbol that follows from others.</summary>
    public Symbol Add(Derived derived, Shape shape, SymbolKind kind = SymbolKind.Derived)
    {
        Symbols.Add(derived.Symbol, shape, kind);
        Symbols.Derived.TryAdd(derived.Symbol.Name, derived);
        return derived.Symbol;
    }

    /// <summary>
    /// The symbol of a value that this plan keeps; null for any other. What other plans keep does not count: the bits of a result must not depend
    /// on what was compiled before.
    /// </summary>
    public Symbol? KeptAs(Node value) => _kept.Contains(value) ? Symbols.Kept[value] : null;

    /// <summary>Keeps a value from here on. All plans that keep it have the same symbol for it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="add">Adds the symbol, if no plan has one.</param>
    public Symbol Keep(Node value, Func<Symbol> add)
    {
        if (!Symbols.Kept.TryGetValue(value, out var symbol))
        {
            symbol = add();
            Symbols.Kept.Add(value, symbol);
        }

        _kept.Add(value);
        return symbol;
    }

    /// <summary>The operations that an action adds, taken out of the list.</summary>
    public IReadOnlyList<PlanOperation> Captured(Action add)
    {
        var outer = _operations;
        _operations = [];
        add();
        var inner = _operations;
        _operations = outer;
        return inner;
    }

    /// <summary>
    /// The bodies of a loop: a round is planned until what holds at its end is what held at its beginning, so that it serves for
    /// all rounds that are left.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<PlanOperation>> Bodies(int count, Action round)
    {
        var bodies = new List<IReadOnlyList<PlanOperation>>();
        HashSet<string> before;
        do
        {
            before = Snapshot();
            bodies.Add(Captured(round));
        }
        while (bodies.Count < count && !Snapshot().SetEquals(before));
        return bodies;
    }

    /// <summary>Makes stale whatever follows from the targets of stores that have been carried out.</summary>
    public void Written(IEnumerable<Store> stores)
    {
        foreach (var store in stores)
        {
            Fresh.Written(store.Target);
        }
    }

    /// <summary>Makes stale whatever is drawn or told by the clock: a moment is over.</summary>
    public void EndMoment()
    {
        foreach (var momentary in Symbols.Derived.Values.Where(d => d is Momentary))
        {
            Fresh.Written(momentary.Symbol);
        }
    }

    /// <summary>The number of draws of a symbol, outside of time steps, that stand before this one in the schedule.</summary>
    public int NextDraw(string symbol) => _draws[symbol] = _draws.GetValueOrDefault(symbol, -1) + 1;

    // What is kept counts too: a value that the first round computed twice is read by the next.
    private HashSet<string> Snapshot() =>
    [
        .. Fresh.Snapshot(),
        .. Clamped.Select(symbol => $"clamped {symbol.Name}"),
        .. Pending.Select(p => $"pending {p.Name}"),
        $"kept {_kept.Count}",
    ];
}
