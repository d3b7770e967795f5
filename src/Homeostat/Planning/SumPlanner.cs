namespace Homeostat.Planning;

/// <summary>Plans what is added up in the inputs of populations: products for dense projections, statements at every synapse for sparse ones.</summary>
internal sealed class SumPlanner(PlanState state, ValuePlanner values)
{
    private readonly SynapseStatements _statements = new(state, values);

    /// <summary>Adds the operations that compute an input.</summary>
    public void Compute(InputSum input)
    {
        var population = input.Population;
        var accumulate = false;
        var elementwise = new List<Node>();
        foreach (var delivery in input.Deliveries)
        {
            foreach (var term in delivery.Terms)
            {
                if (delivery.Projection.IsOneToOne)
                {
                    elementwise.Add(OneToOne(term));
                    continue;
                }

                var (source, other, from, to) = delivery.ToPost
                    ? (term.Pre, term.Post, delivery.Projection.Pre, delivery.Projection.Post)
                    : (term.Post, term.Pre, delivery.Projection.Post, delivery.Projection.Pre);
                var sent = values.KeepPerUnit(source, from);
                values.Ensure(sent);
                var winner = delivery.Projection.WinnerOf(term.Synapse);
                var weights = winner is null
                    ? values.KeepOfSynapses(term.Synapse, delivery.Projection)
                    : values.Keep(winner.Chooser, delivery.Projection.Pre);
                values.Ensure(weights);

                // A factor of the receiving unit waits until the sum is there.
                var isDirect = other.Is(1);
                var into = isDirect ? input.Symbol : new Symbol($"{input.Symbol.Name}#{elementwise.Count}", Axes.Both);
                state.Symbols.Add(into, Shape.OfUnits(Axes.Both, to.Declaration.Size), isDirect ? SymbolKind.Variable : SymbolKind.Derived);
                state.Add(winner is null
                    ? new Product(delivery.Projection.Name, sent, weights, delivery.Projection.Storage, delivery.ToPost, into, isDirect && accumulate)
                    : new Choice(delivery.Projection.Name, sent, weights, delivery.Projection.Storage, delivery.ToPost, into, isDirect && accumulate));
                accumulate |= isDirect;
                if (!isDirect)
                {
                    elementwise.Add(state.Factory.Multiply(state.Factory.Load(into), other));
                }
            }
        }

        if (elementwise.Count > 0)
        {
            var sum = elementwise.Select(node => values.Prepare(node, population)).Aggregate(state.Factory.Add);
            values.Elements([new Store(input.Symbol, accumulate ? state.Factory.Add(state.Factory.Load(input.Symbol), sum) : sum)], population);
        }

        var sparse = state.Model.Synapses.SelectMany(p => p.Summed, (Projection, Sum) => (Projection, Sum))
            .Where(s => s.Sum.Input.Symbol == input.Symbol)
            .ToArray();
        if (!accumulate && elementwise.Count == 0)
        {
            Clear(input.Symbol, population, [.. sparse.Select(s => s.Projection.PostSlice).Distinct()]);
        }

        foreach (var (projection, (_, pathway)) in sparse)
        {
            state.Add(new EverySynapse(projection.Name, _statements.Of(projection, pathway), PerSample: true));
        }
    }

    // Units that no projection can reach keep the value they were given.
    private void Clear(Symbol input, PopulationModel population, IReadOnlyList<PopulationSlice> reached)
    {
        var (factory, units) = (state.Factory, population.Declaration.Size);
        if (reached.Count == 0 || reached.Any(slice => slice.Count == units))
        {
            state.Add(new Assign(input, new NumberSource(0)));
            return;
        }

        var index = factory.Load(population.Index);
        var isReached = reached
            .Select(slice => factory.Compare(
                Operation.And,
                factory.Compare(Operation.LessOrEqual, factory.Constant(slice.First), index),
                factory.Compare(Operation.Less, index, factory.Constant(slice.First + slice.Count))))
            .Aggregate((either, other) => factory.Compare(Operation.Or, either, other));
        values.Elements([new Store(input, factory.Select(isReached, factory.Constant(0), factory.Load(input)))], population);
    }

    // Seen from the population, one-to-one synapses are parameters of its units.
    private Node OneToOne(Term term)
    {
        var synapse = new Substitution(state.Factory, node => node.Symbol is { Axes: Axes.Both } symbol
            ? state.Factory.Load(symbol with { Axes = Axes.Columns })
            : null).Apply(term.Synapse);
        return state.Factory.Multiply(synapse, state.Factory.Multiply(term.Pre, term.Post));
    }
}
