
namespace Homeostat.Planning;

/// <summary>
/// Turns a schedule into kernel calls. It walks the phases and asks for what each needs; what is needed and stale is
/// computed first, recursively (see <see cref="Freshness"/>).
/// </summary>
internal sealed partial class PlanBuilder
{
    private readonly CircuitModel _model;
    private readonly Memory _memory;
    private readonly KernelCache _kernels;
    private readonly ulong _seed;
    private readonly NodeFactory _factory;
    private readonly Dictionary<string, Derived> _derived;
    private readonly Dictionary<Node, Symbol> _kept;
    private readonly Dictionary<string, PackedMatrix> _packed;
    private readonly Buffers _buffers;
    private readonly Freshness _freshness;
    private readonly List<string> _inProgress = [];
    private readonly HashSet<Symbol> _clamped = [];
    private readonly List<SettledRows> _settled = [];
    private List<object> _calls = [];

    private readonly IReadOnlyList<IRecorder> _recorders;

    /// <param name="model">The circuit.</param>
    /// <param name="buffers">The simulation's memory.</param>
    /// <param name="kernels">Compiles kernels.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="recorders">What looks on in every step.</param>
    public PlanBuilder(CircuitModel model, Buffers buffers, KernelCache kernels, ulong seed, IReadOnlyList<IRecorder>? recorders = null)
    {
        _recorders = recorders ?? [];
        (_model, _buffers, _kernels, _seed) = (model, buffers, kernels, seed);
        (_memory, _derived, _kept, _packed) = (buffers.Memory, buffers.Derived, buffers.Kept, buffers.Packed);
        _factory = model.Factory;
        _freshness = new Freshness(_derived);
        foreach (var population in model.Populations)
        {
            foreach (var input in population.Inputs)
            {
                Add(new InputSum(input.Symbol, population, [.. model.Deliveries[input.Symbol]], SparseSources(input)));
            }

            foreach (var (symbol, normal) in population.Random)
            {
                if (!_derived.ContainsKey(symbol.Name))
                {
                    Add(new Drawn(symbol, normal, population.Declaration.Size, _buffers.NextStream()));
                    _memory.AddPopulation(symbol, population.Declaration.Size);
                }
            }
        }

        Add(new TimeOfStep(Clock.Time));
        _memory.AddPerBlock(Clock.Time);
        foreach (var population in model.Populations)
        {
            foreach (var (symbol, signal) in population.Signals)
            {
                Add(new Given(symbol, signal));
                if (signal.IsShared)
                {
                    _memory.AddPerBlock(symbol);
                }
                else
                {
                    _memory.AddPopulation(symbol, population.Declaration.Size);
                }
            }
        }
    }

    // What sparse projections deliver to an input follows from.
    private Symbol[] SparseSources(Variable input) => [.. _model.Synapses
        .SelectMany(p => p.Summed.Where(s => s.Input == input).SelectMany(s => s.Pathway.Stores).SelectMany(s => s.Value.Symbols).Select(p.Meaning))
        .Select(meaning => meaning.Variable ?? Clock.Time)];

    /// <summary>The data streams the schedule reads, by name.</summary>
    public Dictionary<string, Symbol> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows-valued symbols that hold the terms of the free energy after a <see cref="Measure"/> phase.</summary>
    public List<Symbol> Energies { get; } = [];

    public Plan Build(IReadOnlyList<Phase> schedule)
    {
        foreach (var phase in schedule)
        {
            switch (phase)
            {
                case Clamp clamp: Hold(clamp); break;
                case Set set: Assign(set); break;
                case Sweep: SweepOnce(); break;
                case Settle settle: SettlePhase(settle); break;
                case Learn learn: LearnOnce(learn); break;
                case Measure: MeasureEnergy(); break;
                case Probe probe: BringUpToDate(probe); break;
                default: throw new HomeostatException($"There is no execution for the phase {phase.GetType().Name}.");
            }
        }

        return new Plan(PlanLayout.Arrange(_calls), Streams, [.. Energies.Distinct()], _settled);
    }

    private void Add(Derived derived) => _derived.TryAdd(derived.Symbol.Name, derived);

    private void Emit(RowCall call) => _calls.Add(new SingleCall(call));

    private void Emit(WholeCall call) => _calls.Add(call);

    private List<object> Captured(Action emit)
    {
        var outer = _calls;
        _calls = [];
        emit();
        var inner = _calls;
        _calls = outer;
        return inner;
    }

    /// <summary>Makes sure the symbol holds what it should.</summary>
    private void Ensure(Symbol symbol)
    {
        if (!_derived.TryGetValue(symbol.Name, out var derived) || _freshness.IsFresh(symbol))
        {
            return;
        }

        if (_inProgress.Contains(symbol.Name))
        {
            throw new HomeostatException(
                $"These values need each other before either can be computed: "
                + $"{string.Join(" -> ", _inProgress.SkipWhile(n => n != symbol.Name).Append(symbol.Name))}. "
                + $"Put a differential equation (a state variable) somewhere on the loop.");
        }

        _inProgress.Add(symbol.Name);
        switch (derived)
        {
            case Computed computed: Compute(computed); break;
            case Reduced reduced: Compute(reduced); break;
            case InputSum input: Compute(input); break;
            case SynapseValue value: Compute(value); break;
            case Packed packed: Compute(packed); break;
            case Drawn drawn:
                Emit(new DrawCall(_memory[symbol], drawn.Normal, _seed, drawn.Stream, $"{symbol.Name} drawn"));
                break;
            case Given given:
                Emit(new SignalCall(given.Signal.Values, given.Signal.Unit.Value, given.Signal.Step.Value / _model.Circuit.TimeStep, _memory[symbol], symbol.Name));
                break;
            case TimeOfStep: Emit(new TimeCall(_memory[symbol], _model.Circuit.TimeStep)); break;
        }

        _inProgress.RemoveAt(_inProgress.Count - 1);
        _freshness.Computed(symbol);
    }

    /// <summary>
    /// The value as a kernel can compute it now: everything it needs brought up to date, then reductions and values that
    /// have a buffer of their own read instead of computed.
    /// </summary>
    private Node Prepare(Node value, int units)
    {
        var kept = new List<Symbol>();
        var prepared = new Substitution(_factory, node =>
        {
            if (node.Operation == Operation.Reduce)
            {
                if (!node.Arguments[0].Axes.HasFlag(Axes.Columns))
                {
                    return Prepare(Uniform(node, units), units);
                }

                kept.Add(Reduction(node, units));
                return _factory.Load(kept[^1]);
            }

            // A value under way is computed here; any other that has a buffer is read from it.
            if (!_kept.TryGetValue(node, out var symbol) || _inProgress.Contains(symbol.Name))
            {
                return null;
            }

            kept.Add(symbol);
            return _factory.Load(symbol);
        }).Apply(value);

        foreach (var symbol in kept.Concat(prepared.Symbols))
        {
            Ensure(symbol);
        }

        return prepared;
    }

    // A reduction of a value that all units share needs their number only, and that differs between populations.
    private Node Uniform(Node reduce, int units) => reduce.Reduction == Equations.Reduction.Sum
        ? _factory.Multiply(_factory.Constant(units), reduce.Arguments[0])
        : reduce.Arguments[0];

    private Symbol Reduction(Node node, int units, string? name = null)
    {
        if (!_kept.TryGetValue(node, out var symbol))
        {
            symbol = new Symbol(name ?? $"#{_kept.Count}:{NodePrinter.Name(node.Reduction)}", Axes.Rows);
            _kept.Add(node, symbol);
            _memory.Add(symbol, _memory.Batch, 1);
            Add(new Reduced(symbol, node, units));
        }

        return symbol;
    }

    /// <summary>A buffer that holds the value for every sample and unit.</summary>
    private Symbol Keep(Node value, PopulationModel population, Axes axes = Axes.Both)
    {
        if (value.Symbol is { Axes: Axes.Both } stored && axes == Axes.Both)
        {
            return stored;
        }

        var known = population.Equations.Equations.FirstOrDefault(e =>
            e.Kind == EquationKind.Subexpression && ReferenceEquals(population.Value(e.Name), value))?.Name;
        var name = known is null ? $"{population.Name}.#{_kept.Count}" : $"{population.Name}.{known}";
        if (value.Operation == Operation.Reduce)
        {
            return Reduction(value, population.Declaration.Size, name);
        }

        // A constant is the same value in every population, but each has its own buffer for it.
        if (!value.Axes.HasFlag(Axes.Columns) && axes == Axes.Both)
        {
            return Added(new Symbol(known is null ? $"{population.Name}.={value}" : name, axes));
        }

        if (!_kept.TryGetValue(value, out var symbol))
        {
            symbol = Added(new Symbol(name, axes));
            _kept.Add(value, symbol);
        }

        return symbol;

        Symbol Added(Symbol added)
        {
            _memory.AddPopulation(added, population.Declaration.Size);
            Add(new Computed(added, value, population.Declaration.Size));
            return added;
        }
    }

    private void Elements(IReadOnlyList<Store> stores, int columns)
    {
        var kernel = _kernels.Bind(new ElementProgram(stores), symbol => _memory[symbol], columns);
        Emit(new ElementCall(kernel, Text(stores)));
    }

    private static string Text(IReadOnlyList<Store> stores) =>
        string.Join("; ", stores.Select(store => $"{store.Target.Name} = {store.Value}"));

    private void Compute(Computed computed)
    {
        var value = Prepare(computed.Value, computed.Units);
        Elements([new Store(computed.Symbol, value)], computed.Units);
    }

    private void Compute(Reduced reduced)
    {
        var argument = reduced.Reduce.Arguments[0];
        var source = argument.Symbol is { Axes: Axes.Both } stored ? stored : Scratch(argument, reduced.Units);
        Ensure(source);
        var k = reduced.Reduce.Arguments.Count > 1 ? (int)reduced.Reduce.Arguments[1].Value : 0;
        Emit(new RowReduceCall(
            reduced.Reduce.Reduction, k, _memory[source], _memory[reduced.Symbol],
            $"{reduced.Symbol.Name} = {NodePrinter.Name(reduced.Reduce.Reduction)} of {source.Name}"));
    }

    private Symbol Scratch(Node value, int units)
    {
        if (!_kept.TryGetValue(value, out var symbol))
        {
            symbol = new Symbol($"#{_kept.Count}", Axes.Both);
            _kept.Add(value, symbol);
            _memory.AddPopulation(symbol, units);
            Add(new Computed(symbol, value, units));
        }

        return symbol;
    }
}
