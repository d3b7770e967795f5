namespace Homeostat.Planning;

/// <summary>Brings values up to date: whatever is needed and stale is computed first, after whatever that needs in turn.</summary>
internal sealed class ValuePlanner
{
    private readonly PlanState _state;
    private readonly SumPlanner _sums;
    private readonly List<string> _inProgress = [];

    public ValuePlanner(PlanState state)
    {
        _state = state;
        _sums = new SumPlanner(state, this);
        foreach (var population in state.Model.Populations)
        {
            foreach (var input in population.Inputs)
            {
                var derived = new InputSum(input.Symbol, population, [.. state.Model.Deliveries[input.Symbol]], SparseSources(input));
                Symbols.Derived.TryAdd(input.Symbol.Name, derived);
            }

            foreach (var (symbol, isNormal) in population.Random)
            {
                if (!Symbols.Derived.ContainsKey(symbol.Name))
                {
                    state.Add(
                        new Drawn(symbol, isNormal, Symbols.StreamOf(symbol)), Shape.OfUnits(symbol.Axes, population.Declaration.Size),
                        symbol.Axes.HasFlag(Axes.Columns) ? SymbolKind.Derived : SymbolKind.Clock);
                }
            }
        }

        Symbols.Derived.TryAdd(Clock.Time.Name, new OfTime(Clock.Time, Factory.Load(Clock.Time)));
        foreach (var population in state.Model.Populations)
        {
            foreach (var (symbol, signal) in population.Signals)
            {
                var shape = signal.IsShared ? new Shape(true, 1, 1) : Shape.OfUnits(symbol.Axes, population.Declaration.Size);
                state.Add(new Given(symbol, signal), shape, signal.IsShared ? SymbolKind.Clock : SymbolKind.Derived);
            }

            foreach (var (symbol, value) in population.Held)
            {
                state.Add(new Held(symbol, value, population), Shape.OfUnits(symbol.Axes, population.Declaration.Size));
            }
        }
    }

    private SymbolTable Symbols => _state.Symbols;

    private NodeFactory Factory => _state.Factory;

    /// <summary>Makes sure that a symbol holds what it should.</summary>
    /// <exception cref="HomeostatException">Values need each other.</exception>
    public void Ensure(Symbol symbol)
    {
        if (!Symbols.Derived.TryGetValue(symbol.Name, out var derived) || _state.Fresh.IsFresh(symbol))
        {
            return;
        }

        if (_inProgress.Contains(symbol.Name))
        {
            throw new HomeostatException(
                "These values need each other before either can be computed: "
                + $"{string.Join(" -> ", _inProgress.SkipWhile(n => n != symbol.Name).Append(symbol.Name))}. "
                + "Put a differential equation (a state variable) somewhere on the loop, or let populations act one after the other (Act).");
        }

        _inProgress.Add(symbol.Name);
        Compute(derived);
        _inProgress.RemoveAt(_inProgress.Count - 1);
        _state.Fresh.Computed(symbol);
    }

    /// <summary>Computes what is held over a time step, at its beginning.</summary>
    public void Hold()
    {
        foreach (var symbol in _state.Model.Populations.SelectMany(population => population.Held.Keys))
        {
            Ensure(symbol);
        }
    }

    /// <summary>
    /// The value as arithmetic over a population's units can compute it now: everything it needs brought up to date, then reductions
    /// and values that are kept are read instead of computed.
    /// </summary>
    public Node Prepare(Node value, PopulationModel population)
    {
        var kept = new List<Symbol>();
        var prepared = new Substitution(Factory, node =>
        {
            if (node.Operation == Operation.Reduce)
            {
                if (!node.Arguments[0].Axes.HasFlag(Axes.Columns))
                {
                    return Prepare(Uniform(node, population), population);
                }

                kept.Add(Reduction(node, population));
                return Factory.Load(kept[^1]);
            }

            if (IsOfTime(node))
            {
                kept.Add(OfTime(node));
                return node.IsCondition ? Factory.Condition(Factory.Load(kept[^1])) : Factory.Load(kept[^1]);
            }

            // A value under way is computed here; any other that is kept is read.
            if (_state.KeptAs(node) is not { } symbol || _inProgress.Contains(symbol.Name))
            {
                return null;
            }

            kept.Add(symbol);
            return Factory.Load(symbol);
        }).Apply(value);
        foreach (var symbol in kept.Concat(prepared.Symbols))
        {
            Ensure(symbol);
        }

        return prepared;
    }

    /// <summary>Whether a value is computed from the time and the time step alone. The time itself does not count.</summary>
    public static bool IsOfTime(Node node) =>
        node.Symbol is null && node.Symbols.Contains(Clock.Time) && node.Symbols.All(symbol => symbol == Clock.Time || symbol == Clock.Step);

    /// <summary>The symbol of a value that follows from the time alone; it is computed once for all units.</summary>
    public Symbol OfTime(Node node) => _state.Add(new OfTime(new Symbol($"t:{node}", Axes.Rows), node), new Shape(true, 1, 1), SymbolKind.Clock);

    public Store[] Prepare(IReadOnlyList<Store> stores, PopulationModel population) =>
        [.. stores.Select(store => store with { Value = Prepare(store.Value, population) })];

    /// <summary>A reduction of a value that all units share needs their number only, and that differs between populations.</summary>
    public Node Uniform(Node reduce, PopulationModel population) => reduce.Reduction == Equations.Reduction.Sum
        ? Factory.Multiply(Factory.Constant(population.Declaration.Size), reduce.Arguments[0])
        : reduce.Arguments[0];

    /// <summary>The symbol of a reduction over a population's units.</summary>
    public Symbol Reduction(Node node, PopulationModel population, string? name = null) => _state.Keep(node, () => _state.Add(
        new Reduced(new Symbol(name ?? $"#{Symbols.Kept.Count}:{NodePrinter.Name(node.Reduction)}", Axes.Rows), node, population), new Shape(true, 1, 1)));

    /// <summary>A symbol that holds the value for every sample and unit, or for every sample.</summary>
    public Symbol Keep(Node value, PopulationModel population, Axes axes = Axes.Both)
    {
        if (value.Symbol is { Axes: Axes.Both } stored && axes == Axes.Both)
        {
            return stored;
        }

        // The name is that of a value for every unit; one for all units has a symbol of its own beside it.
        var known = axes != Axes.Both ? null : population.Equations.Equations.FirstOrDefault(e =>
            e.Kind == EquationKind.Subexpression && ReferenceEquals(population.Value(e.Name), value))?.Name;
        var name = known is null ? $"{population.Name}.#{Symbols.Kept.Count}" : $"{population.Name}.{known}";
        if (value.Symbol?.Name == name)
        {
            // A value that all units share and that is held has the name already; this is its copy for each unit.
            name += " of each unit";
        }

        if (value.Operation == Operation.Reduce)
        {
            return Reduction(value, population, name);
        }

        if (!value.Axes.HasFlag(Axes.Columns) && axes == Axes.Both)
        {
            return Spread(value, population, known is null ? null : name);
        }

        return _state.Keep(value, () => Added(new Symbol(name, axes)));

        Symbol Added(Symbol added) => _state.Add(new Computed(added, value, population), Shape.OfUnits(axes, population.Declaration.Size));
    }

    /// <summary>A symbol that is 1 for every sample: the other factor of a sum over the batch of what one side alone has.</summary>
    public Symbol OneOfEachSample(PopulationModel population) =>
        _state.Add(new Computed(new Symbol("one of each sample", Axes.Rows), Factory.Constant(1), population), new Shape(true, 1, 1));

    /// <summary>A symbol that holds the value for every sample and unit, also of a reduction, which is one number for all units.</summary>
    public Symbol KeepPerUnit(Node value, PopulationModel population) =>
        value.Operation == Operation.Reduce ? Spread(value, population, null) : Keep(value, population);

    // A constant is the same value in every population, but each has its own symbol for it.
    private Symbol Spread(Node value, PopulationModel population, string? name) => Symbols.Spread[(population.Name, value)] = _state.Add(
        new Computed(new Symbol(name ?? $"{population.Name}.={value}", Axes.Both), value, population), Shape.OfUnits(Axes.Both, population.Declaration.Size));

    /// <summary>Adds arithmetic over a population's units, in two parts where some values are one for all units.</summary>
    /// <remarks>What is one for all comes last: the others still read its old value.</remarks>
    public void Store(IReadOnlyList<Store> stores, PopulationModel population)
    {
        foreach (var part in stores.GroupBy(s => s.Target.Axes.HasFlag(Axes.Columns)).OrderByDescending(g => g.Key))
        {
            Elements([.. part], population);
        }
    }

    /// <summary>Adds arithmetic over a population's units.</summary>
    public void Elements(IReadOnlyList<Store> stores, PopulationModel population) =>
        _state.Add(new Elements(population.Name, ElementDomain.Units, 1, population.Declaration.Size, stores));

    /// <summary>The symbol of a value of a dense projection's synapses.</summary>
    public Symbol KeepOfSynapses(Node value, ProjectionModel projection)
    {
        // Values are the same node wherever they are written, but every projection has a matrix of its own size.
        if (value.Symbol is { Axes: Axes.Both } stored)
        {
            return stored;
        }

        var symbol = new Symbol($"{projection.Name}.={value}", Axes.Both);
        return _state.Add(new SynapseValue(symbol, value, projection), Shape.OfMatrix(Axes.Both, projection.Rows, projection.Columns));
    }

    private void Compute(Derived derived)
    {
        var symbol = derived.Symbol;
        switch (derived)
        {
            case Computed computed:
                Elements([new Store(symbol, Prepare(computed.Value, computed.Population))], computed.Population);
                break;
            case Held held:
                Elements([new Store(symbol, Prepare(held.Value, held.Population))], held.Population);
                break;
            case Reduced reduced:
                Compute(reduced);
                break;
            case InputSum input:
                _sums.Compute(input);
                break;
            case SynapseValue value:
                _state.Add(new Elements(
                    value.Projection.Name, ElementDomain.Synapses, value.Projection.Rows, value.Projection.Columns, [new Store(symbol, value.Value)]));
                break;
            case Drawn drawn:
                _state.Add(new Draw(symbol, drawn.IsNormal, drawn.Stream, _state.IsInStep ? null : _state.NextDraw(symbol.Name)));
                break;
            case Given given:
                _state.Add(new Assign(symbol, new SignalSource(given.Signal, _state.Model.Circuit.TimeStep)));
                break;
            case OfTime time:
                _state.Add(new Assign(symbol, new TimeSource(_state.Model.Circuit.TimeStep, time.Value)));
                break;
        }
    }

    private void Compute(Reduced reduced)
    {
        var argument = reduced.Reduce.Arguments[0];
        var source = argument.Symbol is { Axes: Axes.Both } stored ? stored : Scratch(argument, reduced.Population);
        Ensure(source);
        var k = reduced.Reduce.Arguments.Count > 1 ? (int)reduced.Reduce.Arguments[1].Value : 0;
        _state.Add(new Reduce(reduced.Reduce.Reduction, k, source, reduced.Symbol, ReducedAxis.Units));
    }

    private Symbol Scratch(Node value, PopulationModel population) => _state.Keep(value, () => _state.Add(
        new Computed(new Symbol($"#{Symbols.Kept.Count}", Axes.Both), value, population), Shape.OfUnits(Axes.Both, population.Declaration.Size)));

    // What sparse projections deliver to an input follows from.
    private Symbol[] SparseSources(Variable input) => [.. _state.Model.Synapses
        .SelectMany(p => p.Summed.Where(s => s.Input == input).SelectMany(s => s.Pathway.Stores).SelectMany(s => s.Value.Symbols).Select(p.Meaning))
        .Select(meaning => meaning.Variable ?? Clock.Time)];
}
