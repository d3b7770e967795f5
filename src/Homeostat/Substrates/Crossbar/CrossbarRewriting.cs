namespace Homeostat.Substrates;

/// <summary>
/// A plan as a crossbar carries it out. Arrays are read at the beginning and after each change; products use what was read, through converters; what learning
/// stores to weights is asked for and then written by pulses.
/// </summary>
internal sealed class CrossbarRewriting
{
    private readonly CrossbarMachine _machine;
    private readonly Plan _plan;
    private readonly HashSet<CrossbarArray> _used = [];
    private int _number;

    public CrossbarRewriting(CrossbarMachine machine, Plan plan)
    {
        (_machine, _plan) = (machine, plan);
        var operations = Rewritten(plan.Operations, isInSteps: false, isInLoop: false);
        Operations = [.. machine.Arrays.Where(_used.Contains).Select(Read), .. operations];
    }

    /// <summary>The operations.</summary>
    public IReadOnlyList<PlanOperation> Operations { get; }

    private List<PlanOperation> Rewritten(IReadOnlyList<PlanOperation> operations, bool isInSteps, bool isInLoop)
    {
        var rewritten = new List<PlanOperation>();
        for (var k = 0; k < operations.Count; k++)
        {
            var operation = operations[k];
            var changed = operation is Loop ? [] : operation.Writes.Select(_machine.ArrayOf).OfType<CrossbarArray>().ToArray();
            switch (operation)
            {
                case Loop loop:
                    rewritten.Add(loop with { Bodies = [.. loop.Bodies.Select(body => Rewritten(body, isInSteps || loop.AreSteps, isInLoop: true))] });
                    break;
                case Product product:
                    rewritten.Add(Rewritten(product, isInSteps));
                    break;
                case Elements { Domain: ElementDomain.Synapses } elements when changed.Length > 0:
                    rewritten.Add(elements with
                    {
                        Stores = [.. elements.Stores.Select(store => _machine.ArrayOf(store.Target) is { } array ? store with { Target = array.Wanted } : store)],
                    });
                    rewritten.AddRange(changed.Select(array => new ChangeCrossbar(_machine, array)));
                    break;
                case Elements { Domain: ElementDomain.Synapses } elements when IsDerived(elements):
                    rewritten.Add(elements with { Stores = [.. elements.Stores.Select(store => store with { Value = AsRead(store.Value) })] });
                    break;
                default:
                    rewritten.Add(operation);
                    break;
            }

            foreach (var array in changed.Where(array => isInLoop || operations.Skip(k + 1).Any(later => Uses(later, array))))
            {
                rewritten.Add(Read(array));
            }
        }

        return rewritten;
    }

    private PlanOperation Rewritten(Product product, bool isInSteps)
    {
        if (_machine.ArrayOf(product.Weights) is { } array)
        {
            _used.Add(array);
            product = product with { Weights = array.Read };
        }
        else if (!(_plan.Symbols.Derived.ContainsKey(product.Weights.Name) && IsOfArrays(product.Weights)))
        {
            return product;
        }

        return _machine.Settings.IsAnalog ? new CrossbarProduct(_machine, product, _number++, isInSteps) : product;
    }

    // A value that follows from weights, such as w*gain, is a part of the path that is read.
    private Node AsRead(Node value) => new Substitution(
        _machine.Factory,
        node =>
        {
            if (node.Symbol is not { } symbol || _machine.ArrayOf(symbol) is not { } array)
            {
                return null;
            }

            _used.Add(array);
            return _machine.Factory.Load(array.Read);
        }).Apply(value);

    private bool IsDerived(Elements elements) =>
        elements.Stores is [var store] && _plan.Symbols.Derived.ContainsKey(store.Target.Name) && store.Value.Symbols.Any(s => _machine.ArrayOf(s) is not null);

    private bool IsOfArrays(Symbol derived) => All(_plan.Operations).OfType<Elements>().Any(e => e.Writes.Contains(derived) && IsDerived(e));

    private bool Uses(PlanOperation operation, CrossbarArray array) => operation is Loop loop
        ? loop.Operations.Any(o => Uses(o, array))
        : operation is Product || (operation is Elements elements && IsDerived(elements)) ? operation.Reads.Contains(array.Weights) : false;

    private static IEnumerable<PlanOperation> All(IEnumerable<PlanOperation> operations) =>
        operations.SelectMany(o => o is Loop loop ? All(loop.Operations) : [o]);

    private ReadCrossbar Read(CrossbarArray array) => new(_machine, array);
}
