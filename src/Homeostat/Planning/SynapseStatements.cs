namespace Homeostat.Planning;

/// <summary>Makes statements about single synapses or units: what each symbol in them stands for, brought up to date.</summary>
internal sealed class SynapseStatements(PlanState state, ValuePlanner values)
{
    /// <summary>The statements of a pathway of a projection.</summary>
    public EventStatements Of(SpikingProjectionModel projection, Pathway pathway)
    {
        // Values of the ends that a population computes from inputs or reductions are brought up to date first.
        foreach (var symbol in pathway.Stores.SelectMany(s => s.Value.Symbols))
        {
            if (projection.Meaning(symbol).Variable is { } variable)
            {
                values.Ensure(variable);
            }
        }

        var ofTime = new Dictionary<Symbol, Symbol>();
        var inTime = new Substitution(state.Factory, node => node.Symbol is { } s && IsTime(s) ? state.Factory.Load(Clock.Time) : null);
        var outside = new Substitution(state.Factory, OfTime);
        return Of([.. pathway.Stores.Select(store => store with { Value = outside.Apply(store.Value) })], pathway.ByRow, symbol =>
        {
            if (ofTime.TryGetValue(symbol, out var moment))
            {
                return (new SynapseSymbol(OperandKind.Shared, moment), 0);
            }

            var meaning = projection.Meaning(symbol);
            var number = meaning.Kind switch
            {
                OperandKind.PreIndex => projection.PreSlice.First,
                OperandKind.PostIndex => projection.PostSlice.First,
                OperandKind.Uniform or OperandKind.Normal => (int)state.Symbols.EventStream(symbol.Name),
                _ => 0,
            };
            return (meaning, number);
        });

        bool IsTime(Symbol symbol) => projection.Meaning(symbol).Kind == OperandKind.Time;

        // What follows from the time alone is computed once for all synapses.
        Node? OfTime(Node node)
        {
            if (node.Symbol is not null || node.Symbols.Count == 0 || !node.Symbols.All(IsTime))
            {
                return null;
            }

            var moment = values.OfTime(inTime.Apply(node));
            values.Ensure(moment);
            var symbol = moment with { Axes = Axes.None };
            ofTime[symbol] = moment;
            return node.IsCondition ? state.Factory.Condition(state.Factory.Load(symbol)) : state.Factory.Load(symbol);
        }
    }

    /// <summary>The statements about single units of a population.</summary>
    public static EventStatements OfUnits(IReadOnlyList<Store> stores) => Of(stores, byRow: false, symbol => (
        symbol == Clock.Time ? new SynapseSymbol(OperandKind.Time, null)
            : new SynapseSymbol(symbol.Axes.HasFlag(Axes.Columns) ? OperandKind.Post : OperandKind.Shared, symbol), 0));

    private static EventStatements Of(IReadOnlyList<Store> stores, bool byRow, Func<Symbol, (SynapseSymbol Meaning, int Number)> meaningOf)
    {
        var (read, written) = (stores.SelectMany(s => s.Value.Symbols).ToHashSet(), stores.Select(s => s.Target).ToHashSet());
        var operands = new ElementProgram(stores).Operands.Select(symbol =>
        {
            var (meaning, number) = meaningOf(symbol);
            return new EventOperand(symbol, meaning.Kind, meaning.Variable, read.Contains(symbol), written.Contains(symbol), number);
        });
        return new EventStatements(stores, [.. operands], byRow);
    }
}
