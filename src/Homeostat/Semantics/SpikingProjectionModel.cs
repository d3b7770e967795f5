
namespace Homeostat.Semantics;

/// <summary>A projection stored as rows of synapses, whose equations have been checked and translated.</summary>
internal sealed class SpikingProjectionModel
{
    /// <summary>The name of the step in which event-driven variables were last updated.</summary>
    public const string UpdatedName = "updated";

    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, SynapseSymbol> _symbols = [];
    private readonly NodeFactory _factory;
    private readonly Translator _translator;
    private readonly SynapseScope _scope;
    private int _draws;

    public SpikingProjectionModel(
        Projection declaration, PopulationModel pre, PopulationModel post, NodeFactory factory, double timeStep, ElementType type)
    {
        (Declaration, Pre, Post, _factory, TimeStep, Type) = (declaration, pre, post, factory, timeStep, type);
        PreSlice = PopulationSlice.Parse(declaration.Pre, pre.Declaration.Size, Owner);
        PostSlice = PopulationSlice.Parse(declaration.Post, post.Declaration.Size, Owner);
        Equations = EquationSet.Parse(declaration.Equations, Owner);
        _scope = new SynapseScope(this);
        EquationChecks.Check(Equations, _scope);
        EquationChecks.Refuse(
            Equations, ["unless refractory", "linked", "input", "energy", "constant over dt"], "The flag ({0}) has no meaning at a synapse.", "Use it in the equations of a population.");
        EquationChecks.Refuse(
            Equations, ["existence", "vacancy", "sign"], "The role ({0}) is for synapses that can be removed and grown again; the synapses of this projection are stored as rows and cannot.",
            "Declare a dense projection by Synapse.Learning with a Selection.");
        EquationChecks.Refuse(
            Equations, ["per sample"], "The synapses of this projection are stored as rows, which have one value for all samples.", "Declare a dense projection, or leave the flag out and take batches of one sample.");
        _translator = new Translator(factory, Value) { Special = Draw };
        foreach (var equation in Equations.Equations.Where(e => e.Kind != EquationKind.Subexpression))
        {
            Add(equation.Name, equation.Has("shared") ? Axes.None : Axes.Columns, equation.Dimension, equation.Role);
        }

        if (EventDriven.Any())
        {
            Add(UpdatedName, Axes.Columns, Dimension.None);
        }

        var pathways = new SynapsePathways(this, factory);
        OnPre = pathways.OfEvent(declaration.OnPre, "on_pre", pre, declaration.PreEvent);
        OnPost = pathways.OfEvent(declaration.OnPost, "on_post", post, declaration.PostEvent);
        OnClock = pathways.OfClock();
        Summed = declaration.IsCut ? [] : pathways.OfSums();
        Learning = pathways.OfLearning(SynapseSums);
        foreach (var variable in EventDriven.Select(e => _variables[e.Name]))
        {
            var now = new Symbol($"{variable.Symbol.Name} now", Axes.Columns);
            _symbols[now] = new SynapseSymbol(OperandKind.Synapse, now);
            Present.Add(variable.Symbol, (now, pathways.OfPresent(variable, now)));
        }
    }

    public Projection Declaration { get; }

    public PopulationModel Pre { get; }

    public PopulationModel Post { get; }

    public PopulationSlice PreSlice { get; }

    public PopulationSlice PostSlice { get; }

    public double TimeStep { get; }

    /// <summary>The number type in which the variables are stored.</summary>
    public ElementType Type { get; }

    public string Name => Declaration.Name;

    public string Owner => $"projection '{Declaration.Name}'";

    public EquationSet Equations { get; }

    public SynapseScope Scope => _scope;

    public Translator Translator => _translator;

    public IEnumerable<Variable> Variables => _variables.Values;

    /// <summary>The equations that are solved from one event to the next.</summary>
    public IEnumerable<Equation> EventDriven => Equations.Equations.Where(e => e.Kind == EquationKind.Differential && e.Has("event-driven"));

    /// <summary>The equations that are integrated in every time step.</summary>
    public IEnumerable<Equation> ClockDriven => Equations.Equations.Where(e => e.Kind == EquationKind.Differential && !e.Has("event-driven"));

    /// <summary>The pathway carried out when a presynaptic event arrives; null for none.</summary>
    public Pathway? OnPre { get; }

    /// <summary>The pathway carried out at a postsynaptic event; null for none.</summary>
    public Pathway? OnPost { get; }

    /// <summary>The pathway carried out in every step; null for none.</summary>
    public Pathway? OnClock { get; }

    /// <summary>The pathways that add to inputs in every step.</summary>
    public IReadOnlyList<(Variable Input, Pathway Pathway)> Summed { get; }

    /// <summary>The pathway carried out by a learning phase; null for none.</summary>
    public Pathway? Learning { get; }

    /// <summary>For each event-driven variable, the symbol that holds its value at the beginning of a step while it is recorded, and the pathway that computes it.</summary>
    public Dictionary<Symbol, (Symbol Now, Pathway Pathway)> Present { get; } = [];

    /// <summary>The sums over the synapses of each postsynaptic unit that <see cref="Learning"/> needs, in the order of their computation.</summary>
    public List<SynapseSum> SynapseSums { get; } = [];

    /// <summary>Whether variables of the synapses also change outside learning phases.</summary>
    public bool ChangesAtEvents => new[] { OnPre, OnPost, OnClock }
        .Any(pathway => pathway?.Stores.Any(store => Meaning(store.Target).Kind == OperandKind.Synapse) ?? false);

    /// <summary>True if its synapses learn from spikes: they change at events, or postsynaptic spikes have statements.</summary>
    public bool LearnsFromSpikes => ChangesAtEvents || Declaration.OnPost.Length > 0;

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The symbols of random numbers, in the order in which the equations and statements name them.</summary>
    public IEnumerable<Symbol> Draws => _symbols.Where(s => s.Value.Kind is OperandKind.Uniform or OperandKind.Normal).OrderBy(s => s.Value.Number).Select(s => s.Key);

    /// <summary>The meaning of a symbol in this model's expressions.</summary>
    public SynapseSymbol Meaning(Symbol symbol) => _symbols[symbol];

    /// <summary>The value of a name in a synapse's equations; null for an unknown name.</summary>
    public Node? Value(string name)
    {
        if (!_values.TryGetValue(name, out var value) && (value = Find()) is not null)
        {
            _values[name] = value;
        }

        return value;

        Node? Find()
        {
            if (_variables.TryGetValue(name, out var variable))
            {
                return Load(variable.Symbol, variable.Symbol.Axes == Axes.None ? OperandKind.Shared : OperandKind.Synapse, variable.Symbol);
            }

            if (Equations.TryGet(name, out var equation))
            {
                return equation.Has("summed") ? null : _translator.Translate(equation.Expression!);
            }

            if (Declaration.Constants.TryGetValue(name, out var constant))
            {
                return _factory.Constant(constant.Value);
            }

            return name switch
            {
                "N_pre" => _factory.Constant(PreSlice.Count),
                "N_post" => _factory.Constant(PostSlice.Count),
                "dt" => _factory.Constant(TimeStep),
                "t" => Load(new Symbol($"{Name}:t", Axes.None), OperandKind.Time),
                "i" => Load(new Symbol($"{Name}:i", Axes.Columns), OperandKind.PreIndex),
                "j" => Load(new Symbol($"{Name}:j", Axes.Columns), OperandKind.PostIndex),
                _ => EndOf(name) is var (population, isPre, inner) && population.Value(inner) is { } end ? AtEnd(end, isPre) : null,
            };
        }
    }

    /// <summary>The symbol that keeps what rounding loses of a slow variable; it is added to the variables.</summary>
    public Symbol Lost(Variable variable)
    {
        var name = SlowStates.Lost(variable.Name);
        Add(name, variable.Symbol.Axes, variable.Dimension);
        return Value(name)!.Symbol!;
    }

    /// <summary>The number of the present step.</summary>
    public Node Step() => Load(new Symbol($"{Name}:step", Axes.None), OperandKind.Step);

    /// <summary>The symbol of the amount that is added to a variable of the postsynaptic unit.</summary>
    public Symbol Added(Symbol variable)
    {
        var symbol = new Symbol($"{Name}:+{variable.Name}", Axes.Columns);
        _symbols[symbol] = new SynapseSymbol(OperandKind.Added, variable);
        return symbol;
    }

    /// <summary>The symbol of a variable of the presynaptic or postsynaptic unit in a synapse's expressions.</summary>
    public Symbol End(Symbol variable, bool isPre)
    {
        var symbol = new Symbol($"{Name}:{(isPre ? "pre" : "post")}:{variable.Name}", variable.Axes & Axes.Columns);
        _symbols[symbol] = new SynapseSymbol(
            !variable.Axes.HasFlag(Axes.Columns) ? OperandKind.Shared : isPre ? OperandKind.Pre : OperandKind.Post, variable);
        return symbol;
    }

    /// <summary>The population variable that a name means: <c>x_pre</c>, <c>x_post</c>, or <c>x</c> of the postsynaptic unit; or null.</summary>
    internal (PopulationModel Population, bool IsPre, string Inner)? EndOf(string name) =>
        name.EndsWith("_pre", StringComparison.Ordinal) ? (Pre, true, name[..^4])
        : name.EndsWith("_post", StringComparison.Ordinal) ? (Post, false, name[..^5])
        : Post.Find(name) is not null || Post.Equations.TryGet(name, out _) ? (Post, false, name)
        : null;

    private void Add(string name, Axes axes, Dimension dimension, Role role = Role.None) =>
        _variables.Add(name, new Variable(Name, name, new Symbol($"{Name}.{name}", axes), VariableKind.Parameter, dimension, role));

    private Node Load(Symbol symbol, OperandKind kind, Symbol? variable = null, int number = 0)
    {
        _symbols[symbol] = new SynapseSymbol(kind, variable, number);
        return _factory.Load(symbol);
    }

    /// <summary>A value of the presynaptic or postsynaptic unit, as a synapse's expressions read it.</summary>
    public Node AtEnd(Node node, bool isPre) => new Substitution(_factory, n => n.Symbol switch
    {
        null => null,
        { } clock when clock == Clock.Time => Value("t"),
        { } clock when clock == Clock.Step => Value("dt"),
        { } index when index == (isPre ? Pre : Post).Index => Value(isPre ? "i" : "j"),
        { } symbol => _factory.Load(End(symbol, isPre)),
    }).Apply(node);

    private Node? Draw(CallExpression call, Translator translator) => call switch
    {
        { Function: "randn", Arguments.Count: 0 } => Draw(OperandKind.Normal),
        { Function: "rand", Arguments.Count: 0 } => Draw(OperandKind.Uniform),
        { Function: "poisson", Arguments: [var mean] } => PoissonCount.Of(
            _factory, translator.Translate(mean), () => Draw(OperandKind.Uniform), () => Draw(OperandKind.Normal)),
        _ => null,
    };

    private Node Draw(OperandKind kind)
    {
        var number = _draws++;
        return Load(new Symbol($"{Name}:draw{number}", Axes.Columns), kind, number: number);
    }
}

/// <summary>The meaning of a symbol in a synapse's expressions.</summary>
/// <param name="Kind">The kind of operand.</param>
/// <param name="Variable">The variable in memory; null for an operand that is not a variable.</param>
/// <param name="Number">The number of the random draw.</param>
internal sealed record SynapseSymbol(OperandKind Kind, Symbol? Variable, int Number = 0);

/// <summary>The names that a synapse's equations can use: its own, those of its two units, and constants.</summary>
internal sealed class SynapseScope(SpikingProjectionModel model) : IScope
{
    private static readonly Dictionary<string, Dimension> BuiltIn = new(StringComparer.Ordinal)
    {
        ["N_pre"] = Dimension.None,
        ["N_post"] = Dimension.None,
        ["i"] = Dimension.None,
        ["j"] = Dimension.None,
        ["t"] = Dimension.Second,
        ["dt"] = Dimension.Second,
    };

    public IEnumerable<string> Names =>
        model.Equations.Equations.Where(e => !e.Has("summed")).Select(e => e.Name)
            .Concat(model.Declaration.Constants.Keys)
            .Concat(BuiltIn.Keys)
            .Concat(model.Pre.Equations.Equations.Select(e => e.Name + "_pre"))
            .Concat(model.Post.Equations.Equations.Select(e => e.Name + "_post"))
            .Concat(model.Post.Equations.Equations.Select(e => e.Name));

    public bool TryGetDimension(string name, out Dimension dimension)
    {
        if (model.Equations.TryGet(name, out var own) && !own.Has("summed"))
        {
            dimension = own.Dimension;
            return true;
        }

        if (model.Declaration.Constants.TryGetValue(name, out var constant))
        {
            dimension = constant.Dimension;
            return true;
        }

        if (BuiltIn.TryGetValue(name, out dimension))
        {
            return true;
        }

        if (model.EndOf(name) is not var (population, _, inner))
        {
            return false;
        }

        return population.Scope.TryGetDimension(inner, out dimension);
    }
}
