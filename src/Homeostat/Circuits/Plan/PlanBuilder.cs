using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

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

    public PlanBuilder(CircuitModel model, Buffers buffers, KernelCache kernels, ulong seed)
    {
        (_model, _buffers, _kernels, _seed) = (model, buffers, kernels, seed);
        (_memory, _derived, _kept, _packed) = (buffers.Memory, buffers.Derived, buffers.Kept, buffers.Packed);
        _factory = model.Factory;
        _freshness = new Freshness(_derived);
        foreach (var population in model.Populations)
        {
            foreach (var input in population.Inputs)
            {
                Add(new InputSum(input.Symbol, population, [.. model.Deliveries[input.Symbol]]));
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
        _memory.Add(Clock.Time, _memory.Batch, 1);
    }

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
                case Reset reset: Set(reset); break;
                case Sweep: SweepOnce(); break;
                case Settle settle: SettlePhase(settle); break;
                case Learn learn: LearnFrom(Chosen(learn.Projections, "A learning phase")); break;
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
                "These values need each other before either can be computed: "
                + $"{string.Join(" -> ", _inProgress.SkipWhile(n => n != symbol.Name).Append(symbol.Name))}. "
                + "Put a differential equation (a state variable) somewhere on the loop.");
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

    private void Compute(InputSum input)
    {
        var target = _memory[input.Symbol];
        var product = DenseProduct.For(_memory.Type);
        var accumulate = false;
        var elementwise = new List<Node>();
        foreach (var delivery in input.Deliveries)
        {
            var projection = delivery.Projection;
            foreach (var term in delivery.Terms)
            {
                if (projection.IsOneToOne)
                {
                    elementwise.Add(OneToOne(projection, term));
                    continue;
                }

                var (source, other, from, to) = delivery.ToPost
                    ? (term.Pre, term.Post, projection.Pre, projection.Post)
                    : (term.Post, term.Pre, projection.Post, projection.Pre);
                var sent = Keep(source, from);
                Ensure(sent);
                var packed = PackedOf(projection, term.Synapse, transpose: delivery.ToPost);
                Ensure(packed);

                // A factor of the receiving unit waits until the sum is there.
                var direct = other.Is(1);
                var into = direct ? input.Symbol : new Symbol($"{input.Symbol.Name}#{elementwise.Count}", Axes.Both);
                var matrix = _memory.AddPopulation(into, to.Declaration.Size);
                var sign = direct && accumulate ? "+=" : "=";
                Emit(new ProductCall(
                    product, _memory[sent], _packed[packed.Name], matrix, direct && accumulate,
                    $"{into.Name} {sign} {sent.Name} · {packed.Name}"));
                accumulate |= direct;
                if (!direct)
                {
                    elementwise.Add(_factory.Multiply(_factory.Load(into), other));
                }
            }
        }

        if (elementwise.Count > 0)
        {
            var units = input.Population.Declaration.Size;
            var sum = elementwise.Select(node => Prepare(node, units)).Aggregate(_factory.Add);
            Elements([new Store(input.Symbol, accumulate ? _factory.Add(_factory.Load(input.Symbol), sum) : sum)], units);
        }
        else if (!accumulate)
        {
            Emit(new ResetCall(target, 0, $"{input.Symbol.Name} = 0: no projection delivers to it"));
        }
    }

    // Seen from the population, one-to-one synapses are parameters of its units.
    private Node OneToOne(ProjectionModel projection, Term term)
    {
        var synapse = new Substitution(_factory, node => node.Symbol is { Axes: Axes.Both } symbol
            ? _factory.Load(symbol with { Axes = Axes.Columns })
            : null).Apply(term.Synapse);
        return _factory.Multiply(synapse, _factory.Multiply(term.Pre, term.Post));
    }

    private Symbol PackedOf(ProjectionModel projection, Node synapse, bool transpose)
    {
        var weights = synapse.Symbol;
        if (weights is not { Axes: Axes.Both })
        {
            if (!_kept.TryGetValue(synapse, out weights))
            {
                weights = new Symbol($"{projection.Name}.#{_kept.Count}", Axes.Both);
                _kept.Add(synapse, weights);
                _memory.AddSynapses(weights, projection.Rows, projection.Columns);
                Add(new SynapseValue(weights, synapse, projection.Rows, projection.Columns));
            }
        }

        var symbol = new Symbol($"packed {weights.Name}{(transpose ? "ᵀ" : "")}", Axes.Both);
        Add(new Packed(symbol, weights, transpose));
        return symbol;
    }

    private void Compute(Packed packed)
    {
        Ensure(packed.Weights);
        var weights = _memory[packed.Weights];
        if (!_packed.TryGetValue(packed.Symbol.Name, out var panels))
        {
            panels = packed.Transpose
                ? new PackedMatrix(weights.Columns, weights.Rows, weights.Type)
                : new PackedMatrix(weights.Rows, weights.Columns, weights.Type);
            _packed.Add(packed.Symbol.Name, panels);
        }

        Emit(new PackCall(
            weights, () => _memory.Version(packed.Weights), panels, packed.Transpose,
            packed.Symbol.Name)
        { IsIndependent = true });
    }

    private void Compute(SynapseValue value)
    {
        // Weights are few compared with what is done with them, so synapse-wide values are simply computed anew.
        var kernel = _kernels.Bind(
            new ElementProgram([new Store(value.Symbol, value.Value)]), symbol => _memory[symbol], value.Pre);
        Emit(new SynapseCall(
            DenseProduct.For(_memory.Type), [], kernel, value.Post, value.Pre, RowsPerTask(value.Post),
            () => _memory.Touch(value.Symbol), $"{value.Symbol.Name} = {value.Value}")
        { IsIndependent = true });
    }

    private static int RowsPerTask(int rows) => Math.Clamp(rows / 16, 1, 24);
}
