namespace Homeostat.Substrates;

/// <summary>
/// Turns the operations of a plan into calls, in an order that lets a thread process a block of samples for as long as possible. Between two
/// calls that need all samples, calls that only rearrange weights come first, and all others form one program of rows.
/// </summary>
internal sealed class CallArranger(CallFactory calls, SymbolTable symbols)
{
    private readonly List<PlanItem> _items = [];
    private readonly List<PlanItem> _early = [];
    private readonly List<RowItem> _rows = [];

    // The weights and batch values that are packed and have not been written since.
    private readonly HashSet<string> _packed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _batches = new(StringComparer.Ordinal);

    /// <summary>The items that carry out the operations.</summary>
    public static PlanItem[] Arrange(IReadOnlyList<PlanOperation> operations, CallFactory calls, SymbolTable symbols)
    {
        var arranger = new CallArranger(calls, symbols);
        arranger.Add(operations);
        arranger.Flush();
        return [.. arranger._items];
    }

    private void Add(IReadOnlyList<PlanOperation> operations)
    {
        for (var k = 0; k < operations.Count; k++)
        {
            var operation = operations[k];
            if (operation is Loop loop && !IsOfRows(operation))
            {
                Flush();
                _items.Add(new ItemLoop([.. loop.Bodies.Select(body => Arrange(body, calls, symbols))], loop.Kind, loop.Count));
                _packed.Clear();
                _batches.Clear();
            }
            else if (IsEarly(operation))
            {
                _early.Add(new WholeItem(calls.Synapses([], (Elements)operation)));
                Written(operation);
            }
            else if (operation is OuterProduct or Elements { Domain: ElementDomain.Synapses })
            {
                k = Learn(operations, k);
            }
            else if (IsWhole(operation))
            {
                Flush();
                _items.Add(new WholeItem(calls.WholeCallOf(operation)));
                Written(operation);
            }
            else
            {
                var end = k + 1;
                while (end < operations.Count && IsOfRows(operations[end]))
                {
                    end++;
                }

                _rows.AddRange(Rows([.. operations.Skip(k).Take(end - k)]));
                k = end - 1;
            }
        }
    }

    /// <summary>The items for operations that process each sample separately.</summary>
    private List<RowItem> Rows(IReadOnlyList<PlanOperation> operations)
    {
        var items = new List<RowItem>();
        for (var k = 0; k < operations.Count; k++)
        {
            var operation = operations[k];
            if (IsEarly(operation))
            {
                _early.Add(new WholeItem(calls.Synapses([], (Elements)operation)));
            }
            else if (operation is Loop loop)
            {
                items.Add(Rows(loop));
            }
            else
            {
                Pack(operation as Product ?? (operation as RowOperation)?.Packs);
                var before = BarrierBefore(operations, k);
                items.AddRange(before ? [new SingleCall(BarrierCall.Instance)] : []);
                items.Add(new SingleCall(calls.RowCallOf(operation, symbols)!));
                items.AddRange(BarrierAfter(operations, k) ? [new SingleCall(BarrierCall.Instance)] : []);
            }

            Written(operation);
        }

        return items;
    }

    private RowItem Rows(Loop loop)
    {
        var bodies = loop.Bodies.Select(Rows).ToArray();
        if (!loop.AreSteps)
        {
            return new RowRounds([.. bodies.Select(body => body.ToArray())], loop.Kind, loop.Count);
        }

        var steps = bodies.Select(body => body.Cast<SingleCall>().Select(single => single.Call).ToArray()).ToArray();
        var settled = loop.Criterion is null ? null : calls.SettledOf(loop, steps.SelectMany(body => body));
        return new RowLoop(steps, loop.Count, settled, loop.Kind == LoopKind.StepsInRandomOrder ? calls.TurnsOf(loop) : null);
    }

    // Weights are packed before the current program of rows, in which nothing changes them.
    private void Pack(Product? product)
    {
        if (product is { Storage: FullMatrix } && _packed.Add($"{product.Weights.Name} {product.ToPost}"))
        {
            _early.Add(new WholeItem(calls.Pack(product)));
        }
    }

    // Sums over the batch are combined with the synapse equations that follow them, so that a range of synapses stays in cache.
    private int Learn(IReadOnlyList<PlanOperation> operations, int first)
    {
        Flush();
        if (operations[first] is OuterProduct { Storage: not FullMatrix } shared)
        {
            _items.AddRange(calls.SharedSums(shared).Select(call => new WholeItem(call)));
            Written(shared);
            return first;
        }

        var sums = new List<OuterProduct>();
        var k = first;
        for (; k < operations.Count && operations[k] is OuterProduct { Storage: FullMatrix } sum && (sums.Count == 0 || sum.Projection == sums[0].Projection); k++)
        {
            sums.Add(sum);
            if (_batches.Add(sum.Pre.Name))
            {
                _items.Add(new WholeItem(calls.PackBatch(sum.Pre)));
            }
        }

        var equations = k < operations.Count && operations[k] is Elements { Domain: ElementDomain.Synapses } e
            && (sums.Count == 0 || (e.Owner == sums[0].Projection && sums.Exists(sum => (e.Rows, e.Columns) == SizeOf(sum.Target))))
            ? e
            : null;
        _items.Add(new WholeItem(calls.Synapses(sums, equations)));
        foreach (var operation in sums.Concat<PlanOperation>(equations is null ? [] : [equations]))
        {
            Written(operation);
        }

        return equations is null ? k - 1 : k;
    }

    private (int Rows, int Columns) SizeOf(Symbol symbol) => (symbols[symbol].Shape.Rows, symbols[symbol].Shape.Columns);

    private void Written(PlanOperation operation)
    {
        foreach (var symbol in operation.Writes)
        {
            _batches.Remove(symbol.Name);
            _packed.Remove($"{symbol.Name} {true}");
            _packed.Remove($"{symbol.Name} {false}");
        }
    }

    private void Flush()
    {
        _items.AddRange(_early);
        if (_rows.Count > 0)
        {
            _items.Add(new RowProgram([.. _rows]));
        }

        _early.Clear();
        _rows.Clear();
    }

    private bool IsOfRows(PlanOperation operation) =>
        operation is Loop loop ? loop.Operations.All(IsOfRows) : IsEarly(operation) || !IsWhole(operation);

    // A synaptic value that depends only on others, such as w*mask, is computed with the weights, before all rows.
    private bool IsEarly(PlanOperation operation) =>
        operation is Elements { Domain: ElementDomain.Synapses, Stores: [var store] } && symbols.Derived.ContainsKey(store.Target.Name);

    private bool IsWhole(PlanOperation operation) => operation switch
    {
        Elements { Domain: ElementDomain.Synapses } or OuterProduct or SampleSynapses or Whiten or EverySynapse { PerSample: false } or WholeOperation => true,
        Reduce reduce => reduce.Axis != ReducedAxis.Units,
        Draw draw => !symbols[draw.Target].Shape.PerSample,
        Assign { Value: NumberSource } assign => !symbols[assign.Target].Shape.PerSample,
        _ => false,
    };

    // Threads that process slices of a sample wait at a barrier where one needs what others write: before spikes are delivered, and
    // around operations that read presynaptic units.
    private static bool BarrierBefore(IReadOnlyList<PlanOperation> operations, int k) =>
        (operations[k] is Deliver && (k == 0 || operations[k - 1] is not Deliver)) || (operations[k] is EverySynapse every && ReadsPre(every.Statements));

    private static bool BarrierAfter(IReadOnlyList<PlanOperation> operations, int k)
    {
        if (operations[k] is EverySynapse every)
        {
            return ReadsPre(every.Statements);
        }

        if (operations[k] is not Deliver || (k + 1 < operations.Count && operations[k + 1] is Deliver))
        {
            return false;
        }

        // A variable that earlier deliveries still read must not change yet.
        for (; k >= 0 && operations[k] is Deliver deliver; k--)
        {
            if (ReadsPre(deliver.Statements))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ReadsPre(EventStatements statements) => statements.Operands.Any(o => o.IsRead && o.Kind == OperandKind.Pre);
}
