namespace Homeostat.Planning;

/// <summary>Makes the arithmetic of what synapses have for each sample, with the values of their two units brought up to date.</summary>
internal sealed class SampleStatements(PlanState state, ValuePlanner values)
{
    /// <summary>The arithmetic that stores of a learning phase need; null if none of them has to do with single samples.</summary>
    public SampleSynapses? Of(ProjectionModel projection, IReadOnlyList<Store> stores)
    {
        var sums = projection.SampleSumsOf(stores).ToArray();
        var traces = stores.Where(store => projection.IsPerSample(store.Target)).ToArray();
        if (sums.Length + traces.Length == 0)
        {
            return null;
        }

        foreach (var sum in sums)
        {
            state.Symbols.Add(sum.Symbol, Shape.OfMatrix(Axes.Both, projection.Rows, projection.Columns), SymbolKind.Derived);
        }

        // A value of a unit is read along one axis of the matrix.
        var units = new Dictionary<Symbol, SampleOperand>();
        var ofUnits = new Substitution(state.Factory, node => node.Symbol is { } symbol && projection.UnitOf(symbol) is var (isPost, value)
            ? state.Factory.Load(Unit(symbol, isPost, value).Symbol) : null);
        Store[] all =
        [
            .. traces.Select(store => store with { Value = ofUnits.Apply(store.Value) }),
            .. sums.Select(sum => new Store(sum.Symbol, state.Factory.Add(state.Factory.Load(sum.Symbol), ofUnits.Apply(sum.Value)))),
        ];
        var operands = new ElementProgram(all).Operands.Select(symbol => units.Values.FirstOrDefault(unit => unit.Symbol == symbol)
            ?? new SampleOperand(symbol, symbol, projection.IsPerSample(symbol) ? SampleOperandKind.Sample : SampleOperandKind.Synapse));
        return new SampleSynapses(projection.Name, projection.Rows, projection.Columns, all, [.. operands], [.. sums.Select(sum => (sum.Symbol, sum.IsMean))]);

        SampleOperand Unit(Symbol symbol, bool isPost, Node value)
        {
            if (!units.TryGetValue(symbol, out var operand))
            {
                var variable = values.KeepPerUnit(value, isPost ? projection.Post : projection.Pre);
                values.Ensure(variable);
                operand = units[symbol] = new SampleOperand(
                    symbol with { Axes = isPost ? Axes.Rows : Axes.Columns }, variable, isPost ? SampleOperandKind.Post : SampleOperandKind.Pre);
            }

            return operand;
        }
    }

    /// <summary>The values of units that the arithmetic reads.</summary>
    public static IEnumerable<Symbol> OfUnits(SampleSynapses? samples) =>
        (samples?.Operands ?? []).Where(operand => operand.Kind is SampleOperandKind.Pre or SampleOperandKind.Post).Select(operand => operand.Variable);
}
