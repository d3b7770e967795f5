
namespace Homeostat.Semantics;

/// <summary>A population whose equations have been checked and translated.</summary>
internal sealed class PopulationModel
{
    public const string NoiseName = "xi";

    /// <summary>The name of the variable that is 1 for a unit that fired in the last step, else 0.</summary>
    public const string SpikesName = "spikes";

    /// <summary>The name of the number of steps for which a unit remains refractory; with a condition, it is 1 while the condition holds.</summary>
    public const string RefractoryName = "refractory";

    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Translator _translator;
    private readonly NodeFactory _factory;
    private readonly PopulationScope _scope;
    private readonly Dictionary<string, Equation> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, Symbol> _arriving = [];
    private readonly Dictionary<string, IReadOnlyList<Store>> _actions;
    private int _draws;

    /// <param name="circuit">The circuit that the population belongs to.</param>
    /// <param name="declaration">The population.</param>
    /// <param name="factory">The factory that makes the nodes.</param>
    /// <param name="summed">The names of parameters to which projections add, whether flagged (input) or not.</param>
    /// <param name="type">The number type in which the variables are stored.</param>
    public PopulationModel(Circuit circuit, Population declaration, NodeFactory factory, IReadOnlySet<string> summed, ElementType type)
    {
        (Declaration, _factory) = (declaration, factory);
        TimeStep = circuit.TimeStep;
        Equations = EquationSet.Parse(declaration.Equations, Owner);
        _scope = new PopulationScope(this);
        EquationChecks.Check(Equations, _scope);
        EquationChecks.Refuse(
            Equations, ["event-driven", "clock-driven"], "Only synapses choose whether events or the clock drive an equation.",
            "Leave the flag out: a population's equations follow the clock.");
        EquationChecks.Refuse(Equations, EquationFlags.OfSynapses, "The role ({0}) is that of a variable of synapses.", "Use it in the equations of a projection.");
        EquationChecks.Refuse(Equations, ["per sample"], "A population has a value for each sample in any case.", "Leave the flag out.");
        _translator = new Translator(factory, Value) { Units = declaration.Size, Special = Draw };

        var assigned = Assigned(declaration);
        foreach (var equation in Equations.Equations.Where(e => e.Kind != EquationKind.Subexpression))
        {
            var kind = equation.Kind == EquationKind.Differential ? VariableKind.State
                : equation.Has("input") || summed.Contains(equation.Name) ? VariableKind.Input
                : VariableKind.Parameter;

            // What changes by the population's own statements is one for all units of a sample; samples are separate.
            var changes = kind == VariableKind.State || assigned.Contains(equation.Name);
            var axes = SharedValue.AxesOf(equation, changes ? Axes.Rows : Axes.None);
            if (equation.Has("linked"))
            {
                _links.Add(equation.Name, equation);
                _ = Linked(equation);
                continue;
            }

            Add(equation.Name, axes, kind, equation.Dimension, equation.Role);
        }

        var fires = declaration.Threshold.Length > 0 || declaration.Spikes is not null;
        if (fires)
        {
            Add(SpikesName, Axes.Both, VariableKind.Parameter, Dimension.None);
        }

        foreach (var name in declaration.Events.Keys)
        {
            Add(MaskName(name), Axes.Both, VariableKind.Parameter, Dimension.None);
        }

        // A refractory time without a threshold is refused where the events are read.
        if (fires && declaration.Refractory.Length > 0)
        {
            Add(RefractoryName, Axes.Both, VariableKind.Parameter, Dimension.None);
        }

        foreach (var equation in Equations.Equations.Where(e => e.Has("constant over dt")))
        {
            Held[new Symbol($"{Name}.{equation.Name}", SharedValue.AxesOf(equation, Axes.Rows))] = Translated(equation);
        }

        if (Equations.Equations.FirstOrDefault(e => e.Has("unless refractory") && SharedValue.AxesOf(e, Axes.Rows) != Axes.Both) is { } still)
        {
            throw EquationException.At(
                Equations.Text, Owner, still.NameSpan, $"'{still.Name}' is one for several units or samples, so it cannot stand still while one of them is refractory.",
                "Leave one of the flags out.");
        }

        // Other sub-expressions are translated when something needs them; these must fit their flag.
        foreach (var equation in Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression && (e.Has("shared") || e.Has("constant over batch"))))
        {
            _ = Value(equation.Name);
        }

        System = BuildSystem();
        Step = System.States.Count == 0 ? null : Integrator.Choose(System, TimeStep, declaration.Method, Owner);
        Slow = System.States
            .Where((state, i) => SlowStates.IsSlow(factory, state, Step!.Value.Values[i], IsParameter, type))
            .ToDictionary(state => state, state => state with { Name = SlowStates.Lost(state.Name) });
        _actions = declaration.Actions.ToDictionary(
            a => a.Key, a => Statements(a.Value, $"action '{a.Key}'"), StringComparer.Ordinal);
        if (declaration.OnSweep.Length > 0 && !_actions.TryAdd(Homeostat.Sweep.Unnamed, Statements(declaration.OnSweep, "sweep")))
        {
            throw new HomeostatException($"The sweep of {Owner} is given twice: by OnSweep and by the action '{Homeostat.Sweep.Unnamed}'. Leave one out.");
        }

        OnStep = [.. Statements(declaration.OnStep, "statements of each step").Select(UnlessRefractory)];
        Events = new PopulationEvents(this, factory).Read();

        // Every draw is known from here on, so that its stream does not depend on what a plan asks for first.
        foreach (var equation in Equations.Equations)
        {
            _ = Value(equation.Name);
        }

        Energies = [.. Equations.Equations
            .Where(e => e.Has("energy"))
            .Select(e => (e.Name, Summed(Value(e.Name)!)))];
    }

    public Population Declaration { get; }

    public string Name => Declaration.Name;

    public string Owner => $"population '{Declaration.Name}'";

    public EquationSet Equations { get; }

    public IEnumerable<Variable> Variables => _variables.Values;

    /// <summary>The symbol of the index of each unit.</summary>
    public Symbol Index => new($"{Name}.i", Axes.Columns);

    public IEnumerable<Variable> Inputs => Variables.Where(v => v.Kind == VariableKind.Input);

    public DifferentialSystem System { get; }

    /// <summary>The method that integrates the differential equations and the values after a step; null where there are none.</summary>
    public (Integrator Method, IReadOnlyList<Node> Values)? Step { get; }

    /// <summary>The states of which a step changes so little that what rounding loses is kept, each with the symbol that keeps it.</summary>
    public IReadOnlyDictionary<Symbol, Symbol> Slow { get; } = new Dictionary<Symbol, Symbol>();

    /// <summary>The symbols of random numbers that are drawn anew at each use: true for normal, false for uniform ones.</summary>
    public Dictionary<Symbol, bool> Random { get; } = [];

    /// <summary>Values that are computed once at the start of a step and then held.</summary>
    public Dictionary<Symbol, Node> Held { get; } = [];

    /// <summary>Inputs given in advance, by the symbol of their value in the present step.</summary>
    public Dictionary<Symbol, TimedArray> Signals { get; } = [];

    /// <summary>The time step, in seconds.</summary>
    public double TimeStep { get; }

    /// <summary>The events of single units; the spike is the first.</summary>
    public IReadOnlyList<UnitEvent> Events { get; }

    /// <summary>The assignments made in every step, when synapses deliver.</summary>
    public IReadOnlyList<Store> OnStep { get; }

    /// <summary>The new value of each variable that a sweep assigns.</summary>
    public IReadOnlyList<Store> Sweep => ActionOf(Homeostat.Sweep.Unnamed) ?? [];

    /// <summary>The assignments of each action, by its name, including those of the sweep.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Store>> Actions => _actions;

    /// <summary>The new value of each variable that an action assigns; null where the population has no such action.</summary>
    public IReadOnlyList<Store>? ActionOf(string name) => _actions.GetValueOrDefault(name);

    /// <summary>The terms of the free energy, each with one value for each sample.</summary>
    public IReadOnlyList<(string Name, Node Value)> Energies { get; }

    /// <summary>The names that statements and expressions of the population may use.</summary>
    public IScope Scope => new EquationScope(Equations, _scope);

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The value of a name within this population's equations; null for an unknown name.</summary>
    public Node? Value(string name)
    {
        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }

        Node? value = null;
        if (_variables.TryGetValue(name, out var variable))
        {
            value = _factory.Load(variable.Symbol);
        }
        else if (Held.Keys.FirstOrDefault(held => held.Name == $"{Name}.{name}") is { } held)
        {
            value = _factory.Load(held);
        }
        else if (_links.TryGetValue(name, out var link))
        {
            value = _factory.Load(Linked(link));
        }
        else if (Equations.TryGet(name, out var equation))
        {
            value = Translated(equation!);
        }
        else if (Declaration.Constants.TryGetValue(name, out var constant))
        {
            value = _factory.Constant(constant.Value);
        }
        else
        {
            value = name switch
            {
                "N" => _factory.Constant(Declaration.Size),
                "i" => _factory.Load(Index),
                "t" => _factory.Load(Clock.Time),
                "dt" => _factory.Load(Clock.Step),
                "not_refractory" => _variables.TryGetValue(RefractoryName, out var refractory)
                    ? _factory.Compare(Operation.LessOrEqual, _factory.Load(refractory.Symbol), _factory.Constant(0))
                    : _factory.Constant(1),
                _ when IsNoise(name) => DrawSymbol(normal: true, name, isShared: false),
                _ => null,
            };
        }

        if (value is not null)
        {
            _values[name] = value;
        }

        return value;
    }

    /// <summary>Whether a variable does not change while its unit is refractory, except by the unit's reset.</summary>
    public bool StandsStill(Symbol variable) => _variables.ContainsKey(RefractoryName)
        && Equations.TryGet(variable.Name[(Name.Length + 1)..], out var equation) && equation.Has("unless refractory");

    /// <summary>The condition that a unit neither fired in this step nor is still refractory.</summary>
    public Node MayChange() => _factory.Compare(
        Operation.And, Value("not_refractory")!, _factory.Compare(Operation.Equal, Value(SpikesName)!, _factory.Constant(0)));

    /// <summary>The symbol that collects deliveries to a variable with <c>(unless refractory)</c>, until it is known which units fired.</summary>
    public Symbol Arriving(Symbol variable)
    {
        if (!_arriving.TryGetValue(variable, out var symbol))
        {
            symbol = new Symbol($"{variable.Name}+", Axes.Both);
            _arriving.Add(variable, symbol);
        }

        return symbol;
    }

    /// <summary>The variables with <c>(unless refractory)</c>, each with the symbol that collects what synapses deliver to it.</summary>
    public IReadOnlyDictionary<Symbol, Symbol> Arrivals => _arriving;

    /// <summary>A store that leaves the old value while the unit is refractory, if the variable has <c>(unless refractory)</c>.</summary>
    public Store UnlessRefractory(Store store) => StandsStill(store.Target)
        ? store with { Value = _factory.Select(MayChange(), store.Value, _factory.Load(store.Target)) }
        : store;

    /// <summary>The name of the mask of an event, which is 1 for the units to which it happened in the last step.</summary>
    public static string MaskName(string eventName) => eventName == UnitEvent.Spike ? SpikesName : $"{eventName}_mask";

    /// <summary>Whether a name is white noise: <c>xi</c>, or <c>xi_1</c>, <c>xi_syn</c>, ..., which are independent of it.</summary>
    public static bool IsNoise(string name) => name == NoiseName || name.StartsWith($"{NoiseName}_", StringComparison.Ordinal);

    /// <summary>Reads statements about a unit's own variables.</summary>
    public IReadOnlyList<Store> Statements(string text, string what)
    {
        var stores = StatementLowering.Lower(
            StatementList.Parse(text, $"{what} of {Owner}"), $"{what} of {Owner}", Scope, _translator, Value, _factory, Assignable);

        // What rounding has lost of the former value is no part of a new one.
        return
        [
            .. stores,
            .. stores.Where(store => Slow.ContainsKey(store.Target) && !DifferentialSystem.Contains(store.Value, store.Target))
                .Select(store => new Store(Slow[store.Target], _factory.Constant(0))),
        ];
    }

    /// <summary>Reads an expression of a unit's own variables.</summary>
    public (Node Value, Dimension Dimension) Expression(string text, string what)
    {
        var expression = ExpressionParser.Parse(text, $"{what} of {Owner}");
        var dimension = new DimensionChecker(text, $"{what} of {Owner}", Scope).Check(expression);
        return (_translator.Translate(expression), dimension);
    }

    private bool IsParameter(Symbol symbol) => _variables.Values.Any(v => v.Symbol == symbol && v.Kind == VariableKind.Parameter);

    private void Add(string name, Axes axes, VariableKind kind, Dimension dimension, Role role = Role.None) =>
        _variables.Add(name, new Variable(Name, name, new Symbol($"{Name}.{name}", axes), kind, dimension, role));

    private Symbol Linked(Equation equation) => Declaration.Links.TryGetValue(equation.Name, out var path)
        ? new Symbol(path, Axes.Both)
        : throw EquationException.At(
            Equations.Text, Owner, equation.NameSpan, $"'{equation.Name}' is (linked), but nothing says to what.",
            $"Give the population Links = new() {{ [\"{equation.Name}\"] = \"other.variable\" }}.");

    private Node? Draw(CallExpression call, Translator translator) => call switch
    {
        { Function: "randn", Arguments.Count: 0 } => DrawSymbol(normal: true, $"randn{_draws++}", translator.IsShared),
        { Function: "rand", Arguments.Count: 0 } => DrawSymbol(normal: false, $"rand{_draws++}", translator.IsShared),
        _ when Declaration.Signals.TryGetValue(call.Function, out var signal) => Signal(call.Function, signal),
        { Function: "poisson", Arguments: [var mean] } => PoissonCount.Of(
            _factory,
            AtStep(translator.Translate(mean)),
            () => DrawSymbol(normal: false, $"poisson{_draws++}", translator.IsShared),
            () => DrawSymbol(normal: true, $"poisson{_draws++}", translator.IsShared)),

        // The time is rounded to the element type, more coarsely as it grows: the nearest whole step is the right one.
        { Function: "timestep", Arguments: [NameReference { Name: "t" }, NameReference { Name: "dt" }] } => _factory.Apply(
            Operation.Round, _factory.Divide(_factory.Load(Clock.Time), _factory.Load(Clock.Step))),
        _ => null,
    };

    private Node Signal(string name, TimedArray signal)
    {
        if (!signal.IsShared && signal.Values.GetLength(1) != Declaration.Size)
        {
            throw new HomeostatException(
                $"The signal '{name}' has values for {signal.Values.GetLength(1)} units, but {Owner} has {Declaration.Size}.");
        }

        var symbol = new Symbol($"{Name}.{name}()", signal.IsShared ? Axes.Rows : Axes.Both);
        Signals[symbol] = signal;
        return _factory.Load(symbol);
    }

    private Node DrawSymbol(bool normal, string name, bool isShared)
    {
        var symbol = new Symbol($"{Name}.{name}", isShared ? Axes.Rows : Axes.Both);
        Random[symbol] = normal;
        return _factory.Load(symbol);
    }

    /// <summary>The right side of a line; on a line flagged (shared), noise and random numbers are one for all units.</summary>
    private Node Translated(Equation equation)
    {
        var shared = equation.Has("shared");
        var translator = shared
            ? _translator.With(name => IsNoise(name) ? DrawSymbol(normal: true, name, isShared: true) : Value(name)).Sharing(true)
            : _translator;
        var value = translator.Translate(equation.Expression!);
        SharedValue.RequireFits(
            new Symbol($"{Name}.{equation.Name}", SharedValue.AxesOf(equation, Axes.Rows)), value,
            (problem, remedy) => EquationException.At(Equations.Text, Owner, equation.NameSpan, problem, remedy));
        return value;
    }

    private void RequireOneNoise()
    {
        if (Random.Keys.GroupBy(symbol => symbol.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            var name = twice.Key[(Name.Length + 1)..];
            throw new HomeostatException(
                $"The noise '{name}' of {Owner} is one for all units on a line flagged (shared), and one for each unit on another line. "
                + $"Name them apart: {name}_1 and {name}_2 are independent.");
        }
    }

    /// <summary>The names that statements of the population assign.</summary>
    private HashSet<string> Assigned(Population declaration) => declaration.Actions.Values
        .Append(declaration.OnSweep)
        .Append(declaration.OnStep)
        .SelectMany(text => StatementList.Parse(text, Owner).Statements)
        .Select(statement => statement.Target)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>A value in which the time step is replaced by its number.</summary>
    private Node AtStep(Node value) =>
        new Substitution(_factory, node => node.Symbol == Clock.Step ? _factory.Constant(TimeStep) : null).Apply(value);

    private DifferentialSystem BuildSystem()
    {
        var states = new List<Symbol>();
        var derivatives = new List<Node>();
        foreach (var equation in Equations.Equations.Where(e => e.Kind == EquationKind.Differential))
        {
            states.Add(_variables[equation.Name].Symbol);
            derivatives.Add(AtStep(Translated(equation)));
        }

        RequireOneNoise();
        var noise = Random.Keys.Where(symbol => IsNoise(symbol.Name[(Name.Length + 1)..])).ToList();
        return new DifferentialSystem(_factory, states, derivatives, noise) { Time = Clock.Time };
    }

    private Node Summed(Node energy) =>
        energy.Axes.HasFlag(Axes.Columns) ? _factory.Reduce(Reduction.Sum, energy) : energy;

    private Symbol? Assignable(string name) => _variables.TryGetValue(name, out var v) && v.Kind != VariableKind.Input
        ? v.Symbol
        : null;
}
