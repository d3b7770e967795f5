namespace Homeostat;

/// <summary>Reads what the projections of a simulation deliver, with the weights that they have at this moment.</summary>
/// <param name="simulation">The simulation.</param>
/// <param name="destination">The word for what the circuit is taken to, such as NIR.</param>
/// <param name="cannot">The words for a projection that has no meaning there, such as <c>cannot be said in NIR</c>.</param>
internal sealed class RouteReader(Simulation simulation, string destination, string cannot)
{
    /// <summary>The largest number of weights of a route; null for any.</summary>
    public long? MostWeights { get; init; }

    /// <summary>The variables that are looked at; null for all. What projections deliver to others is left out, whatever it is.</summary>
    public Func<Symbol, bool>? Wanted { get; init; }

    /// <summary>True if synapses may change when spikes pass. What they deliver is then read from their present weights.</summary>
    public bool Learns { get; init; }

    private readonly CircuitModel _model = simulation.Model;

    public IEnumerable<Route> Read() => _model.Projections.SelectMany(Dense).Concat(_model.Synapses.SelectMany(Sparse));

    private HomeostatException Refusal(string projection, string why, string remedy) =>
        new($"Projection '{projection}' {cannot}: {why}. {remedy}");

    private IEnumerable<Route> Dense(ProjectionModel projection)
    {
        foreach (var delivery in projection.Deliveries.Where(d => Wanted?.Invoke(d.Input.Symbol) != false))
        {
            if (!delivery.ToPost)
            {
                throw Refusal(projection.Name, $"it delivers '{delivery.Input.Symbol.Name}' backward to its presynaptic population", "Declare a projection in the opposite direction.");
            }

            if (delivery.Terms is not [var term] || term.Post.Symbols.Count > 0)
            {
                throw Refusal(projection.Name, "what it delivers is no weight times a value of the presynaptic unit", "Write it as x_post = w*y_pre : 1 (summed).");
            }

            var (scale, source) = ConstantFactor.Of(term.Pre);
            var weight = new ScalarExpression(term.Synapse);
            scale *= new ScalarExpression(term.Post).Of(_ => 0);
            var (rows, columns) = (projection.Rows, projection.Columns);
            var isShared = projection.Storage is SharedKernels or SharedWindow;
            var isDiagonal = projection.Storage is Diagonal;
            Require(projection.Name, (long)rows * columns);
            (int, int)[]? synapses = isShared ? null : [.. Enumerable.Range(0, rows * columns).Select(k => isDiagonal ? (k, k) : (k % columns, k / columns))];
            yield return new Route(projection.Declaration, source, delivery.Input.Symbol, k => scale * weight.Of(symbol => At(symbol, k / columns, k % columns)), synapses);
        }

        double At(Symbol symbol, int row, int column)
        {
            if (symbol == Clock.Step)
            {
                return simulation.Circuit.TimeStep;
            }

            if (!symbol.Name.StartsWith($"{projection.Name}.", StringComparison.Ordinal))
            {
                throw Refusal(projection.Name, $"its weight depends on '{symbol.Name}'", "Let it depend on variables of the projection alone.");
            }

            var matrix = simulation[symbol.Name];
            return matrix[matrix.Rows == 1 ? 0 : row, matrix.Columns == 1 ? 0 : column];
        }
    }

    private IEnumerable<Route> Sparse(SpikingProjectionModel projection)
    {
        if (Wanted is not null && !projection.Summed.Any(s => Wanted(s.Input.Symbol)) && !(projection.OnPre?.Stores.Any(s => projection.Meaning(s.Target).Variable is { } target && Wanted(target)) ?? false))
        {
            yield break;
        }

        var declared = projection.Declaration;
        if (!Learns && projection.LearnsFromSpikes)
        {
            throw Refusal(declared.Name, $"its synapses change when spikes pass, and {destination} has no learning", "Leave out what learns: declare it without OnPost, and with OnPre that only delivers.");
        }

        if (projection.OnPre is not null && declared.PreEvent != UnitEvent.Spike)
        {
            throw Refusal(declared.Name, $"it acts at the event '{declared.PreEvent}', and {destination} has spikes only", "Use the event spike.");
        }

        var view = simulation.Synapses(declared.Name);
        var (first, last) = (projection.PreSlice.First, projection.PostSlice.First);
        Require(declared.Name, (long)projection.Pre.Declaration.Size * projection.Post.Declaration.Size);
        var synapses = Enumerable.Range(0, view.Count).Select(k => (view.Pre[k] + first, view.Post[k] + last)).ToArray();
        var own = new Dictionary<string, double[]>();
        foreach (var (input, pathway) in projection.Summed)
        {
            var (source, weight) = Product(projection, pathway.Stores[0].Value)
                ?? throw Refusal(declared.Name, "what it delivers is no weight times a value of the presynaptic unit", "Write it as x_post = w*y_pre : 1 (summed).");
            yield return new Route(declared, source, input.Symbol, Weight(weight), synapses);
        }

        foreach (var store in projection.OnPre?.Stores ?? [])
        {
            var meaning = projection.Meaning(store.Target);
            if (Learns && meaning.Kind == OperandKind.Synapse)
            {
                continue;
            }

            if (meaning.Kind != OperandKind.Added)
            {
                throw Refusal(declared.Name, $"a spike does more than add to a variable: it sets '{store.Target.Name}'", "Write OnPre as additions, such as ge += w.");
            }

            var spikes = _model.Factory.Load(projection.Pre.Find(PopulationModel.SpikesName)!.Symbol);
            yield return new Route(declared, spikes, meaning.Variable!, Weight(store.Value), synapses, view.Delay.Any(d => d > 0) ? view.Delay : null);
        }

        Func<int, double> Weight(Node value)
        {
            var expression = new ScalarExpression(value);
            return k => expression.Of(symbol => projection.Meaning(symbol) switch
            {
                { Kind: OperandKind.Synapse or OperandKind.Shared, Variable: { } variable } when variable.Name.StartsWith($"{declared.Name}.", StringComparison.Ordinal) => Own(variable.Name, k),
                { Kind: OperandKind.PreIndex } => view.Pre[k],
                { Kind: OperandKind.PostIndex } => view.Post[k],
                _ => throw Refusal(declared.Name, $"what a spike adds depends on '{symbol.Name}'", "Let it depend on variables of the projection alone."),
            });
        }

        double Own(string variable, int k)
        {
            var name = variable[(declared.Name.Length + 1)..];
            if (!own.TryGetValue(name, out var values))
            {
                values = own[name] = view.Get(name);
            }

            return values[values.Length == 1 ? 0 : k];
        }
    }

    // A value of the presynaptic unit times a weight: with a symbol in place of the value, what is delivered is a multiple of the symbol alone.
    private (Node Source, Node Weight)? Product(SpikingProjectionModel projection, Node delivered)
    {
        var (factory, pre) = (_model.Factory, projection.Pre);
        Symbol[] read = [.. delivered.Symbols.Where(s => projection.Meaning(s).Kind == OperandKind.Pre)];
        var own = new Substitution(factory, read.ToDictionary(s => s, s => factory.Load(projection.Meaning(s).Variable!))).Apply(delivered);
        var place = new Symbol($"{projection.Name}:source", Axes.Columns);
        foreach (var source in pre.Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression).Select(e => pre.Value(e.Name)!)
            .Concat(read.Select(s => factory.Load(projection.Meaning(s).Variable!))))
        {
            var replaced = new Substitution(factory, node => ReferenceEquals(node, source) ? factory.Load(place) : null).Apply(own);
            if (replaced.Symbols.Contains(place) && !read.Any(s => replaced.Symbols.Contains(projection.Meaning(s).Variable!))
                && LinearForm.Of(factory, replaced, s => s == place) is { } form && form.Constant.Is(0))
            {
                return (source, form.Coefficients[place]);
            }
        }

        return null;
    }

    private void Require(string projection, long weights)
    {
        if (weights > MostWeights)
        {
            throw Refusal(projection, $"as a matrix it has {weights:N0} weights, and {destination} has no sparse ones", $"Up to {MostWeights:N0} are written.");
        }
    }
}
