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
                var sent = values.Keep(source, from);
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
        else if (!accumulate)
        {
            state.Add(new Assign(input.Symbol, new NumberSource(0)));
        }

        foreach (var projection in state.Model.Synapses)
        {
            foreach (var (_, pathway) in projection.Summed.Where(s => s.Input.Symbol == input.Symbol))
            {
                state.Add(new EverySynapse(projection.Name, _statements.Of(projection, pathway), PerSample: true));
            }
        }
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
