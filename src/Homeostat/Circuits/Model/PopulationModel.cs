using Homeostat.Equations;

namespace Homeostat.Circuits;

/// <summary>What a variable of a population is to the plan.</summary>
internal enum VariableKind
{
    /// <summary>Follows a differential equation.</summary>
    State,

    /// <summary>Stored; set from outside or by statements.</summary>
    Parameter,

    /// <summary>What projections add up.</summary>
    Input,
}

/// <summary>A stored variable of a population or projection.</summary>
internal sealed record Variable(string Owner, string Name, Symbol Symbol, VariableKind Kind, Dimension Dimension)
{
    public override string ToString() => Symbol.Name;
}

/// <summary>A population whose equations have been checked and translated.</summary>
internal sealed class PopulationModel
{
    public const string NoiseName = "xi";

    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Translator _translator;
    private readonly NodeFactory _factory;
    private readonly PopulationScope _scope;
    private readonly double _timeStep;
    private int _draws;

    public PopulationModel(Circuit circuit, Population declaration, NodeFactory factory)
    {
        (Declaration, _factory) = (declaration, factory);
        _timeStep = circuit.TimeStep;
        Equations = EquationSet.Parse(declaration.Equations, Owner);
        _scope = new PopulationScope(declaration.Constants);
        EquationChecks.Check(Equations, _scope);
        RequireSupported(Equations, Owner);
        _translator = new Translator(factory, Value) { Units = declaration.Size, Special = Draw };

        foreach (var equation in Equations.Equations.Where(e => e.Kind != EquationKind.Subexpression))
        {
            var kind = equation.Kind == EquationKind.Differential ? VariableKind.State
                : equation.Has("input") ? VariableKind.Input
                : VariableKind.Parameter;
            var axes = equation.Has("shared") ? Axes.None
                : equation.Has("constant over batch") ? Axes.Columns
                : Axes.Both;
            var symbol = new Symbol($"{declaration.Name}.{equation.Name}", axes);
            _variables.Add(equation.Name, new Variable(declaration.Name, equation.Name, symbol, kind, equation.Dimension));
        }

        System = BuildSystem();
        Sweep = StatementLowering.Lower(
            StatementList.Parse(declaration.OnSweep, Owner), Owner, new EquationScope(Equations, _scope), _translator, Value, factory, Assignable);
        Energies = [.. Equations.Equations
            .Where(e => e.Has("energy"))
            .Select(e => (e.Name, Summed(Value(e.Name)!)))];
    }

    public Population Declaration { get; }

    public string Name => Declaration.Name;

    public string Owner => $"population '{Declaration.Name}'";

    public EquationSet Equations { get; }

    public IEnumerable<Variable> Variables => _variables.Values;

    public IEnumerable<Variable> Inputs => Variables.Where(v => v.Kind == VariableKind.Input);

    public DifferentialSystem System { get; }

    /// <summary>Symbols of random numbers drawn anew whenever they are used: normal (true) or uniform.</summary>
    public Dictionary<Symbol, bool> Random { get; } = [];

    /// <summary>The new value of each variable that a sweep assigns.</summary>
    public IReadOnlyList<Store> Sweep { get; }

    /// <summary>Terms of the free energy: one value a sample.</summary>
    public IReadOnlyList<(string Name, Node Value)> Energies { get; }

    public PopulationScope Scope => _scope;

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>The value of a name within this population's equations, or null.</summary>
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
        else if (Equations.TryGet(name, out var equation))
        {
            value = _translator.Translate(equation!.Expression!);
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
                "i" => _factory.Load(new Symbol($"{Name}.i", Axes.Columns)),
                "t" => _factory.Load(Clock.Time),
                "dt" => _factory.Load(Clock.Step),
                NoiseName => DrawSymbol(normal: true, NoiseName),
                _ => null,
            };
        }

        if (value is not null)
        {
            _values[name] = value;
        }

        return value;
    }

    /// <summary>Flags that the language knows and this engine does not carry out yet are refused rather than ignored.</summary>
    public static void RequireSupported(EquationSet equations, string owner)
    {
        foreach (var equation in equations.Equations)
        {
            foreach (var flag in equation.Flags)
            {
                if (flag is "unless refractory" or "linked" or "constant over dt" or "event-driven" or "clock-driven")
                {
                    throw EquationException.At(
                        equations.Text, owner, equation.NameSpan,
                        $"The flag ({flag}) acts in spiking circuits, which are not executed yet.",
                        "Leave it out to run the equation without it.");
                }
            }
        }
    }

    private Node? Draw(CallExpression call, Translator translator) => call switch
    {
        { Function: "randn", Arguments.Count: 0 } => DrawSymbol(normal: true, $"randn{_draws++}"),
        { Function: "rand", Arguments.Count: 0 } => DrawSymbol(normal: false, $"rand{_draws++}"),
        { Function: "poisson", Arguments: [var mean] } => PoissonCount.Of(
            _factory,
            AtStep(translator.Translate(mean)),
            () => DrawSymbol(normal: false, $"poisson{_draws++}"),
            () => DrawSymbol(normal: true, $"poisson{_draws++}")),

        // The clock is rounded to the number type, and the more the later: its step is the nearest.
        { Function: "timestep", Arguments: [NameReference { Name: "t" }, NameReference { Name: "dt" }] } => _factory.Apply(
            Operation.Round, _factory.Divide(_factory.Load(Clock.Time), _factory.Load(Clock.Step))),
        _ => null,
    };

    private Node DrawSymbol(bool normal, string name)
    {
        var symbol = new Symbol($"{Name}.{name}", Axes.Both);
        Random[symbol] = normal;
        return _factory.Load(symbol);
    }

    /// <summary>A value with the time step as the number it is.</summary>
    private Node AtStep(Node value) =>
        new Substitution(_factory, node => node.Symbol == Clock.Step ? _factory.Constant(_timeStep) : null).Apply(value);

    private DifferentialSystem BuildSystem()
    {
        var states = new List<Symbol>();
        var derivatives = new List<Node>();
        foreach (var equation in Equations.Equations.Where(e => e.Kind == EquationKind.Differential))
        {
            states.Add(_variables[equation.Name].Symbol);
            derivatives.Add(AtStep(_translator.Translate(equation.Expression!)));
        }

        var noise = Random.Keys.Where(symbol => symbol.Name == $"{Name}.{NoiseName}").ToList();
        return new DifferentialSystem(_factory, states, derivatives, noise) { Time = Clock.Time };
    }

    private Node Summed(Node energy) =>
        energy.Axes.HasFlag(Axes.Columns) ? _factory.Reduce(Reduction.Sum, energy) : energy;

    private Symbol? Assignable(string name) => _variables.TryGetValue(name, out var v) && v.Kind != VariableKind.Input
        ? v.Symbol
        : null;
}

/// <summary>The names a population's equations can use without defining them.</summary>
internal sealed class PopulationScope(IReadOnlyDictionary<string, Quantity> constants) : IScope
{
    private static readonly Dimension Seconds = Quantity.Parse("1*second").Dimension;

    private static readonly Dictionary<string, Dimension> BuiltIn = new(StringComparer.Ordinal)
    {
        ["t"] = Seconds,
        ["dt"] = Seconds,
        ["i"] = Dimension.None,
        ["N"] = Dimension.None,
        [PopulationModel.NoiseName] = Seconds.Pow(-0.5),
    };

    public IEnumerable<string> Names => constants.Keys.Concat(BuiltIn.Keys);

    public bool TryGetDimension(string name, out Dimension dimension)
    {
        if (constants.TryGetValue(name, out var constant))
        {
            dimension = constant.Dimension;
            return true;
        }

        return BuiltIn.TryGetValue(name, out dimension);
    }
}
