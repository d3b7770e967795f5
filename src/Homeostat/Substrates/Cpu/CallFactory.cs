namespace Homeostat.Substrates;

/// <summary>Makes the calls of one plan: it binds each operation to the matrices of its symbols and checks their sizes.</summary>
internal sealed class CallFactory(CpuMachine machine, Memory memory, Connections connections) : IDisposable
{
    private readonly DenseProduct _product = DenseProduct.For(memory.Type);
    private readonly List<IDisposable> _owned = [];

    /// <summary>The loops that remove settled samples from the batch.</summary>
    public List<SettledRows> Settled { get; } = [];

    /// <summary>The statements carried out at events, with the number of synapses or units they have reached.</summary>
    public List<(EventStatements Statements, bool AreSynapses, Func<long> Count)> Events { get; } = [];

    public int Slices => connections.Slices;

    public int Batch => memory.Batch;

    public Matrix this[Symbol symbol] => memory[symbol];

    /// <summary>The dense product of the memory's number type.</summary>
    public DenseProduct Dense => _product;

    public void Dispose() => _owned.ForEach(call => call.Dispose());

    /// <summary>The call for an operation that processes each sample separately; null where the operation needs all samples.</summary>
    public RowCall? RowCallOf(PlanOperation operation, SymbolTable symbols)
    {
        var text = operation is Loop ? "" : operation.ToString();
        return operation switch
        {
            Elements { Domain: ElementDomain.Units } e => new ElementCall(Bind(e.Stores, e.Columns), text),
            Product { Storage: SharedKernels k } p => ConvolutionCall(p, k.Shape, text),
            Product { Storage: SharedWindow w } p => new PoolingCall(
                new PoolingSum(w.Shape, memory[p.Source], memory[p.Weights], memory[p.Target], p.ToPost, p.Accumulate).Run,
                [memory[p.Source], memory[p.Target]],
                text),
            Choice { Storage: SharedWindow w } c => new PoolingCall(
                new PoolingChoice(w.Shape, memory[c.Chooser], memory[c.Source], memory[c.Target], c.ToPost, c.Accumulate).Run,
                [memory[c.Chooser], memory[c.Source], memory[c.Target]],
                text),
            Product p => new ProductCall(_product, memory[p.Source], PackedOf(p).Panels, memory[p.Target], p.Accumulate, text),
            Reduce { Axis: ReducedAxis.Units } r => new RowReduceCall(r.Reduction, r.K, memory[r.Source], memory[r.Target], text),
            Draw d => new DrawCall(memory[d.Target], d.IsNormal, machine.Seed, d.Stream, d.Occurrence, text),
            Threshold t => new ThresholdCall(memory[t.Mask], connections.LogOf(t.Population, t.Event), text),
            GivenSpikes g => new ScheduleCall([.. g.Steps], [.. g.Units], memory[g.Mask], connections.LogOf(g.Population, UnitEvent.Spike), text),
            AtEvent a => UnitCall(a, text),
            Deliver d => DeliveryCall(d, text),
            EverySynapse { PerSample: true } e => EverySynapseCall(e, text),
            Assign a when symbols[a.Target] is { Shape.PerSample: true } => AssignCall(a, text),
            Check { Every: > 1 } c => new EveryFewStepsCall(new FiniteCall(memory[c.State], c.State.Name), c.Every),
            Check c => new FiniteCall(memory[c.State], c.State.Name),
            Observe { Recorder: IStateRecorder state } r => new RecordStateCall(state, memory[r.Value!], text),
            Observe { Recorder: IEventRecorder events } => new RecordEventsCall(events, connections.LogOf(events.Population, events.Event)[events.Sample], text),
            RowOperation own => own.CallOf(this),
            _ => null,
        };
    }

    /// <summary>The call that packs the weights of a product; it does nothing if they have not changed.</summary>
    public PackCall Pack(Product p) => new(
        memory[p.Weights], () => memory.Version(p.Weights), PackedOf(p), p.ToPost, $"packed {p.Weights.Name}{(p.ToPost ? "ᵀ" : "")}");

    /// <summary>The call that packs the values of a batch for sums over it.</summary>
    public PackBatchCall PackBatch(Symbol values) => new(memory[values], BatchOf(values), $"{values.Name} packed over the batch");

    /// <summary>The call for sums over the batch and the synapse equations that follow them.</summary>
    public SynapseCall Synapses(IReadOnlyList<OuterProduct> sums, Elements? equations)
    {
        var rows = equations?.Rows ?? memory[sums[0].Target].Rows;
        var targets = equations?.Stores.Select(store => store.Target).ToArray() ?? [];
        return new SynapseCall(
            _product,
            [.. sums.Select(s => new OuterSum(memory[s.Post], BatchOf(s.Pre), memory[s.Target], s.IsMean))],
            equations is null ? null : Bind(equations.Stores, equations.Columns),
            rows,
            Math.Clamp(rows / 16, 1, 24),
            () => Touch(targets),
            string.Join("; ", sums.Concat<PlanOperation>(equations is null ? [] : [equations])));
    }

    /// <summary>The calls for a sum over the batch of values that synapses share; it also sums over all these synapses.</summary>
    public IEnumerable<WholeCall> SharedSums(OuterProduct sum)
    {
        var (pre, post, target, text) = (memory[sum.Pre], memory[sum.Post], memory[sum.Target], sum.ToString());
        if (sum.Storage is not SharedKernels { Shape: var shape })
        {
            return [new PoolingGradientCall(((SharedWindow)sum.Storage).Shape, pre, post, target, sum.IsMean, text)];
        }

        var gradient = (KernelGradient)machine.Shared(sum, threads => new KernelGradient(shape, pre, post, target, threads));
        return [new KernelGradientCall(gradient, text), new KernelSumCall(gradient, shape.Filters, sum.IsMean, text)];
    }

    /// <summary>The call for any other operation that needs all samples.</summary>
    public WholeCall WholeCallOf(PlanOperation operation)
    {
        var text = operation.ToString();
        return operation switch
        {
            Reduce { Axis: ReducedAxis.Samples } r => new BatchSumCall(memory[r.Source], memory[r.Target], r.IsMean, text),
            Reduce r => new SynapseSumCall(r.Reduction, memory[r.Source], memory[r.Target], r.Axis == ReducedAxis.SynapsesOfPost, text),
            Whiten w => new WhitenCall(memory[w.Source], memory[w.Target], w.Projection, text),
            Draw d => new DrawSynapsesCall(memory[d.Target], d.IsNormal, machine.Seed, d.Stream, d.Occurrence, text),
            Assign { Value: NumberSource number } a => new FillCall(memory[a.Target], number.Value, () => memory.Touch(a.Target), text),
            WholeOperation own => own.CallOf(this),
            SampleSynapses s => new SampleSynapsesCall(s, machine.Kernels.Compile(new ElementProgram(s.Stores)), symbol => memory[symbol], memory.Batch, Touching([.. s.Writes])),
            EverySynapse e => new SlicedCall(EverySynapseCall(e, text), connections.Slices, Touching([.. e.Writes])),
            _ => throw new InvalidOperationException($"The processor has no call for '{operation.GetType().Name}': {text}."),
        };
    }

    /// <summary>The object that removes samples from a loop as they settle.</summary>
    public SettledRows SettledOf(Loop loop, IEnumerable<RowCall> calls)
    {
        var settled = new SettledRows(memory[loop.Criterion!], loop.Tolerance, [.. calls.SelectMany(call => call.RowMatrices).Distinct()], memory.Batch);
        Settled.Add(settled);
        return settled;
    }

    /// <summary>The random order in which populations are updated in the steps of a loop.</summary>
    public RandomTurns TurnsOf(Loop loop) => Own(new RandomTurns(loop.Bodies.Count, machine.Seed, loop.Stream));

    private BoundKernel Bind(IReadOnlyList<Store> stores, int columns) =>
        machine.Kernels.Bind(new ElementProgram(stores), symbol => memory[symbol], columns);

    private ConvolutionCall ConvolutionCall(Product p, Convolution shape, string text)
    {
        var (source, weights, target) = (memory[p.Source], memory[p.Weights], memory[p.Target]);
        var product = machine.Shared(p, threads => p.ToPost
            ? new ConvolutionProduct(shape, source, weights, target, p.Accumulate, threads)
            : new TransposedConvolution(shape, target, weights, source, p.Accumulate, threads));
        return new ConvolutionCall(product as ConvolutionProduct, product as TransposedConvolution, source, target, text);
    }

    /// <summary>The packed weights of a product.</summary>
    public PackedWeights PackedOf(Product p)
    {
        var name = p.ToPost ? $"{p.Weights.Name}ᵀ" : p.Weights.Name;
        if (!machine.Packed.TryGetValue(name, out var packed))
        {
            var weights = memory[p.Weights];
            packed = new PackedWeights(p.ToPost
                ? new PackedMatrix(weights.Columns, weights.Rows, weights.Type)
                : new PackedMatrix(weights.Rows, weights.Columns, weights.Type));
            machine.Packed.Add(name, packed);
        }

        return packed;
    }

    private PackedMatrix BatchOf(Symbol values)
    {
        if (!machine.Batches.TryGetValue(values.Name, out var packed))
        {
            packed = new PackedMatrix(memory.Batch, memory[values].Columns, memory.Type);
            machine.Batches.Add(values.Name, packed);
        }

        return packed;
    }

    private RowCall AssignCall(Assign a, string text) => a.Value switch
    {
        NumberSource number => new ResetCall(memory[a.Target], number.Value, text),
        StreamSource { IsOverTime: true } stream => new TimePointCall(memory[stream.Stream], memory[a.Target], text),
        StreamSource stream => new ClampCall(memory[stream.Stream], memory[a.Target], text),
        TimeSource time => new TimeCall(memory[a.Target], time, text),
        SignalSource signal => new SignalCall(signal, memory[a.Target], text),
        CandidateSource => new CandidateCall(memory[a.Target], text),
        KeptSource kept => new KeptCall(memory[kept.Value], memory[a.Target], text),
        ScoreSource score => new ScoreCall(memory[score.Score], memory[a.Target], text),
        _ => throw new InvalidOperationException($"The processor cannot assign {a.Value}."),
    };

    private UnitEventCall UnitCall(AtEvent a, string text)
    {
        var call = Own(new UnitEventCall(connections.LogOf(a.Population, a.Event), connections.Lanes, ProgramOf(a.Statements), memory.Type, text));
        Events.Add((a.Statements, false, () => call.Events));
        return call;
    }

    private PathwayCall DeliveryCall(Deliver d, string text)
    {
        var (synapses, logs) = (connections.Of(d.Projection), connections.LogOf(d.Population, d.Event));
        if (d.IsPost)
        {
            return Counted(d.Statements, new PostCall(synapses, logs, ProgramOf(d.Statements), memory.Type, text));
        }

        if (synapses.HasOneDelay && WeightOf(d.Statements) is var (target, weights, scale))
        {
            return Counted(d.Statements, new AddWeightsCall(
                synapses, logs, memory[target], weights is null ? null : memory[weights], scale, memory.Type, text));
        }

        return Counted<PathwayCall>(d.Statements, synapses.HasOneDelay
            ? new ArriveCall(synapses, logs, ProgramOf(d.Statements), memory.Type, text)
            : new ArriveByDelayCall(synapses, logs, ProgramOf(d.Statements), memory.Type, text));
    }

    private EverySynapseCall EverySynapseCall(EverySynapse e, string text) =>
        Counted(e.Statements, new EverySynapseCall(connections.Of(e.Projection), ProgramOf(e.Statements), memory.Type, text));

    /// <summary>The target, weights and factor of statements that consist only of <c>x_post += factor*w</c>; otherwise null.</summary>
    private static (Symbol Target, Symbol? Weights, double Scale)? WeightOf(EventStatements statements)
    {
        if (statements.ByRow || statements.Stores is not [var store] || Meaning(store.Target) is not { Kind: OperandKind.Added } added)
        {
            return null;
        }

        return store.Value switch
        {
            { Operation: Operation.Constant } c => (added.Variable!, null, c.Value),
            { Symbol: { } s } when IsWeight(s) => (added.Variable!, s, 1),
            { Operation: Operation.Multiply, Arguments: [{ Operation: Operation.Constant } c, { Symbol: { } s }] } when IsWeight(s) =>
                (added.Variable!, s, c.Value),
            _ => null,
        };

        EventOperand Meaning(Symbol symbol) => statements.Operands.First(o => o.Symbol == symbol);

        bool IsWeight(Symbol symbol) => Meaning(symbol).Kind == OperandKind.Synapse;
    }

    private EventProgram ProgramOf(EventStatements statements)
    {
        var operands = statements.Operands.Select(o => new BoundOperand(
            o.Kind, o.Variable is { } v ? memory[v] : null, o.IsRead, o.IsWritten, o.Number));
        return new EventProgram(
            machine.Kernels.Compile(new ElementProgram(statements.Stores)), [.. operands], statements.ByRow, machine.Seed, machine.TimeStep);
    }

    private Action Touching(Symbol[] symbols) => () => Touch(symbols);

    private void Touch(Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            memory.Touch(symbol);
        }
    }

    private T Counted<T>(EventStatements statements, T call)
        where T : PathwayCall
    {
        Events.Add((statements, true, () => call.Events));
        return Own(call);
    }

    private T Own<T>(T call)
        where T : IDisposable
    {
        _owned.Add(call);
        return call;
    }
}
