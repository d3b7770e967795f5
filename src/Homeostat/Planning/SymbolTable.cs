namespace Homeostat.Planning;

/// <summary>The kind of a symbol of a plan.</summary>
internal enum SymbolKind
{
    /// <summary>A variable of a population that is stored from run to run.</summary>
    Variable,

    /// <summary>A variable of synapses that is stored from run to run.</summary>
    Synaptic,

    /// <summary>A value that follows from others and is computed when it is needed and stale.</summary>
    Derived,

    /// <summary>Data that a run supplies.</summary>
    Stream,

    /// <summary>A value that is one for all units, such as the time. Where units are cut into slices, each slice computes its own copy.</summary>
    Clock,
}

/// <summary>A symbol of a plan with its shape and what it is.</summary>
internal sealed record PlanSymbol(Symbol Symbol, Shape Shape, SymbolKind Kind);

/// <summary>
/// The symbols that the plans of one circuit share, in the order in which they were found to be needed: its variables, and the
/// values that plans keep. A substrate makes memory of it; here there is none.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, PlanSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly List<PlanSymbol> _inOrder = [];
    private readonly Dictionary<string, uint> _draws;
    private readonly Dictionary<string, uint> _eventDraws;

    /// <summary>The variables of a circuit.</summary>
    public SymbolTable(CircuitModel model)
    {
        foreach (var population in model.Populations)
        {
            var units = population.Declaration.Size;
            foreach (var symbol in population.Variables.Select(v => v.Symbol).Concat(population.Arrivals.Values).Concat(population.Slow.Values))
            {
                Add(symbol, Shape.OfUnits(symbol.Axes, units), SymbolKind.Variable);
            }

            Add(population.Index, Shape.OfUnits(Axes.Columns, units), SymbolKind.Variable);
        }

        foreach (var projection in model.Projections)
        {
            foreach (var variable in projection.Variables)
            {
                Add(variable.Symbol, Shape.OfMatrix(variable.Symbol.Axes, projection.Rows, projection.Columns) with { IsRepeated = variable.IsPerSample }, SymbolKind.Synaptic);
            }
        }

        foreach (var projection in model.Synapses)
        {
            foreach (var variable in projection.Variables)
            {
                Add(variable.Symbol, Shape.OfSynapses(variable.Symbol.Axes, projection.Name), SymbolKind.Synaptic);
            }
        }

        // The circuit alone numbers the streams: plans that a simulation compiled earlier must not change what another plan draws.
        _draws = Numbered(model.Populations.SelectMany(p => p.Random.Keys).Concat(model.Projections.SelectMany(p => p.Random.Keys)));
        _eventDraws = Numbered(model.Synapses.SelectMany(p => p.Draws));
        Add(Clock.Step, new Shape(false, 1, 1), SymbolKind.Variable);
        Add(Clock.Time, new Shape(true, 1, 1), SymbolKind.Clock);
    }

    /// <summary>All symbols, in the order in which they were added.</summary>
    public IReadOnlyList<PlanSymbol> All => _inOrder;

    /// <summary>Values that follow from others, by name.</summary>
    public Dictionary<string, Derived> Derived { get; } = new(StringComparer.Ordinal);

    /// <summary>The symbol that holds a value of a population.</summary>
    public Dictionary<Node, Symbol> Kept { get; } = [];

    /// <summary>The symbol that holds, for every unit of a population, a value that is the same for all of them.</summary>
    public Dictionary<(string Population, Node Value), Symbol> Spread { get; } = [];

    /// <summary>The symbol of a value that a plan has computed for the units of a population; null if none has.</summary>
    public Symbol? SymbolOf(string population, Node value) => value.Symbol ?? Spread.GetValueOrDefault((population, value)) ?? Kept.GetValueOrDefault(value);

    public PlanSymbol this[Symbol symbol] => _symbols[symbol.Name];

    public PlanSymbol this[string name] => _symbols[name];

    public bool Contains(string name) => _symbols.ContainsKey(name);

    /// <summary>Adds a symbol; one of that name must have the same shape.</summary>
    public Symbol Add(Symbol symbol, Shape shape, SymbolKind kind)
    {
        if (!_symbols.TryGetValue(symbol.Name, out var known))
        {
            known = new PlanSymbol(symbol, shape, kind);
            _symbols.Add(symbol.Name, known);
            _inOrder.Add(known);
        }

        return known.Shape == shape ? symbol : throw new InvalidOperationException(
            $"'{symbol.Name}' has the shape {known.Shape} and is asked for as {shape}.");
    }

    /// <summary>The stream of random numbers of a symbol of a population or of learning synapses: the same in every plan.</summary>
    public uint StreamOf(Symbol draw) => _draws[draw.Name];

    /// <summary>The stream of the orders in which populations are updated. A time step has one order, so all loops share the stream.</summary>
    public uint StreamOfTurns => (uint)_draws.Count;

    /// <summary>The stream from which a statement at synapses draws: the same in every plan.</summary>
    public uint EventStream(string draw) => _eventDraws[draw];

    private static Dictionary<string, uint> Numbered(IEnumerable<Symbol> draws) =>
        draws.Select((draw, k) => (draw.Name, Number: (uint)k)).ToDictionary(d => d.Name, d => d.Number, StringComparer.Ordinal);
}
